"""`blackforestlabs/flux-3`: 7 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.endpoint import Nested
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .extend_video import ExtendVideoAsync as _ExtendVideoAsync
    from .extend_video import ExtendVideoSync as _ExtendVideoSync
    from .extend_video import extend_video as _extend_video
    from .first_last_frame_to_video import FirstLastFrameToVideoAsync as _FirstLastFrameToVideoAsync
    from .first_last_frame_to_video import FirstLastFrameToVideoSync as _FirstLastFrameToVideoSync
    from .first_last_frame_to_video import first_last_frame_to_video as _first_last_frame_to_video
    from .image import image as _image
    from .image_to_video import image_to_video as _image_to_video
    from .text_to_video import TextToVideo as _TextToVideo

__all__ = ["Flux3"]


class Flux3(Namespace[ClientT]):
    """`blackforestlabs/flux-3`: 7 models."""

    _children = {
        "extend_video": "Nested:ExtendVideo",
        "first_last_frame_to_video": "Nested:FirstLastFrameToVideo",
        "image": None,
        "image_to_video": None,
        "text_to_video": "TextToVideo",
    }

    if TYPE_CHECKING:
        extend_video = Nested(_extend_video, _ExtendVideoSync, _ExtendVideoAsync)
        first_last_frame_to_video = Nested(
            _first_last_frame_to_video, _FirstLastFrameToVideoSync, _FirstLastFrameToVideoAsync
        )
        image = _image
        image_to_video = _image_to_video

        @property
        def text_to_video(self) -> _TextToVideo[ClientT]: ...
