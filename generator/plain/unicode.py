"""What characters are, by one fixed version of Unicode: the same text is written whichever Python runs this program.

Each Python has the tables of its own year, by which a character may be a letter, printable or upper case in one and
nothing in another. Fixed here is Unicode 14, that of the oldest Python. What came later is shown as it is, and
is not part of a name. `unassigned.txt` lists the ranges that Unicode 14 leaves free.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "casefold",
    "escape_hidden",
    "in_identifier",
    "is_identifier",
    "is_known",
    "is_shown",
    "nfkc",
]

# Controls, format characters (bidi marks are among these), the two Unicode line ends, surrogates, private use, and what
# is reserved for invisible characters or is none: everything that could move the cursor, reorder a line or hide.
_CONTROLS = "\x00-\x1f\x7f-\x9f"
_FORMATS = (
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_NO_TEXT = "\ud800-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(15)
)
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HIDDEN = re.compile(f"[{_CONTROLS}{_FORMATS}{_NO_TEXT}]")
_HIDDEN_OR_SPACE = re.compile(f"[{_CONTROLS}{_FORMATS}{_NO_TEXT}{_SPACES}]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

# Parts of identifiers from Python 3.13 on only.
_LATER_PARTS = frozenset("\u200c\u200d\u30fb\uff65")


def escape_hidden(text: str, *, spaces: bool = False) -> str:
    r"""Write characters that nobody sees as Python does: `\n`, `\x1b`, `\u202e`; with `spaces`, unusual ones too."""
    return (_HIDDEN_OR_SPACE if spaces else _HIDDEN).sub(_escape_match, text)


def _escape_match(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= 0xFF:
        return _SHORT.get(match[0], f"\\x{code:02x}")
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def is_shown(text: str) -> bool:
    """Say whether every character of a text can be seen, or is the usual space."""
    return _HIDDEN_OR_SPACE.search(text) is None


def is_known(text: str) -> bool:
    """Say whether every character is one that Unicode 14 has."""
    return text.isascii() or not any(map(_is_unassigned, text))


@functools.cache
def _unassigned() -> tuple[list[int], list[int]]:
    words = Path(__file__).with_name("unassigned.txt").read_text(encoding="ascii").split()
    pairs = [(first, last or first) for first, _, last in (word.partition("-") for word in words)]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]


def _is_unassigned(character: str) -> bool:
    firsts, lasts = _unassigned()
    index = bisect_right(firsts, ord(character)) - 1
    return index >= 0 and ord(character) <= lasts[index]


def in_identifier(character: str) -> bool:
    """Say whether a character can stand in an identifier, behind its first one, in every Python."""
    return ("a" + character).isidentifier() and is_known(character) and character not in _LATER_PARTS


def is_identifier(text: str) -> bool:
    """Say whether a text is an identifier in every Python."""
    return text.isidentifier() and (text.isascii() or all(map(in_identifier, text)))


def nfkc(text: str) -> str:
    """Return the text in normal form KC; what Unicode 14 does not have stays as it is."""
    return _map_known(text, lambda part: unicodedata.normalize("NFKC", part))


def casefold(text: str) -> str:
    """Return the text without the differences of case; what Unicode 14 does not have stays as it is."""
    return _map_known(text, str.casefold)


def _map_known(text: str, change: Callable[[str], str]) -> str:
    """Change the runs of known characters, and leave the others where they are."""
    if is_known(text):
        return change(text)
    runs = itertools.groupby(text, _is_unassigned)
    return "".join("".join(run) if unknown else change("".join(run)) for unknown, run in runs)
