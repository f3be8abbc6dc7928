"""`alibaba`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .happyhorse_1_1 import Happyhorse11 as _Happyhorse11

__all__ = ["Alibaba"]


class Alibaba(Namespace[ClientT]):
    """`alibaba`: 3 models."""

    @property
    def happyhorse_1_1(self) -> _Happyhorse11[ClientT]:
        """`alibaba/happyhorse-1.1`: 3 models."""
        from .happyhorse_1_1 import Happyhorse11

        return _below(self, Happyhorse11)
