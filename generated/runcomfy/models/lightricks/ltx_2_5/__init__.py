"""`lightricks/ltx-2.5`: 6 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace
from ...._client.namespace import below as _below

if TYPE_CHECKING:
    from .audio_to_video import AudioToVideo as _AudioToVideo
    from .image_to_video import ImageToVideo as _ImageToVideo
    from .text_to_video import TextToVideo as _TextToVideo

__all__ = ["Ltx25"]


class Ltx25(Namespace[ClientT]):
    """`lightricks/ltx-2.5`: 6 models."""

    @property
    def audio_to_video(self) -> _AudioToVideo[ClientT]:
        """`lightricks/ltx-2.5/audio-to-video`: 2 models."""
        from .audio_to_video import AudioToVideo

        return _below(self, AudioToVideo)

    @property
    def image_to_video(self) -> _ImageToVideo[ClientT]:
        """`lightricks/ltx-2.5/image-to-video`: 2 models."""
        from .image_to_video import ImageToVideo

        return _below(self, ImageToVideo)

    @property
    def text_to_video(self) -> _TextToVideo[ClientT]:
        """`lightricks/ltx-2.5/text-to-video`: 2 models."""
        from .text_to_video import TextToVideo

        return _below(self, TextToVideo)
