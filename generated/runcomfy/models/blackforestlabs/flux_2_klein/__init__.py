"""`blackforestlabs/flux-2-klein`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .v4b import V4b as _V4b
    from .v9b import V9b as _V9b

__all__ = ["Flux2Klein"]


class Flux2Klein(Namespace[ClientT]):
    """`blackforestlabs/flux-2-klein`: 2 models."""

    _children = {"v4b": "V4b", "v9b": "V9b"}

    if TYPE_CHECKING:

        @property
        def v4b(self) -> _V4b[ClientT]: ...

        @property
        def v9b(self) -> _V9b[ClientT]: ...
