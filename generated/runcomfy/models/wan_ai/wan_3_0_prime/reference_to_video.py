"""`wan-ai/wan-3.0-prime/reference-to-video`"""
# Made from schemas/wan-ai/wan-3.0-prime/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-3.0-prime/reference-to-video`."""

    aspect_ratio: Literal["adaptive", "16:9", "9:16", "1:1", "4:3", "3:4"] = "16:9"
    duration: Annotated[int, Field(ge=2, le=30)] = 5
    enable_audio: bool = True
    prompt: str
    prompt_extend: bool = True
    reference_audios: SequenceOf[AudioInput] = UNSET
    reference_images: SequenceOf[ImageInput] = UNSET
    reference_videos: SequenceOf[VideoInput] = UNSET
    resolution: Literal["480p", "720p", "1080p"] = "720p"
    seed: int = UNSET


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-3.0-prime/reference-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "wan-ai/wan-3.0-prime/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`wan-ai/wan-3.0-prime/reference-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- aspect_ratio: Literal['adaptive', '16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'
- duration: int, default 5, 2 to 30
- enable_audio: bool, default True
- prompt_extend: bool, default True
- reference_audios: SequenceOf[AudioInput]
- reference_images: SequenceOf[ImageInput]
- reference_videos: SequenceOf[VideoInput]
- resolution: Literal['480p', '720p', '1080p'], default '720p'
- seed: int
"""
