"""`kling/kling-3.0/pro`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._endpoint import Attached as _Attached
from ....._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .text_to_video import text_to_video as _text_to_video
else:

    def _image_to_video():
        from .image_to_video import image_to_video

        return image_to_video

    def _text_to_video():
        from .text_to_video import text_to_video

        return text_to_video


__all__ = ["Pro"]


class Pro(Namespace[ClientT]):
    """`kling/kling-3.0/pro`: 2 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`kling/kling-3.0/pro/image-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - start_image_url: ImageInput, required
    - cfg_scale: int | float, default 0.5, 0 to 1
    - duration: int, default 10, 3 to 15
    - end_image_url: ImageInput
    - generate_audio: bool, default True
    - negative_prompt: str, default ''
    - shot_type: Literal['customize'], default 'customize'
    - elements: Any. The elements that the video refers to. The form of the entries is not documented: any JSON value is sent as given
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`kling/kling-3.0/pro/text-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '9:16', '1:1'], default '16:9'
    - cfg_scale: int | float, default 0.5, 0 to 1
    - duration: int, default 5, 3 to 15
    - negative_prompt: str, default ''
    - shot_type: Literal['customize'], default 'customize'
    - sound: bool, default True
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
