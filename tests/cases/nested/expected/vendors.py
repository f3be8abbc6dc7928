"""What both clients show of the models: one attribute per vendor."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ._client.endpoint import Attached as _Attached
from ._client.namespace import ClientT, Level
from ._client.namespace import below as _below

if TYPE_CHECKING:
    from .models.flux_3 import Flux3 as _Flux3
    from .models.solo import solo as _solo
else:

    def _solo():
        from .models.solo import solo

        return solo


__all__ = ["Vendors"]


class Vendors(Level[ClientT]):
    """One attribute per vendor."""

    @property
    def flux_3(self) -> _Flux3[ClientT]:
        """`flux-3`: 3 models."""
        from .models.flux_3 import Flux3

        return _below(self, Flux3)

    solo: Final = _Attached(_solo)
    """`solo`

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    """
