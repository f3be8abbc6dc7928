"""What copying has put into a page's text: line numbers, marks of quotation, and Markdown's backslashes."""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["without_marks"]

_NUMBERED = re.compile(r"[ \t\xa0]*([0-9]{1,6})(?:[ \t\xa0]*[|:.)\u2502\u2503]|[ \t\xa0]|$)")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
# JSON knows none of these escapes; Markdown writes them before its own marks. A pair is one backslash.
_ESCAPED = re.compile(r"(\\\\)|\\([_*\[\]{}()#+.!<>|~`-])")
_FEWEST = 5


def without_marks(text: str) -> str:
    """Return the text without them, each line where it was. Lists that count, and single marks, stay."""
    lines = text.split("\n")
    _strip_quotes(lines)
    _strip_numbers(lines)
    text = "\n".join(lines)
    # A single one is the shell's, at the end of a line that was joined to the next.
    if len(re.findall(r"(?<!\\)\\[_\[\]{}]", text)) >= _FEWEST:
        text = _ESCAPED.sub(lambda match: match[1] or match[2], text)
    return text


def _strip_quotes(lines: list[str]) -> None:
    marks = [_QUOTED.match(line) for line in lines]
    for start, stop in _runs([mark is not None for mark in marks]):
        for index in range(start, stop):
            mark = marks[index]
            lines[index] = lines[index][mark.end() :] if mark else lines[index]


def _strip_numbers(lines: list[str]) -> None:
    """Take numbers off that count the lines: before each, or in a line of their own before each."""
    marks = [_NUMBERED.match(line) for line in lines]
    numbers = [int(mark[1]) if mark else -2 for mark in marks]
    for step in (1, 2):
        for first in range(step):
            chosen = range(first, len(lines), step)
            counted = [
                numbers[one] >= 0
                and numbers[two] == numbers[one] + 1
                and (step == 1 or not lines[one].strip(" \t\xa00123456789"))
                for one, two in pairwise(chosen)
            ]
            for start, stop in _runs(counted):
                for index in chosen[start : stop + 1]:
                    mark = marks[index]
                    lines[index] = lines[index][mark.end() :] if mark else lines[index]


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    """Return where long rows of true begin and end."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            if index - start >= _FEWEST:
                found.append((start, index))
            start = None
    return found
