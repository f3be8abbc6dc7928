"""`community/infinite-talk`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .fast import fast as _fast
    from .multi import multi as _multi

__all__ = ["InfiniteTalk"]


class InfiniteTalk(Namespace[ClientT]):
    """`community/infinite-talk`: 2 models."""

    _children = {"fast": None, "multi": None}

    if TYPE_CHECKING:
        fast = _fast
        multi = _multi
