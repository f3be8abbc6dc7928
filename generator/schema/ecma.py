r"""Regular expressions as JSON Schema means them, ECMA-262's, in the words of the two engines that there are.

`\d` and `\w` are ASCII, `\s` is Unicode's white space, `$` is the end and not the place before a last line feed, `.` is
all but four line ends. A brace, bracket or `&` that means itself here is not an operator there.

The generator and the client have this file each, since neither imports the other; a test holds the two alike.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["LARGEST", "Translated", "translate"]

LARGEST = 1_000
"""Of how many parts a pattern may consist with its repeats written out, to be judged at all."""

_SPACE = r"\t\n\x0b\x0c\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SETS = {"d": "0-9", "w": "0-9A-Za-z_", "s": _SPACE}
_OUTSIDE = {
    "$": (r"\z", r"\Z"),
    ".": (r"[^\n\r\u2028\u2029]",) * 2,
    "]": (r"\]",) * 2,
    "}": (r"\}",) * 2,
}
_REPEAT = re.compile(r"\{([0-9]+)(,?)([0-9]*)\}")
_HEX = re.compile(r"u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})")
_LOW = re.compile(r"\\u(D[C-F][0-9A-F]{2})", re.IGNORECASE)
_PROPERTY = re.compile(r"\{[\w=]+\}")
_GROUP_NAME = re.compile(r"\(\?<([A-Za-z_$][\w$]*)>")


class Translated(NamedTuple):
    """A pattern for the linear engine and for Python's `re` (None where that cannot say it), and how large it is."""

    linear: str
    backtracking: str | None
    size: int


