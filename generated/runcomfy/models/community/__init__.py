"""`community`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .infinite_talk import InfiniteTalk as _InfiniteTalk

__all__ = ["Community"]


class Community(Namespace[ClientT]):
    """`community`: 2 models."""

    _children = {"infinite_talk": "InfiniteTalk"}

    if TYPE_CHECKING:

        @property
        def infinite_talk(self) -> _InfiniteTalk[ClientT]: ...
