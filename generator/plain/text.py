"""Untrusted text for people: escaped, cut to a length, counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.plain.unicode import escape_hidden

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["counted", "encodable", "escape", "first", "shortened", "show"]


def escape(text: str) -> str:
    r"""Show unsafe characters as `\n`, `\x1b`, `\u202e`: on a terminal the text then only looks, never acts.

    Everything printable, in any script, stays. Safe to use twice: a backslash is not doubled.
    """
    return escape_hidden(text)


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


def encodable(path: str) -> str:
    """Return a path as it can be written down, where its name is not UTF-8."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def counted(count: int, noun: str) -> str:
    """Return a number of things: `1 file`, `2 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def first(lines: Sequence[str], most: int) -> list[str]:
    """Return at most `most` lines, and one more that says how many were left out."""
    more = len(lines) - most
    return [*lines[:most], *([f"… and {more} more"] if more > 0 else [])]


def shortened(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters; where some are left out, the last one is `…`."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
