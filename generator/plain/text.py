"""Untrusted text for people: escaped, cut to a length, counted."""

from __future__ import annotations

import json
import unicodedata

__all__ = ["counted", "escape", "shortened", "show"]

# Control and format characters (bidi marks are among these), surrogates, private use, unassigned, and the two
# Unicode line ends: everything that could move the cursor, reorder a line or hide.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escape(text: str) -> str:
    r"""Show unsafe characters as `\n`, `\x1b`, `\u202e`: on a terminal the text then only looks, never acts.

    Everything printable, in any script, stays. Safe to use twice: a backslash is not doubled.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(character) for character in text)


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _UNSAFE:
        return character
    code = ord(character)
    if code <= 0xFF:
        return _SHORT.get(character, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def show(value: object, limit: int = 80) -> str:
    """Show an untrusted value in a message: as JSON, escaped, at most about `limit` characters long."""
    # A long string is cut before it is quoted: quoting twenty megabytes to show eighty characters is waste.
    if isinstance(value, str) and len(value) > limit:
        value = value[: limit + 1]
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        text = f"<{type(value).__name__}>"
    return escape(text if len(text) <= limit + 2 else text[:limit] + "…")


def counted(count: int, noun: str) -> str:
    """Return a number of things: `1 file`, `2 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def shortened(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters; where some are left out, the last one is `…`."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
