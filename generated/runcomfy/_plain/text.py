"""Strangers' texts for people: harmless to a terminal, on one line, cut to a length."""

from __future__ import annotations

__all__ = ["is_harmless", "one_line", "printable"]

# Joiners make one picture of several emoji, and one word of the letters of some scripts.
_HARMLESS = frozenset("\n\t\u200c\u200d")


def is_harmless(character: str) -> bool:
    """Return whether a terminal shows a character, and does nothing else."""
    if character.isprintable() or character in _HARMLESS:
        return True
    import unicodedata

    return unicodedata.category(character) == "Zs"


def printable(text: str) -> str:
    """Escape every character that a terminal obeys or that turns the order of letters; lines stay lines."""
    if text.isprintable():
        return text
    return "".join(one if is_harmless(one) else ascii(one)[1:-1] for one in text)


def one_line(text: str, most: int | None = None) -> str:
    """Return a text as one line of at most `most` characters."""
    # What is far too long is not read to its end.
    line = printable(" ".join((text if most is None else text[: 8 * most]).split()))
    return line if most is None or len(line) <= most else f"{line[: most - 1].rstrip()}…"
