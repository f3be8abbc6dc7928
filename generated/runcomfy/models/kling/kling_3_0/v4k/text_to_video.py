"""`kling/kling-3.0/4k/text-to-video`"""
# Made from schemas/kling/kling-3.0/4k/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `kling/kling-3.0/4k/text-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1"] = "16:9"
    cfg_scale: Annotated[int | float, Field(ge=0, le=1)] = 0.5
    duration: Annotated[int, Field(ge=3, le=15)] = 5
    negative_prompt: str = ""
    prompt: str
    shot_type: Literal["customize"] = "customize"
    sound: bool = True
    multi_prompt: Any = UNSET
    """The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given."""


class TextToVideoOutput(OutputModel):
    """What a result holds of `kling/kling-3.0/4k/text-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("kling/kling-3.0/4k/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`kling/kling-3.0/4k/text-to-video`

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
