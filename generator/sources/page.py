"""A saved documentation page: the model's id, its two schemas and the example, among text in any language."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from generator.names.ids import check_model_id
from generator.plain.faults import FaultsError, Report, refuse
from generator.plain.scanner import Malformed
from generator.plain.strictjson import lines_of, parse
from generator.plain.text import show
from generator.sources.embedded import Broken, Found, objects
from generator.sources.page_file import ARCHIVES
from generator.sources.page_schemas import find_schemas
from generator.sources.page_text import PageText
from generator.spec import ModelSpec

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Sequence

__all__ = ["page_lines", "read_page"]

_ID_LINE = re.compile(
    r"--url[\s=]++[\"'“‘]?https?://model-api\.runcomfy\.net/v1/models/(?P<id>[^\\\r\n\"'`<>“”‘’]++)"
)
# Where a copy has lost its line ends, curl's next option follows the id at once.
_NEXT_OPTION = re.compile(r"\s-{1,2}[A-Za-z]")

_ELSEWHERE = "save the whole API page of one model; keep other text files outside the schemas folder"


def read_page(text: str, file: str, report: Report | None = None) -> ModelSpec:
    """Return the model that a saved page documents.

    `text` is the page as text, Markdown or HTML, told apart by the name of `file` and by its beginning.
    Whatever stands around and between the JSON values is noise. The id comes from the `--url` lines of the curl
    commands. An example that is not valid JSON is left out, with a warning to `report`.

    Raises FaultsError for a page with no id or two different ones, with no input schema or two different ones,
    with two different output schemas, or with a schema that is not strict JSON.
    """
    if file.casefold().endswith(ARCHIVES):
        with _without_lines():
            return _read_page(text, file, report)
    return _read_page(text, file, report)


@contextmanager
def _without_lines() -> Generator[None, None, None]:
    """Take the lines out of faults: those of an archived page are not those of its file."""
    try:
        yield
    except FaultsError as error:
        raise FaultsError(*(fault.at_line(None) for fault in error.faults)) from None


def _read_page(text: str, file: str, report: Report | None) -> ModelSpec:
    page = PageText.of(text, file)
    items = _objects(page, file)
    faults = Report()
    model_id = _find_id(page, items, file, faults)
    schemas = find_schemas(page, items, file, faults)
    if len(faults.errors) == 2 and not any(fault.pointer for fault in faults):
        message = (
            "this is not a documentation page: it has no id, no `--url …/v1/models/…` line, and no schema"
        )
        refuse(file, message, _ELSEWHERE)
    faults.raise_if_errors()
    if model_id is None or schemas.input is None:  # never so: both tell why
        refuse(file, "this is not a documentation page", _ELSEWHERE)
    return ModelSpec(
        model_id=model_id,
        input_schema=schemas.input.value,
        output_schema=schemas.output.value if schemas.output else None,
        example=_example(page, items, file, Report() if report is None else report),
        source="page",
        file=file,
    )


def page_lines(text: str, file: str, pointers: Collection[str]) -> dict[str, int]:
    """Return the lines, from 1, of what JSON pointers into a page's `ModelSpec` name, as far as they are known.

    In HTML that is the line on which the schema begins. Raises FaultsError for what is not a page at all.
    """
    page = PageText.of(text, file)
    schemas = find_schemas(page, _objects(page, file), file, Report())
    lines: dict[str, int] = {}
    for schema in (schemas.input, schemas.output):
        if schema is None:
            continue
        inner = {pointer: schema.inner(pointer) for pointer in pointers if pointer.startswith(schema.pointer)}
        found = (
            lines_of(schema.found.text, inner.values()) if page.exact else dict.fromkeys(inner.values(), 1)
        )
        first = page.line(schema.found.start)
        lines |= {pointer: first + found[rest] - 1 for pointer, rest in inner.items() if rest in found}
    return lines


def _objects(page: PageText, file: str) -> list[Found | Broken]:
    try:
        return list(objects(page.text))
    except Malformed as error:
        refuse(file, error.message, _ELSEWHERE, line=page.line(error.at))


def _find_id(page: PageText, items: Sequence[Found | Broken], file: str, faults: Report) -> str | None:
    # Inside a JSON value such a line is only what some text says.
    values = [item for item in items if isinstance(item, Found)]
    starts = [item.start for item in values]
    seen: dict[str, int] = {}
    for match in _ID_LINE.finditer(page.text):
        before = bisect_right(starts, match.start()) - 1
        if before >= 0 and match.start() < values[before].stop:
            continue
        model_id = _NEXT_OPTION.split(match["id"], maxsplit=1)[0].replace("\xa0", " ").strip(" \t")
        if model_id and "{" not in model_id:  # `{model_id}` stands for any
            seen.setdefault(model_id, match.start())
    if not seen:
        message = "the page has no id: no line `--url https://model-api.runcomfy.net/v1/models/…`"
        hint = "save the whole API page of one model"
        faults.error(file, "", message, hint)
        return None
    if len(seen) > 1:
        (one, one_at), (other, other_at), *more = seen.items()
        message = (
            f"the page names different models: {show(one)} on line {page.line(one_at)} and {show(other)}"
        )
        if more:
            message += f", and {len(more)} more"
        line = page.line(other_at)
        faults.error(
            file, "/model_id", message, "save the page of each model in a file of its own", line=line
        )
        return None
    [(model_id, at)] = seen.items()
    if problem := check_model_id(model_id):
        faults.error(file, "/model_id", problem, "see the --url line of the page", line=page.line(at))
    return model_id


def _example(
    page: PageText, items: Sequence[Found | Broken], file: str, report: Report
) -> dict[str, Any] | None:
    bodies = [item for item in items if item.is_body]
    if not bodies:
        return None
    # The page gives the body twice, so one that is broken may have a sound twin.
    body = min(bodies, key=lambda item: isinstance(item, Broken))
    if isinstance(body, Found):
        try:
            value: dict[str, Any] = parse(body.text, file)
        except FaultsError as error:
            problem = error.faults[0].message
        else:
            return value
    else:
        problem = body.message
    message = f"the page's example is not valid JSON, so the model has none: {problem}"
    hint = "write one into the document that `add` makes"
    report.warning(file, "/example", message, hint, line=page.line(body.start))
    return None
