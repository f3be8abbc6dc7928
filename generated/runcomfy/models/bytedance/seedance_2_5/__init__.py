"""`bytedance/seedance-2.5`: 12 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .first_last_frame import FirstLastFrame as _FirstLastFrame
    from .image_to_video import ImageToVideo as _ImageToVideo
    from .reference_to_video import ReferenceToVideo as _ReferenceToVideo
    from .text_to_video import TextToVideo as _TextToVideo

__all__ = ["Seedance25"]


class Seedance25(Namespace[ClientT]):
    """`bytedance/seedance-2.5`: 12 models."""

    _children = {
        "first_last_frame": "FirstLastFrame",
        "image_to_video": "ImageToVideo",
        "reference_to_video": "ReferenceToVideo",
        "text_to_video": "TextToVideo",
    }

    if TYPE_CHECKING:

        @property
        def first_last_frame(self) -> _FirstLastFrame[ClientT]: ...

        @property
        def image_to_video(self) -> _ImageToVideo[ClientT]: ...

        @property
        def reference_to_video(self) -> _ReferenceToVideo[ClientT]: ...

        @property
        def text_to_video(self) -> _TextToVideo[ClientT]: ...
