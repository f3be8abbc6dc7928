"""What both clients show of the models: one attribute per vendor."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ._client.namespace import ClientT, Level
from ._client.namespace import below as _below

if TYPE_CHECKING:
    from .models.acme import Acme as _Acme

__all__ = ["Vendors"]


class Vendors(Level[ClientT]):
    """One attribute per vendor."""

    @property
    def acme(self) -> _Acme[ClientT]:
        """`acme`: 1 model."""
        from .models.acme import Acme

        return _below(self, Acme)
