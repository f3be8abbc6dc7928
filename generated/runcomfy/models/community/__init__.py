"""`community`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .infinite_talk import InfiniteTalk as _InfiniteTalk

__all__ = ["Community"]


class Community(Namespace[ClientT]):
    """`community`: 2 models."""

    @property
    def infinite_talk(self) -> _InfiniteTalk[ClientT]:
        """`community/infinite-talk`: 2 models."""
        from .infinite_talk import InfiniteTalk

        return _below(self, InfiniteTalk)
