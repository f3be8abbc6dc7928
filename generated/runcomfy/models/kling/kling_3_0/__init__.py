"""`kling/kling-3.0`: 6 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace
from ...._client.namespace import below as _below

if TYPE_CHECKING:
    from .pro import Pro as _Pro
    from .standard import Standard as _Standard
    from .v4k import V4k as _V4k

__all__ = ["Kling30"]


class Kling30(Namespace[ClientT]):
    """`kling/kling-3.0`: 6 models."""

    @property
    def pro(self) -> _Pro[ClientT]:
        """`kling/kling-3.0/pro`: 2 models."""
        from .pro import Pro

        return _below(self, Pro)

    @property
    def standard(self) -> _Standard[ClientT]:
        """`kling/kling-3.0/standard`: 2 models."""
        from .standard import Standard

        return _below(self, Standard)

    @property
    def v4k(self) -> _V4k[ClientT]:
        """`kling/kling-3.0/4k`: 2 models."""
        from .v4k import V4k

        return _below(self, V4k)
