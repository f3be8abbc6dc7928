"""A JSON scanner that knows where it is: slower than `json`, but every fault has its place."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from generator.plain.text import show

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_DEPTH", "MAX_DIGITS", "MAX_PROBLEMS", "ODD_SPACES", "Malformed", "Problem", "Scanner"]

MAX_DEPTH = 200
"""The greatest nesting of objects and arrays that is read."""
MAX_DIGITS = 4300
"""The greatest number of digits of an integer: what Python converts by default."""
MAX_PROBLEMS = 1000
"""The greatest number of problems that are told of one value."""
ODD_SPACES = "\xa0\u2007\u202f\u200b\u2060\ufeff"
"""What browsers and editors put in place of a space, to keep an indent or to hide a break."""

# Every loop below is possessive or over one class, so that no text makes them slower than linear.
_SPACE = re.compile(r"[ \t\n\r]*")
_ANY_SPACE = re.compile(rf"[\s{ODD_SPACES}]*")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\[^\x00-\x1f][^"\\\x00-\x1f]*+)*+')
_ESCAPE = re.compile(r"\\(?:(u[0-9A-Fa-f]{4})|(.))")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_TOKEN = re.compile(r"[-+.0-9A-Za-z_$]+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][-+]?[0-9]++)?")

_LITERALS = frozenset({"true", "false", "null"})
_NOT_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})
_FOREIGN = {"True": "true", "False": "false", "None": "null", "undefined": "null", "nil": "null"}
_SMART_QUOTES = "“”„‟‘’‚‛«»″＂"
_MISUSED = {
    "'": ("a single quote", 'JSON strings stand in double quotes: "…"'),
    "`": ("a backtick", 'JSON strings stand in double quotes: "…"'),
    "/": ("a comment", "JSON has no comments: remove it"),
    "#": ("a comment", "JSON has no comments: remove it"),
    "<": ("HTML or XML", "save the JSON itself; a documentation page is saved as .html, .txt or .md"),
    "\xa0": ("a no-break space", "replace it by an ordinary space"),
    "\ufeff": ("a byte order mark", "remove it"),
} | dict.fromkeys(
    _SMART_QUOTES, ("a typographic quote", 'an editor or browser changed the quotes: replace them by "')
)


class Malformed(ValueError):  # noqa: N818 - it never leaves the generator; what does is a FaultsError
    """The text stops being JSON at offset `at`."""

    def __init__(self, at: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.at = at
        self.message = message
        self.hint = hint


class Problem(NamedTuple):
    """Something that is refused although the text goes on being JSON: where, and what."""

    at: int
    path: tuple[str | int, ...]
    message: str
    hint: str


class _Frame:
    """An object or array whose end has not come yet."""

    __slots__ = ("close", "count", "keys")

    def __init__(self, close: str) -> None:
        self.close = close
        self.count = 0
        self.keys: set[str] = set()


class Scanner:
    """Goes once through the JSON value that begins at `start`, with anything behind it.

    With `odd_spaces`, spaces of any kind may stand between tokens, which JSON itself forbids.

    While `values()` runs, `path` holds the keys and indexes that lead to the value it stands at. Afterwards
    `end` is the offset behind the value, and `problems` holds what a strict reader refuses.
    """

    def __init__(self, text: str, start: int = 0, *, odd_spaces: bool = False) -> None:
        self._text = text
        self._start = start
        self._spaces = _ANY_SPACE if odd_spaces else _SPACE
        self._frames: list[_Frame] = []
        self.path: list[str | int] = []
        self.problems: list[Problem] = []
        self.end = start

    def values(self) -> Iterator[int]:
        """Yield, for every value in order, the offset at which its key, or else the value itself, begins.

        Raises Malformed where the text is not JSON, or is nested deeper than MAX_DEPTH levels.
        """
        text, frames, path = self._text, self._frames, self.path
        at = self._space(self._start)
        yield at
        at = self._value(at)
        while frames:
            frame = frames[-1]
            at = self._space(at)
            if text.startswith(frame.close, at):
                frames.pop()
                del path[len(frames) :]
                at += 1
                continue
            if frame.count:
                at = self._comma(at, frame)
            del path[len(frames) - 1 :]
            begin = at
            if frame.close == "}":
                at = self._member(at, frame)
            else:
                path.append(frame.count)
            frame.count += 1
            yield begin
            at = self._value(at)
        self.end = at

    def run(self) -> int:
        """Go through the whole value and return the offset behind it. Raises Malformed."""
        for _ in self.values():
            pass
        return self.end

    def expect_end(self) -> None:
        """Raise Malformed if anything but white space follows the value."""
        at = self._space(self.end)
        if at < len(self._text):
            message = f"{self._describe(at)} follows the end of the JSON value"
            raise Malformed(at, message, "a file holds one JSON value and nothing else")

    def _space(self, at: int) -> int:
        match = self._spaces.match(self._text, at)
        return match.end() if match else at

    def _comma(self, at: int, frame: _Frame) -> int:
        if not self._text.startswith(",", at):
            noun = "object" if frame.close == "}" else "array"
            self._fail(at, f"a comma or the closing {frame.close!r} of the {noun}")
        after = self._space(at + 1)
        if self._text.startswith(frame.close, after):
            raise Malformed(at, f"a comma stands before the closing {frame.close!r}", "remove the comma")
        return after

    def _member(self, at: int, frame: _Frame) -> int:
        if not self._text.startswith('"', at):
            self._fail(at, "a key in double quotes")
        end = self._string_end(at)
        key = self._string(at, end, key=True)
        if key in frame.keys:
            self._problem(at, f"the key {show(key)} stands twice in one object", "keep one of the two", key)
        frame.keys.add(key)
        self.path.append(key)
        colon = self._space(end)
        if not self._text.startswith(":", colon):
            self._fail(colon, f"a colon behind the key {show(key)}")
        return self._space(colon + 1)

    def _value(self, at: int) -> int:
        char = self._text[at : at + 1]
        if char == '"':
            end = self._string_end(at)
            self._string(at, end)
            return end
        if char in {"{", "["}:
            if len(self._frames) >= MAX_DEPTH:
                raise Malformed(at, f"nested deeper than {MAX_DEPTH} levels", "flatten the document")
            self._frames.append(_Frame("}" if char == "{" else "]"))
            return at + 1
        match = _TOKEN.match(self._text, at)
        if match is None:
            self._fail(at, "a value")
        self._scalar(at, match.group())
        return match.end()

    def _string_end(self, at: int) -> int:
        match = _STRING.match(self._text, at)
        end = match.end() if match else at
        if self._text.startswith('"', end):
            return end + 1
        if end < len(self._text) and self._text[end] == "\\":
            end += 1
        if end >= len(self._text):
            raise Malformed(at, "the text ends inside this string", "it is cut off, or a quote is missing")
        if self._text[end] in "\r\n":
            raise Malformed(end, "the line ends inside a string", 'close the string with ", or write \\n')
        raise Malformed(
            end, f"a control character, {show(self._text[end])}, stands in a string", "write it as an escape"
        )

    def _string(self, at: int, end: int, *, key: bool = False) -> str:
        raw = self._text[at:end]
        if "\\" in raw:
            for escape in _ESCAPE.finditer(raw):
                if escape[1] is None and escape[2] not in '"\\/bfnrt':
                    message = f"{show(escape[0])} is not a JSON escape"
                    raise Malformed(at + escape.start(), message, "write a backslash as \\\\")
            value: str = json.loads(raw)
        else:
            value = raw[1:-1]
        if not raw.isascii() or _SURROGATE.search(raw):
            try:
                value.encode()
            except UnicodeEncodeError as error:
                code = f"\\u{ord(value[error.start]):04x}"
                message = f"half of a surrogate pair, {code}, stands {'in a key' if key else 'in a string'}"
                where = [value] if key else []
                self._problem(at, message, "write the whole character, or the whole pair", *where)
        return value

    def _scalar(self, at: int, token: str) -> None:
        if token in _LITERALS:
            return
        if token in _NOT_NUMBERS:
            self._problem(at, f"{token} is not a JSON number", "leave the key out, or use null")
            return
        if token in _FOREIGN:
            raise Malformed(at, f"{token} is not JSON", f"write {_FOREIGN[token]}")
        number = _NUMBER.fullmatch(token)
        if number is None:
            hint = "strings stand in double quotes"
            if token[0] in "-+.0123456789":
                hint = "a JSON number has no leading zero or plus sign, and digits on both sides of its point"
            raise Malformed(at, f"{show(token)} is not a JSON value", hint)
        if number[1] is None and number[2] is None:
            if len(token.lstrip("-")) > MAX_DIGITS:
                message = f"an integer of {len(token.lstrip('-'))} digits"
                self._problem(at, message, f"at most {MAX_DIGITS} digits are read")
        elif not math.isfinite(float(token)):
            message = f"the number {show(token)[1:-1]} is too large for a double"
            self._problem(at, message, "use a number below 1.8e308")

    def _problem(self, at: int, message: str, hint: str, *keys: str) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            raise Malformed(at, f"there are more than {MAX_PROBLEMS} faults: the rest is not read")
        self.problems.append(Problem(at, (*self.path, *keys), message, hint))

    def _fail(self, at: int, wanted: str) -> NoReturn:
        char = self._text[at : at + 1]
        if not char:
            message = f"the text ends where {wanted} should stand"
            raise Malformed(at, message, "the document is cut off, or a bracket is not closed")
        _, hint = _MISUSED.get(char, ("", ""))
        if not hint and wanted.startswith("a key") and _TOKEN.match(char):
            hint = "keys stand in double quotes"
        raise Malformed(at, f"{self._describe(at)} stands where {wanted} should stand", hint)

    def _describe(self, at: int) -> str:
        char = self._text[at]
        if char in _MISUSED:
            return _MISUSED[char][0]
        token = _TOKEN.match(self._text, at)
        return show(token.group() if token else char, 20)