def translate(pattern: str) -> Translated:
    """Translate a pattern. One that is malformed stays so: the engines refuse it."""
    reader = _Reader(pattern)
    reader.run()
    backtracking = "".join(reader.backtracking) if reader.is_sayable else None
    return Translated("".join(reader.linear), backtracking, int(reader.sizes[0][0]))


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.linear: list[str] = []
        self.backtracking: list[str] = []
        self.is_sayable = True
        # For each open group how large it is so far, and its last part.
        self.sizes: list[list[float]] = [[0, 0]]

    def run(self) -> None:
        while self.at < len(self.pattern):
            character = self.pattern[self.at]
            if character == "\\":
                self._part(1)
                self._escape()
            elif character == "[":
                self._part(1)
                self._class()
            elif character == "{":
                self._brace()
            elif character in "()":
                self._group(character)
            else:
                self._part(1)
                self._emit(*_OUTSIDE.get(character, (character, character)))
                self.at += 1

    def _emit(self, linear: str, backtracking: str | None = None) -> None:
        self.linear.append(linear)
        self.backtracking.append(linear if backtracking is None else backtracking)

    def _part(self, size: float) -> None:
        self.sizes[-1][0] += size
        self.sizes[-1][1] = size

    def _group(self, character: str) -> None:
        name = _GROUP_NAME.match(self.pattern, self.at)
        if character == "(":
            self.sizes.append([0, 0])
        elif len(self.sizes) > 1:
            self._part(max(self.sizes.pop()[0], 1))
        if name:
            self._emit(name[0], f"(?P<{name[1]}>")
        else:
            # What follows says what kind of group it is, and is not a repeat.
            kind = re.compile(r"\((?:\?(?:<?[=!]|:))?|\)").match(self.pattern, self.at)
            self._emit(kind[0] if kind else character)
        self.at += len(name[0] if name else self.linear[-1])

    def _brace(self) -> None:
        repeat = _REPEAT.match(self.pattern, self.at)
        if repeat is None:
            self._part(1)
            self._emit(r"\{")
            self.at += 1
            return
        most = max(_number(repeat[1]), _number(repeat[3] or "0"), 1)
        last = self.sizes[-1][1]
        self.sizes[-1][0] += last * (most - 1)
        self.sizes[-1][1] = last * most
        self._emit(repeat[0])
        self.at = repeat.end()

    def _escape(self) -> None:
        letter = self.pattern[self.at + 1 : self.at + 2]
        if _is_set(letter):
            mark = "" if letter.islower() else "^"
            self._emit(f"[{mark}{_SETS[letter.lower()]}]")
        elif letter in ("b", "B"):
            # In ASCII, as `\w` is.
            self._emit(rf"(?-u:\{letter})", rf"\{letter}")
        elif letter == "Z":
            self._emit(r"\z", r"\Z")  # as Python writes it
        elif letter in ("p", "P") and (kind := _PROPERTY.match(self.pattern, self.at + 2)):
            self.is_sayable = False
            self._emit(f"\\{letter}{kind[0]}")
            self.at += len(kind[0])
        elif letter == "k" and (name := re.compile(r"k<(\w+)>").match(self.pattern, self.at + 1)):
            self._emit(f"\\{name[0]}", f"(?P={name[1]})")
            self.at += len(name[0]) - 1
        else:
            self._emit(self._literal())
            return
        self.at += 2

    def _literal(self) -> str:
        """Take one escape that stands for one character, and return it in words that both engines know."""
        code = _HEX.match(self.pattern, self.at + 1)
        letter = self.pattern[self.at + 1 : self.at + 2]
        if code:
            number = int(code[1] or code[2] or code[3], 16)
            self.at = code.end()
            low = _LOW.match(self.pattern, self.at)
            if 0xD800 <= number < 0xDC00 and low:
                number = 0x10000 + (number - 0xD800) * 0x400 + int(low[1], 16) - 0xDC00
                self.at = low.end()
            return _character(number) if number < 0x110000 else f"\\{code[0]}"
        if letter == "c" and self.pattern[self.at + 2 : self.at + 3].isalpha():
            number = ord(self.pattern[self.at + 2]) % 32
            self.at += 3
            return _character(number)
        self.at += 2
        if letter == "0":
            return r"\x00"
        return f"\\{letter}"

    def _class(self) -> None:
        """Take a class of characters. What the linear engine reads as an operator of sets is made a character."""
        self.at += 1
        linear, backtracking = ["["], ["["]
        if self.pattern[self.at : self.at + 1] == "^":
            linear.append("^")
            backtracking.append("^")
            self.at += 1
        is_after_set = False
        while self.at < len(self.pattern) and self.pattern[self.at] != "]":
            is_set = self.pattern[self.at] == "\\" and _is_set(self.pattern[self.at + 1 : self.at + 2])
            if is_set:
                # `[+-\d]` names a dash.
                for pieces in (linear, backtracking):
                    pieces[-1] = r"\-" if pieces[-1] == "-" else pieces[-1]
            one, other = self._in_class(is_after_set=is_after_set)
            linear.append(one)
            backtracking.append(other)
            is_after_set = is_set
        if self.at < len(self.pattern):
            linear.append("]")
            backtracking.append("]")
            self.at += 1
        found = "".join(linear)
        # Nothing, and everything.
        both = {"[]": r"[^\x00-\x{10ffff}]", "[^]": r"[\x00-\x{10ffff}]"}.get(found)
        if both is not None:
            self._emit(both, r"(?!)" if found == "[]" else r"[\x00-\U0010ffff]")
        else:
            self._emit(found, "".join(backtracking))

    def _in_class(self, *, is_after_set: bool) -> tuple[str, str]:
        """Take one part of a class, and return it for the two engines."""
        character, letter = self.pattern[self.at], self.pattern[self.at + 1 : self.at + 2]
        if character != "\\":
            self.at += 1
            escaped = character in "[&~" or (character == "-" and is_after_set)
            return _for_both(f"\\{character}" if escaped else character)
        if not (_is_set(letter) or letter in ("b", "p", "P")):
            return _for_both(self._literal())
        self.at += 2
        if letter == "b":
            return _for_both(r"\x08")
        if letter in ("p", "P"):
            self.is_sayable = False
            return _for_both(f"\\{letter}")
        if letter.islower():
            return _for_both(_SETS[letter])
        # In ASCII, Python's own are these, but for the white space.
        self.is_sayable = self.is_sayable and letter != "S"
        return f"[^{_SETS[letter.lower()]}]", f"\\{letter}"


def _for_both(text: str) -> tuple[str, str]:
    return text, text


def _is_set(letter: str) -> bool:
    return letter.lower() in _SETS


def _number(digits: str) -> float:
    return float(digits) if len(digits) < 10 else float("1e9")


def _character(number: int) -> str:
    """Return a character, escaped so that it is itself in both engines."""
    if 0xD800 <= number < 0xE000:
        return rf"\u{number:04x}"
    character = chr(number)
    if character.isascii() and not character.isalnum():
        return rf"\x{number:02x}"
    return character
