"""`wan-ai/wan-3.0`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .reference_to_video import reference_to_video as _reference_to_video
else:

    def _image_to_video():
        from .image_to_video import image_to_video

        return image_to_video

    def _reference_to_video():
        from .reference_to_video import reference_to_video

        return reference_to_video


__all__ = ["Wan30"]


class Wan30(Namespace[ClientT]):
    """`wan-ai/wan-3.0`: 2 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`wan-ai/wan-3.0/image-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - image_url: ImageInput, required
    - aspect_ratio: Literal['adaptive', '16:9', '9:16', '1:1', '4:3', '3:4'], default 'adaptive'
    - resolution: Literal['480p', '720p', '1080p'], default '720p'
    - duration: int, default 5, 2 to 30
    - enable_audio: bool, default True
    - prompt_extend: bool, default True
    - seed: int, default 0, 0 to 2147483647
    - end_image_url: ImageInput
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`wan-ai/wan-3.0/reference-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', 'adaptive'], default '16:9'
    - duration: int, default 5, 2 to 30
    - enable_audio: bool, default True
    - prompt_extend: bool, default True
    - reference_audios: SequenceOf[AudioInput]
    - reference_images: SequenceOf[ImageInput]
    - reference_videos: SequenceOf[VideoInput]
    - resolution: Literal['480p', '720p', '1080p'], default '720p'
    - seed: int
    """
