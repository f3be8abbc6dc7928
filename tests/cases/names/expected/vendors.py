"""What both clients show of the models: one attribute per vendor."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ._client.namespace import ClientT, Level
from ._client.namespace import below as _below

if TYPE_CHECKING:
    from .models.vendor import Vendor as _Vendor
    from .models.vendor_inc import VendorInc as _VendorInc

__all__ = ["Vendors"]


class Vendors(Level[ClientT]):
    """One attribute per vendor."""

    @property
    def vendor(self) -> _Vendor[ClientT]:
        """`vendor`: 5 models."""
        from .models.vendor import Vendor

        return _below(self, Vendor)

    @property
    def vendor_inc(self) -> _VendorInc[ClientT]:
        """`Vendor Inc.`: 1 model."""
        from .models.vendor_inc import VendorInc

        return _below(self, VendorInc)
