"""`Source`: text that is finished for where it goes, and the only text that a template prints.

Whatever makes such text returns it as one: a literal, an identifier, a docstring, a piece of Markdown, all in this room
and in `names.identifiers`. Nobody else marks text as finished: larger pieces are put together by `fill` and `join`,
which take nothing else, and what the program itself says is its `own`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import LiteralString

__all__ = ["Source", "fill", "join", "own", "restored"]


class Source(str):
    """Text that is finished for where it goes."""

    __slots__ = ()


def own(text: LiteralString) -> Source:
    """Return text of the program itself, as it stands there."""
    return Source(text)


def restored(text: str) -> Source:
    """Return text that an earlier run finished, and that was kept as it was."""
    return Source(text)


def fill(template: LiteralString, *parts: Source | int) -> Source:
    """Return a text of our own with finished parts in place of its `{}`. Raises TypeError for any other part."""
    return Source(template.format(*map(_finished, parts)))


def join(separator: LiteralString, parts: Iterable[Source]) -> Source:
    """Return finished parts with a text of our own between them. Raises TypeError for any other part."""
    return Source(separator.join(map(_finished, parts)))


def _finished(part: object) -> str:
    if not isinstance(part, Source | int):
        raise TypeError(f"a part is raw text: {type(part).__name__}")
    return str(part)
