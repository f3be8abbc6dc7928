"""`kling/kling-3.0/standard`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.namespace import ClientT, Namespace

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


__all__ = ["Standard"]


class Standard(Namespace[ClientT]):
    """`kling/kling-3.0/standard`: 2 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`kling/kling-3.0/standard/image-to-video`: Kling 3.0 Standard: image to video

    Makes a video that begins with a given picture and goes on as a text says. The video can have sound and several shots in it.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. What is to happen, in words: what moves in the picture, and how the camera does
    - start_image_url: ImageInput, required. The picture with which the video begins
    - cfg_scale: int | float, default 0.5, 0 to 1. How strictly to follow the prompt, from 0 (freely) to 1 (literally)
    - duration: int, default 10, 3 to 15. Length of the video in seconds
    - generate_audio: bool, default True. Whether the video gets sound
    - negative_prompt: str, default ''. What to keep out of the result, in words
    - shot_type: Literal['customize'], default 'customize'. Who cuts the video into shots: with `customize` the inputs say it, otherwise the model does
    - elements: Any. The elements that the video refers to. The form of the entries is not documented: any JSON value is sent as given
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`kling/kling-3.0/standard/text-to-video`: Kling 3.0 Standard: text to video

    Makes a video from a text. The video can have sound and several shots in it.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. What the video is to show, in words: the scene, what happens in it, and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1'], default '16:9'. Shape of the result, as width to height
    - cfg_scale: int | float, default 0.5, 0 to 1. How strictly to follow the prompt, from 0 (freely) to 1 (literally)
    - duration: int, default 5, 3 to 15. Length of the video in seconds
    - negative_prompt: str, default ''. What to keep out of the result, in words
    - shot_type: Literal['intelligent', 'customize'], default 'intelligent'. Who cuts the video into shots: with `customize` the inputs say it, otherwise the model does
    - sound: bool, default True. Whether the video gets sound
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
