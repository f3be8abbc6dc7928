"""`happyhorse`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .happyhorse_1_0 import Happyhorse10 as _Happyhorse10

__all__ = ["Happyhorse"]


class Happyhorse(Namespace[ClientT]):
    """`happyhorse`: 3 models."""

    _children = {"happyhorse_1_0": "Happyhorse10"}

    if TYPE_CHECKING:

        @property
        def happyhorse_1_0(self) -> _Happyhorse10[ClientT]: ...
