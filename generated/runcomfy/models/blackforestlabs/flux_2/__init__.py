"""`blackforestlabs/flux-2`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace
from ...._client.namespace import below as _below

if TYPE_CHECKING:
    from .flash import Flash as _Flash

__all__ = ["Flux2"]


class Flux2(Namespace[ClientT]):
    """`blackforestlabs/flux-2`: 1 model."""

    @property
    def flash(self) -> _Flash[ClientT]:
        """`blackforestlabs/flux-2/flash`: 1 model."""
        from .flash import Flash

        return _below(self, Flash)
