"""A batch's requests from a CSV file: its first line names the inputs, each further line is one request."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from .._plain.text import one_line
from . import lookup
from .errors import CommandError
from .inputs import properties
from .reading import line_error
from .values import to_value

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["csv_requests"]

_MODEL = "model"
_LARGEST_CELL = 2**31 - 1  # a file as a data: URI is longer than what the module takes by itself


def csv_requests(text: str, usual: str | None) -> Iterator[dict[str, object]]:
    """Read the requests of the file: `{"model": ..., "inputs": {...}}`.

    The model is `usual`, else the cell in the column `model`. A cell is read as an option of that input would be, but
    always as it is written; an empty one is not sent. A list is a JSON array, or its only item.

    Raises:
        CommandError: The file is not CSV, a column does not name an input, or a model is not known.
    """
    rows = _rows(text)
    first = next(rows, None)
    names = [] if first is None else [name.strip() for name in first[1]]
    if usual is None and _MODEL not in names:
        raise line_error(
            1, "must name the inputs, and the models in a column `model`, unless --model says which"
        )
    if "" in names or len(set(names)) < len(names):
        raise line_error(1, "must name each input once")
    for number, cells in rows:
        if len(cells) > len(names):
            raise line_error(number, f"has {len(cells)} cells, and the first line {len(names)}")
        given = {name: cell for name, cell in zip(names, cells, strict=False) if cell != ""}
        model_id = given.pop(_MODEL, "").strip() if usual is None else usual
        yield {"model": model_id, "inputs": _inputs(number, model_id, given)}


def _inputs(number: int, model_id: str, given: dict[str, str]) -> dict[str, object]:
    info = lookup.model(model_id)
    if info is None:
        raise line_error(
            number, f"names the model {one_line(model_id, 80)!r}, which this package does not know"
        )
    schema = lookup.input_schema(info)
    parts = properties(schema)
    try:
        return {name: to_value(name, parts.get(name, {}), schema, [cell]) for name, cell in given.items()}
    except CommandError as error:
        raise line_error(number, f"is wrong: {error.message}") from None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a file, each with the number of the line it begins on; empty lines are no rows."""
    # `splitlines` would end a row at characters that stand in texts, such as U+2028.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    while True:
        usual = csv.field_size_limit(_LARGEST_CELL)
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise line_error(number, f"is not CSV: {error}") from None
        finally:
            csv.field_size_limit(usual)
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, cells
        number = reader.line_num + 1
