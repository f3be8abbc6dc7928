"""Which of the known names was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest"]


def nearest(name: str, known: Iterable[str], most: int = 1, alike: float = 0.6) -> list[str]:
    """Return up to `most` known names that are like `name`, whatever their case, the likeliest first.

    `alike` is the least likeness, from 0 to 1.
    """
    import difflib  # only where something is wrong already

    names = {one.casefold(): one for one in known}
    return [names[one] for one in difflib.get_close_matches(name.casefold(), names, most, alike)]


def did_you_mean(name: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """Return the question whether a known name was meant, or None where none is near."""
    near = nearest(name, known, alike=alike)
    return f"Did you mean {near[0]!r}?" if near else None
