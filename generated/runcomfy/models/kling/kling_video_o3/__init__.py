"""`kling/kling-video-o3`: 8 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace
from ...._client.namespace import below as _below

if TYPE_CHECKING:
    from .pro import Pro as _Pro
    from .standard import Standard as _Standard
    from .v4k import V4k as _V4k

__all__ = ["KlingVideoO3"]


class KlingVideoO3(Namespace[ClientT]):
    """`kling/kling-video-o3`: 8 models."""

    @property
    def pro(self) -> _Pro[ClientT]:
        """`kling/kling-video-o3/pro`: 4 models."""
        from .pro import Pro

        return _below(self, Pro)

    @property
    def standard(self) -> _Standard[ClientT]:
        """`kling/kling-video-o3/standard`: 3 models."""
        from .standard import Standard

        return _below(self, Standard)

    @property
    def v4k(self) -> _V4k[ClientT]:
        """`kling/kling-video-o3/4K`: 1 model."""
        from .v4k import V4k

        return _below(self, V4k)
