"""`kling/kling-video-o3/standard`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._endpoint import Attached as _Attached
from ....._namespace import ClientT, Namespace

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


__all__ = ["Standard"]


class Standard(Namespace[ClientT]):
    """`kling/kling-video-o3/standard`: 3 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`kling/kling-video-o3/standard/image-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image: ImageInput, required
    - prompt: str, required
    - duration: int, default 5, 3 to 15
    - end_image: ImageInput
    - shot_type: Literal['customize', 'intelligent'], default 'customize'
    - sound: bool, default False
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`kling/kling-video-o3/standard/text-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '9:16', '1:1'], default '16:9'
    - duration: int, default 5, 3 to 15
    - shot_type: Literal['customize', 'intelligent'], default 'customize'
    - sound: bool, default False
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
    video_to_video: Final = _Attached(_video_to_video)
    """`kling/kling-video-o3/standard/video-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - video: VideoInput, required
    - images: SequenceOf[ImageInput]
    - keep_original_sound: bool, default True
    - shot_type: Literal['customize'], default 'customize'
    """
