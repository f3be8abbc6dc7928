"""`pixverse/pixverse-v6`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .reference_to_video import reference_to_video as _reference_to_video
    from .text_to_video import text_to_video as _text_to_video
else:

    def _image_to_video():
        from .image_to_video import image_to_video

        return image_to_video

    def _reference_to_video():
        from .reference_to_video import reference_to_video

        return reference_to_video

    def _text_to_video():
        from .text_to_video import text_to_video

        return text_to_video


__all__ = ["PixverseV6"]


class PixverseV6(Namespace[ClientT]):
    """`pixverse/pixverse-v6`: 3 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`pixverse/pixverse-v6/image-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image: ImageInput, required
    - prompt: str, required
    - duration: int, default 5, 1 to 15
    - generate_audio_switch: bool, default False
    - generate_multi_clip_switch: bool, default False
    - resolution: Literal['360p', '540p', '720p', '1080p'], default '720p'
    - seed: int, default 0
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`pixverse/pixverse-v6/reference-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9'], default '16:9'
    - duration: int, default 5, 1 to 15
    - generate_audio_switch: bool, default False
    - images: SequenceOf[ImageInput], at most 7 items
    - resolution: Literal['360p', '540p', '720p', '1080p'], default '720p'
    - seed: int, default 0
    - videos: SequenceOf[VideoInput]
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`pixverse/pixverse-v6/text-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9'], default '16:9'
    - duration: int, default 5, 1 to 15
    - generate_audio_switch: bool, default False
    - generate_multi_clip_switch: bool, default False
    - resolution: Literal['360p', '540p', '720p', '1080p'], default '720p'
    - seed: int, default 0
    """
