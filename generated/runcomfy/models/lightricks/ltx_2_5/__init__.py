"""`lightricks/ltx-2.5`: 6 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .audio_to_video import AudioToVideo as _AudioToVideo
    from .image_to_video import ImageToVideo as _ImageToVideo
    from .text_to_video import TextToVideo as _TextToVideo

__all__ = ["Ltx25"]


class Ltx25(Namespace[ClientT]):
    """`lightricks/ltx-2.5`: 6 models."""

    _children = {
        "audio_to_video": "AudioToVideo",
        "image_to_video": "ImageToVideo",
        "text_to_video": "TextToVideo",
    }

    if TYPE_CHECKING:

        @property
        def audio_to_video(self) -> _AudioToVideo[ClientT]: ...

        @property
        def image_to_video(self) -> _ImageToVideo[ClientT]: ...

        @property
        def text_to_video(self) -> _TextToVideo[ClientT]: ...
