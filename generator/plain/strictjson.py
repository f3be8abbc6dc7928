"""Reading JSON strictly: everything that a lenient parser would swallow is a fault with a pointer and a line."""

from __future__ import annotations

import contextlib
import json
import math
import re
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from generator.plain.faults import Fault, FaultsError, child, refuse, unescape
from generator.plain.scanner import MAX_DEPTH, Malformed, Problem, Scanner

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Json", "decode", "lines_of", "parse"]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

MAX_BYTES = 32 * 1024 * 1024
"""The greatest size of a file that is read."""

# Only text with one of these can hold a lone surrogate, a number beyond a double or an integer beyond Python's
# limit, so that all other text needs no second look at its values.
_SUSPECT = re.compile(r"\\u[dD][89a-fA-F]|[eE]\+?[0-9]{3}|[0-9]{300}|[\ud800-\udfff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class _SecondLookError(ValueError):
    """The fast way met something that only the scanner can place."""


def decode(data: bytes, file: str) -> str:
    """Return the text of a file: UTF-8, a byte order mark taken off. Raises FaultsError for anything else."""
    if len(data) > MAX_BYTES:
        refuse(file, f"the file is larger than {MAX_BYTES // (1024 * 1024)} MiB", "no schema is that large")
    if data.startswith(_UTF16) or (len(data) >= 4 and data[:4].count(0) >= 2):
        refuse(file, "the file is encoded in UTF-16 or UTF-32, not UTF-8", "save it again as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"the file is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
        refuse(file, what, "save it again as UTF-8", line=data.count(b"\n", 0, error.start) + 1)


def parse(data: str | bytes, file: str, *, first_line: int = 1) -> Any:
    """Return the value of a JSON text, its objects' keys in the order of the text.

    Refused, all with place: malformed text, duplicate keys, NaN and infinities, numbers beyond a double,
    integers of more than 4300 digits, lone surrogates, more than 200 levels of nesting, more than 32 MiB and
    encodings other than UTF-8. `first_line` says where the text stands if it is a part of `file`. Raises FaultsError.
    """
    if isinstance(data, bytes):
        text = decode(data, file)
    else:
        text = data.removeprefix("\ufeff")
        if len(text) > MAX_BYTES:
            refuse(file, f"the text is longer than {MAX_BYTES} characters", "no schema is that large")
    try:
        value = _DECODER.decode(text)
        if text.count("{") + text.count("[") > MAX_DEPTH:
            _check_depth(value)
        if _SUSPECT.search(text):
            _check_scalars(value)
    except (ValueError, RecursionError):
        faults = _diagnose(text, file, first_line)
    else:
        return value
    if not faults:  # The scanner sees all that the decoder refuses, so this is a net, not a way.
        faults = [Fault(file, "", "the JSON cannot be read")]
    raise FaultsError(*faults)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _SecondLookError
    return value


def _constant(_name: str) -> NoReturn:
    raise _SecondLookError


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


def _check_depth(value: Json) -> None:
    level: list[dict[str, Json] | list[Json]] = [value] if isinstance(value, (dict, list)) else []
    for _ in range(MAX_DEPTH):
        level = [item for items in map(_items, level) for item in items if isinstance(item, (dict, list))]
        if not level:
            return
    raise _SecondLookError


def _items(value: dict[str, Json] | list[Json]) -> Iterable[Json]:
    return value.values() if isinstance(value, dict) else value


def _check_scalars(value: Json) -> None:
    waiting: list[Json] = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, str):
            item.encode()  # UnicodeEncodeError is a ValueError
        elif isinstance(item, float) and not math.isfinite(item):
            raise _SecondLookError


def _diagnose(text: str, file: str, first_line: int) -> list[Fault]:
    if not text.strip(" \t\r\n"):
        what = "the file is empty" if not text else "the file holds only white space"
        return [Fault(file, "", what, "write the JSON document or remove the file")]
    scanner = Scanner(text)
    problems = scanner.problems
    try:
        scanner.run()
        scanner.expect_end()
    except Malformed as error:
        column = error.at - text.rfind("\n", 0, error.at)
        message = f"{error.message} (column {column})"
        problems.append(Problem(error.at, tuple(scanner.path), message, error.hint))
    faults: list[Fault] = []
    line, seen = first_line, 0
    for problem in problems:  # in the order of the text, so that its lines are counted once
        line += text.count("\n", seen, problem.at)
        seen = problem.at
        where = child("", *problem.path)
        faults.append(Fault(file, where, problem.message, problem.hint, line=line))
    return faults


def lines_of(text: str, pointers: Iterable[str]) -> dict[str, int]:
    """Return the lines, from 1, of what JSON pointers name: where a key, or an array's item, begins.

    Left out is where nothing stands at a pointer, or the text is malformed before it.

    Where a key is there twice, it is the last one's line, as the value is the last one's.
    """
    wanted = _Wanted()
    for pointer in pointers:
        node = wanted
        for key in pointer.split("/")[1:]:
            node = node.below.setdefault(unescape(key), _Wanted())
        node.pointer = pointer
    offsets: dict[str, int] = {}
    scanner = Scanner(text)
    nodes: list[_Wanted | None] = []
    with contextlib.suppress(Malformed):
        for at in scanner.values():
            depth = len(scanner.path)
            del nodes[depth:]
            above = nodes[-1] if nodes else None
            here = wanted if depth == 0 else above.below.get(str(scanner.path[-1])) if above else None
            nodes.append(here)
            if here and here.pointer is not None:
                offsets[here.pointer] = at
    lines, line, seen = dict[str, int](), 1, 0
    for at, pointer in sorted((at, pointer) for pointer, at in offsets.items()):
        line += text.count("\n", seen, at)
        lines[pointer], seen = line, at
    return lines


class _Wanted:
    """A place in a value that some wanted pointers lead through; `pointer` if one of them ends here."""

    __slots__ = ("below", "pointer")

    def __init__(self) -> None:
        self.below: dict[str, _Wanted] = {}
        self.pointer: str | None = None
