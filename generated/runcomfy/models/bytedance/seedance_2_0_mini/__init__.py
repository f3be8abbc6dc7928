"""`bytedance/seedance-2.0-mini`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .text_to_video import text_to_video as _text_to_video
    from .video_to_video import video_to_video as _video_to_video
else:

    def _image_to_video():
        from .image_to_video import image_to_video

        return image_to_video

    def _text_to_video():
        from .text_to_video import text_to_video

        return text_to_video

    def _video_to_video():
        from .video_to_video import video_to_video

        return video_to_video


__all__ = ["Seedance20Mini"]


class Seedance20Mini(Namespace[ClientT]):
    """`bytedance/seedance-2.0-mini`: 3 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`bytedance/seedance-2.0-mini/image-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image: ImageInput, required
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default '16:9'
    - duration: int, default 5, 4 to 15
    - enable_web_search: bool, default False
    - generate_audio: bool, default True
    - last_image: ImageInput
    - resolution: Literal['480p', '720p'], default '720p'
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`bytedance/seedance-2.0-mini/text-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default '16:9'
    - duration: int, default 5, 4 to 15
    - enable_web_search: bool, default False
    - generate_audio: bool, default True
    - resolution: Literal['480p', '720p'], default '720p'
    """
    video_to_video: Final = _Attached(_video_to_video)
    """`bytedance/seedance-2.0-mini/video-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - video: VideoInput, required
    - aspect_ratio: Literal['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default '16:9'
    - duration: int, default 5, 4 to 15
    - enable_web_search: bool, default False
    - generate_audio: bool, default True
    - reference_audios: SequenceOf[AudioInput]
    - reference_images: SequenceOf[ImageInput]
    - resolution: Literal['480p', '720p'], default '720p'
    """
