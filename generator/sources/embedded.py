"""JSON objects in the middle of other text, found in time that grows with the text and no faster."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.plain.scanner import ODD_SPACES, Malformed, Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Broken", "Found", "objects"]

_SPACES = rf"[\s{ODD_SPACES}]*+"
# Where an object begins: the body of a curl command, or a brace with a key behind it.
_BEGIN = re.compile(
    rf"(?P<body>(?:--data(?:-raw|-binary)?|\s-d)(?=[\s=])[\s=]*+\$?[\"'“‘]?\s*+)\{{|\{{{_SPACES}\""
)
_FIRST_KEY = re.compile(rf'\{{{_SPACES}"([^"\\\x00-\x1f]*+)"')
_ODD_SPACE = re.compile(rf"[^\S \t\n\r]|[{ODD_SPACES}]")
# In well-formed JSON the quotes are in step: a string is a unit, and only spaces between strings are met.
_STRING_OR_SPACE = re.compile(rf'"[^"\\]*+(?:\\.[^"\\]*+)*+"|{_ODD_SPACE.pattern}')
# What looks like JSON and is none may be looked into again for this many characters in all.
_SECOND_LOOKS = 300_000
# A real page holds some dozens of objects.
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Found:
    """A well-formed object: `text` is its JSON, which stands at offsets `start` to `stop`.

    `is_body` tells the body of a curl command from all the others.
    """

    start: int
    stop: int
    is_body: bool
    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that begins at `start` as an object with the key `first_key` and at `stop` is no longer JSON."""

    start: int
    stop: int
    is_body: bool
    first_key: str | None
    message: str
    hint: str


def objects(text: str) -> Iterator[Found | Broken]:
    """Yield every object of a text that is inside no other, and every place where one seems to begin.

    What begins inside something broken is looked at too, for some hundred thousand characters; inside a
    broken body nothing begins. Odd spaces between the tokens of an object are read as plain ones. Raises Malformed
    where a text has more objects than any page.
    """
    at = 0
    budget, left = _SECOND_LOOKS, _MOST
    closing = 0  # the last `}'` that was looked up, or -1 once there are none left
    while begin := _BEGIN.search(text, at):
        if left == 0:
            raise Malformed(at, f"there are more than {_MOST} JSON objects, or what looks like them")
        left -= 1
        start = begin.end("body") if begin["body"] else begin.start()
        item = _read(text, start, is_body=bool(begin["body"]))
        yield item
        at = item.stop
        if isinstance(item, Found):
            continue
        if item.is_body:
            if 0 <= closing < at:
                closing = text.find("}'", at)
            at = max(at, closing)
            continue
        budget -= item.stop - start
        if budget > 0:
            at = start + 1


def _read(text: str, start: int, *, is_body: bool) -> Found | Broken:
    try:
        stop = Scanner(text, start, odd_spaces=True).run()
    except Malformed as error:
        key = _FIRST_KEY.match(text, start)
        return Broken(start, max(error.at, start + 1), is_body, key and key[1], error.message, error.hint)
    found = text[start:stop]
    if _ODD_SPACE.search(found):
        found = _STRING_OR_SPACE.sub(_plain, found)
    return Found(start, stop, is_body, found)


def _plain(match: re.Match[str]) -> str:
    return match.group() if match.group()[0] == '"' else " "
