"""`kling/kling-3.0`: 6 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .pro import Pro as _Pro
    from .standard import Standard as _Standard
    from .v4k import V4k as _V4k

__all__ = ["Kling30"]


class Kling30(Namespace[ClientT]):
    """`kling/kling-3.0`: 6 models."""

    _children = {"pro": "Pro", "standard": "Standard", "v4k": "V4k"}

    if TYPE_CHECKING:

        @property
        def pro(self) -> _Pro[ClientT]: ...

        @property
        def standard(self) -> _Standard[ClientT]: ...

        @property
        def v4k(self) -> _V4k[ClientT]: ...
