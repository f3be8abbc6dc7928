"""`kling/kling-video-o3/pro/reference-to-video`"""
# Made from schemas/kling/kling-video-o3/pro/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `kling/kling-video-o3/pro/reference-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1"] = "16:9"
    duration: Annotated[int, Field(ge=3, le=15)] = 5
    images: Annotated[SequenceOf[ImageInput], Field(min_length=0, max_length=7)] = UNSET
    keep_original_sound: bool = True
    prompt: str
    shot_type: Literal["intelligent", "customize"] = "customize"
    sound: bool = False
    video: VideoInput = UNSET
    multi_prompt: Any = UNSET
    """The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given."""


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `kling/kling-video-o3/pro/reference-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "kling/kling-video-o3/pro/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`kling/kling-video-o3/pro/reference-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- aspect_ratio: Literal['16:9', '9:16', '1:1'], default '16:9'
- duration: int, default 5, 3 to 15
- images: SequenceOf[ImageInput], at most 7 items
- keep_original_sound: bool, default True
- shot_type: Literal['intelligent', 'customize'], default 'customize'
- sound: bool, default False
- video: VideoInput
- multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
"""
