"""`kling`: 14 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .kling_3_0 import Kling30 as _Kling30
    from .kling_video_o3 import KlingVideoO3 as _KlingVideoO3

__all__ = ["Kling"]


class Kling(Namespace[ClientT]):
    """`kling`: 14 models."""

    @property
    def kling_3_0(self) -> _Kling30[ClientT]:
        """`kling/kling-3.0`: 6 models."""
        from .kling_3_0 import Kling30

        return _below(self, Kling30)

    @property
    def kling_video_o3(self) -> _KlingVideoO3[ClientT]:
        """`kling/kling-video-o3`: 8 models."""
        from .kling_video_o3 import KlingVideoO3

        return _below(self, KlingVideoO3)
