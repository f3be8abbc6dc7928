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

    Animates an image, guided by a text prompt. The video is 3 to 15 seconds long, in one shot or several, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes what happens in the video: the motion and the camera
    - start_image_url: ImageInput, required. First frame of the video
    - cfg_scale: int | float, default 0.5, 0 to 1. How closely to follow the prompt, from 0 (loosely) to 1 (literally)
    - duration: int, default 10, 3 to 15. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    - negative_prompt: str, default ''. Describes what to keep out of the result
    - shot_type: Literal['customize'], default 'customize'. How the video is divided into shots: "customize" follows multi_prompt
    - elements: Any. The elements that the video refers to. The form of the entries is not documented: any JSON value is sent as given
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`kling/kling-3.0/standard/text-to-video`: Kling 3.0 Standard: text to video

    Generates a video from a text prompt. The video is 3 to 15 seconds long, in one shot or several, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1'], default '16:9'. Aspect ratio of the video, width to height
    - cfg_scale: int | float, default 0.5, 0 to 1. How closely to follow the prompt, from 0 (loosely) to 1 (literally)
    - duration: int, default 5, 3 to 15. Length of the video in seconds
    - negative_prompt: str, default ''. Describes what to keep out of the result
    - shot_type: Literal['intelligent', 'customize'], default 'intelligent'. How the video is divided into shots: "customize" follows multi_prompt, "intelligent" leaves it to the model
    - sound: bool, default True. Whether to generate sound for the video
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
