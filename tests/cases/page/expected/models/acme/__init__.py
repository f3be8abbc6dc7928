"""`acme`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .paint_2 import Paint2 as _Paint2

__all__ = ["Acme"]


class Acme(Namespace[ClientT]):
    """`acme`: 1 model."""

    @property
    def paint_2(self) -> _Paint2[ClientT]:
        """`acme/paint-2`: 1 model."""
        from .paint_2 import Paint2

        return _below(self, Paint2)
