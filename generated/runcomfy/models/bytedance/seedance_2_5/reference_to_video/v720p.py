"""`bytedance/seedance-2.5/reference-to-video/720p`: Seedance 2.5: reference to video, 720p

Generates a video from a text prompt and up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 30 seconds long, in 720p, with sound by default.
"""
# Made from schemas/bytedance/seedance-2.5/reference-to-video/720p.json by `python -m generator generate`; not to be edited.

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

__all__ = ["V720pInput", "V720pOutput", "v720p"]


class V720pInput(InputModel):
    """The inputs of `bytedance/seedance-2.5/reference-to-video/720p`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "adaptive"] = "16:9"
    """Aspect ratio of the video, width to height; with "adaptive" the model chooses."""
    audios: Annotated[SequenceOf[AudioInput], Field(max_length=3)] = UNSET
    """Reference audio, for example for a voice or for music."""
    duration: Annotated[int, Field(ge=4, le=30)] = 5
    """Length of the video in seconds."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    images: Annotated[SequenceOf[ImageInput], Field(max_length=9)] = UNSET
    """Reference images of the people, things or places to show."""
    prompt: str
    """Describes the video; it may refer to the reference files."""
    videos: Annotated[SequenceOf[VideoInput], Field(max_length=3)] = UNSET
    """Reference videos, for example for motion, camera or style."""


class V720pOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.5/reference-to-video/720p`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


v720p: Final = Endpoint("bytedance/seedance-2.5/reference-to-video/720p", V720pInput, V720pOutput)
"""`bytedance/seedance-2.5/reference-to-video/720p`: Seedance 2.5: reference to video, 720p

Generates a video from a text prompt and up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 30 seconds long, in 720p, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `V720pInput`.
"""
