"""`kling`: 14 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .kling_3_0 import Kling30 as _Kling30
    from .kling_video_o3 import KlingVideoO3 as _KlingVideoO3

__all__ = ["Kling"]


class Kling(Namespace[ClientT]):
    """`kling`: 14 models."""

    _children = {"kling_3_0": "Kling30", "kling_video_o3": "KlingVideoO3"}

    if TYPE_CHECKING:

        @property
        def kling_3_0(self) -> _Kling30[ClientT]: ...

        @property
        def kling_video_o3(self) -> _KlingVideoO3[ClientT]: ...
