"""`bytedance/seedance-2.5`: 12 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace
from ...._client.namespace import below as _below

if TYPE_CHECKING:
    from .first_last_frame import FirstLastFrame as _FirstLastFrame
    from .image_to_video import ImageToVideo as _ImageToVideo
    from .reference_to_video import ReferenceToVideo as _ReferenceToVideo
    from .text_to_video import TextToVideo as _TextToVideo

__all__ = ["Seedance25"]


class Seedance25(Namespace[ClientT]):
    """`bytedance/seedance-2.5`: 12 models."""

    @property
    def first_last_frame(self) -> _FirstLastFrame[ClientT]:
        """`bytedance/seedance-2.5/first-last-frame`: 2 models."""
        from .first_last_frame import FirstLastFrame

        return _below(self, FirstLastFrame)

    @property
    def image_to_video(self) -> _ImageToVideo[ClientT]:
        """`bytedance/seedance-2.5/image-to-video`: 3 models."""
        from .image_to_video import ImageToVideo

        return _below(self, ImageToVideo)

    @property
    def reference_to_video(self) -> _ReferenceToVideo[ClientT]:
        """`bytedance/seedance-2.5/reference-to-video`: 3 models."""
        from .reference_to_video import ReferenceToVideo

        return _below(self, ReferenceToVideo)

    @property
    def text_to_video(self) -> _TextToVideo[ClientT]:
        """`bytedance/seedance-2.5/text-to-video`: 4 models."""
        from .text_to_video import TextToVideo

        return _below(self, TextToVideo)
