"""`wan-ai/wan-2.7/reference-to-video`"""
# Made from schemas/wan-ai/wan-2.7/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OneOf, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-2.7/reference-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:3", "3:4"] = "16:9"
    duration: Annotated[Literal[2, 3, 4, 5, 6, 7, 8, 9, 10], OneOf()] = 5
    multi_shots: bool = False
    negative_prompt: Annotated[str, Field(max_length=500)] = ""
    prompt: Annotated[str, Field(max_length=5000)]
    reference_image_urls: Annotated[SequenceOf[ImageInput], Field(max_length=5)] = UNSET
    reference_video_urls: Annotated[SequenceOf[VideoInput], Field(max_length=5)] = UNSET
    resolution: Literal["720p", "1080p"] = "1080p"
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-2.7/reference-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "wan-ai/wan-2.7/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`wan-ai/wan-2.7/reference-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required, at most 5000 characters
- aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'
- duration: Literal[2, 3, 4, 5, 6, 7, 8, 9, 10], default 5
- multi_shots: bool, default False
- negative_prompt: str, default '', at most 500 characters
- reference_image_urls: SequenceOf[ImageInput], at most 5 items
- reference_video_urls: SequenceOf[VideoInput], at most 5 items
- resolution: Literal['720p', '1080p'], default '1080p'
- seed: int, default 0, 0 to 2147483647
"""
