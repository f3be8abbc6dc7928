"""`pixverse/pixverse-c1/reference-to-video`"""
# Made from schemas/pixverse/pixverse-c1/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `pixverse/pixverse-c1/reference-to-video`."""

    aspect_ratio: Literal["16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9"] = "16:9"
    duration: Annotated[int, Field(ge=1, le=15)] = 5
    generate_audio_switch: bool = False
    images: Annotated[list[ImageInput], Field(max_length=7)] = UNSET
    prompt: str
    resolution: Literal["360p", "540p", "720p", "1080p"] = "720p"
    seed: int = 0
    videos: list[VideoInput] = UNSET


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `pixverse/pixverse-c1/reference-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video = Endpoint(
    "pixverse/pixverse-c1/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
