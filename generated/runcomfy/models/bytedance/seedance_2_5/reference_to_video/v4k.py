"""`bytedance/seedance-2.5/reference-to-video/4k`: Seedance 2.5: reference to video, 4K

Generates a video from a text prompt and up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 30 seconds long, in 4K, with sound by default.
"""
# Made from schemas/bytedance/seedance-2.5/reference-to-video/4k.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import (
    UNSET,
    AudioInput,
    Endpoint,
    ImageInput,
    InputModel,
    OutputModel,
    SequenceOf,
    VideoInput,
)

__all__ = ["V4kInput", "V4kOutput", "v4k"]


class V4kInput(InputModel):
    """The inputs of `bytedance/seedance-2.5/reference-to-video/4k`."""

    prompt: str
    """Describes the video; it may refer to the reference files."""
    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "adaptive"] = "16:9"
    """Aspect ratio of the video, width to height; with "adaptive" the model chooses."""
    duration: Annotated[int, Field(ge=4, le=30)] = 5
    """Length of the video in seconds."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    images: Annotated[SequenceOf[ImageInput], Field(max_length=9)] = UNSET
    """Reference images of the people, things or places to show."""
    videos: Annotated[SequenceOf[VideoInput], Field(min_length=1, max_length=3)]
    """Reference videos, for example for motion, camera or style."""
    audios: Annotated[SequenceOf[AudioInput], Field(max_length=3)] = UNSET
    """Reference audio, for example for a voice or for music."""


class V4kOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.5/reference-to-video/4k`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


v4k: Final = Endpoint("bytedance/seedance-2.5/reference-to-video/4k", V4kInput, V4kOutput)
"""`bytedance/seedance-2.5/reference-to-video/4k`: Seedance 2.5: reference to video, 4K

Generates a video from a text prompt and up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 30 seconds long, in 4K, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `V4kInput`.
"""
