"""`kling/kling-video-o3/4K`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .text_to_video import text_to_video as _text_to_video
else:

    def _text_to_video():
        from .text_to_video import text_to_video

        return text_to_video


__all__ = ["V4k"]


class V4k(Namespace[ClientT]):
    """`kling/kling-video-o3/4K`: 1 model."""

    text_to_video: Final = _Attached(_text_to_video)
    """`kling/kling-video-o3/4K/text-to-video`: Kling Video O3 4K: text to video

    Generates a video from a text prompt. The video is 3 to 15 seconds long, in 4K, in one shot or several, with optional sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1'], default '16:9'. Aspect ratio of the video, width to height
    - duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
    - shot_type: Literal['customize', 'intelligent'], default 'customize'. How the video is divided into shots: "customize" follows multi_prompt, "intelligent" leaves it to the model
    - sound: bool, default False. Whether to generate sound for the video
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
