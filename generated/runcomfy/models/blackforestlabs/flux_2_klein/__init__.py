"""`blackforestlabs/flux-2-klein`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace
from ...._client.namespace import below as _below

if TYPE_CHECKING:
    from .v4b import V4b as _V4b
    from .v9b import V9b as _V9b

__all__ = ["Flux2Klein"]


class Flux2Klein(Namespace[ClientT]):
    """`blackforestlabs/flux-2-klein`: 2 models."""

    @property
    def v4b(self) -> _V4b[ClientT]:
        """`blackforestlabs/flux-2-klein/4b`: 1 model."""
        from .v4b import V4b

        return _below(self, V4b)

    @property
    def v9b(self) -> _V9b[ClientT]:
        """`blackforestlabs/flux-2-klein/9b`: 1 model."""
        from .v9b import V9b

        return _below(self, V9b)
