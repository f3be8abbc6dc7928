"""Text for a terminal: what strangers wrote is made harmless, and what is long is wrapped by what the eye sees."""

from __future__ import annotations

import contextlib
import math
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, Any, TextIO, cast

from .._plain.names import COMMAND, PACKAGE
from .._plain.text import is_harmless, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "columns",
    "dollars",
    "json_text",
    "kind_of",
    "prog",
    "styled",
    "table",
    "width",
    "wrap",
    "write",
]

_RESET = "\x1b[0m"
# What no line begins with.
_CLOSING = frozenset(",.;:!?)]}，。、；：！？）」』】")


def prog() -> str:
    """Return how this command was called."""
    return f"python -m {PACKAGE}" if os.path.basename(sys.argv[0]) == "__main__.py" else COMMAND  # noqa: PTH119


def dollars(amount: object) -> str:
    """Return an amount of money to the last decimal that it has, or nothing for what is not one."""
    from .._catalogue.price import money, shown

    found = money(amount)
    return "" if found is None else shown(found)


def json_text(value: object) -> str:
    """Return one JSON document, indented; characters that a terminal obeys are escaped, as JSON escapes them."""
    import json

    try:
        text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(value), ensure_ascii=False, indent=2, default=_plain)
    if text.isascii():
        return text.replace("\x7f", "\\u007f")
    return "".join(one if is_harmless(one) else json.dumps(one)[1:-1] for one in text)


def _plain(value: object) -> object:
    """Return what JSON does not have as what it has: a sum of money as a number, all else as text."""
    from decimal import Decimal

    return float(value) if isinstance(value, Decimal) else str(value)


def kind_of(value: object) -> str:
    """Name the kind of a JSON value: `an object`, `a number`, `null`."""
    if value is None:
        return "null"
    kinds: dict[type, str] = {bool: "a boolean", str: "a string", list: "a list", dict: "an object"}
    return kinds.get(type(value), "a number")


def _finite(value: Any) -> Any:
    """Return `value` with NaN and the infinities, which JSON does not have, as text."""
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in cast("list[Any]", value)]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def write(text: str, stream: TextIO) -> None:
    """Write a line, whatever the stream can encode."""
    try:
        print(text, file=stream, flush=True)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)


def styled(text: str, code: str, stream: TextIO) -> str:
    """Return `text` in a colour or a weight, where the stream is a terminal that shows one."""
    plain = (
        not stream.isatty() or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") in {None, "dumb"}
    )
    return text if plain else f"\x1b[{code}m{text}{_RESET}"


def columns() -> int:
    """Return how wide the text may be."""
    import shutil

    return max(40, min(shutil.get_terminal_size().columns, 110))


def width(text: str) -> int:
    """Return how many columns `text` takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def wrap(text: str, room: int) -> list[str]:
    """Wrap `text` into lines no wider than `room`. Scripts without spaces break between any two letters."""
    lines: list[str] = []
    line, taken = "", 0
    for piece, space in _pieces(text, room):
        size = width(piece)
        if line and taken + size > room:
            lines.append(line.rstrip())
            line, taken = "", 0
        line += piece + space
        taken += size + len(space)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, room: int) -> Iterator[tuple[str, str]]:
    """Split `text` into what stays together, each with the space after it."""
    for word in text.split():
        piece = ""
        for one in word:
            breaks = _is_wide(one) or _is_wide(piece[-1:]) or width(piece) >= room
            if piece and breaks and one not in _CLOSING:
                yield piece, ""
                piece = ""
            piece += one
        yield piece, " "


def _is_wide(character: str) -> bool:
    return not character.isascii() and unicodedata.east_asian_width(character) in "WF"


def table(rows: Iterable[Iterable[str]], room: int | None = None) -> list[str]:
    """Align the columns of rows; the last column is as long as it is.

    Where the columns do not fit into `room`, the rest of a row stands below its first cell.
    """
    cells = [[one_line(cell) for cell in row] for row in rows]
    if not cells:
        return []
    if room is not None and max(sum(map(width, row[:-1])) + 2 * len(row) for row in cells) > room:
        return [line for row in cells for line in _below(row, room)]
    sizes = [max(width(row[index]) for row in cells) for index in range(len(cells[0]) - 1)]
    lines: list[str] = []
    for row in cells:
        padded = [cell + " " * (size - width(cell)) for cell, size in zip(row, sizes, strict=False)]
        lines.append("  ".join([*padded, row[-1]]).rstrip())
    return lines


def _below(row: list[str], room: int) -> list[str]:
    rest = "  ".join(cell for cell in row[1:] if cell)
    return [row[0], *(f"  {line}" for line in wrap(rest, room - 2) if line)]


def close_quietly(stream: TextIO) -> None:
    """Drop what is still in the buffer of a stream that nobody reads any more, without a complaint at the exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
