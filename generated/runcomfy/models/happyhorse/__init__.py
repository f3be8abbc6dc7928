"""`happyhorse`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .happyhorse_1_0 import Happyhorse10 as _Happyhorse10

__all__ = ["Happyhorse"]


class Happyhorse(Namespace[ClientT]):
    """`happyhorse`: 3 models."""

    @property
    def happyhorse_1_0(self) -> _Happyhorse10[ClientT]:
        """`happyhorse/happyhorse-1.0`: 3 models."""
        from .happyhorse_1_0 import Happyhorse10

        return _below(self, Happyhorse10)
