"""`bytedance/seedance-2.0/pro`: Seedance 2.0 Pro: text and references to video

Generates a video from a text prompt and, if given, up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 15 seconds long, in 480p, 720p, 1080p or 4K, with sound by default.
"""
# Made from schemas/bytedance/seedance-2.0/pro.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ProInput", "ProOutput", "pro"]


class ProInput(InputModel):
    """The inputs of `bytedance/seedance-2.0/pro`."""

    aspect_ratio: Literal["adaptive", "16:9", "9:16", "4:3", "3:4", "1:1", "21:9"] = "adaptive"
    """Aspect ratio of the video, width to height; with "adaptive" the model chooses."""
    audios: Annotated[SequenceOf[AudioInput], Field(max_length=3)] = UNSET
    """Reference audio, for example for a voice or for music."""
    duration: Annotated[int, Field(ge=4, le=15)] = 5
    """Length of the video in seconds."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    images: Annotated[SequenceOf[ImageInput], Field(max_length=9)] = UNSET
    """Reference images for the prompt."""
    prompt: str
    """Describes the video; it may refer to the reference files."""
    resolution: Literal["480p", "720p", "1080p", "4k"] = "720p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: int = UNSET
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""
    videos: Annotated[SequenceOf[VideoInput], Field(max_length=3)] = UNSET
    """Reference videos, for example for motion, camera or style."""


class ProOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.0/pro`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


pro: Final = Endpoint("bytedance/seedance-2.0/pro", ProInput, ProOutput)
"""`bytedance/seedance-2.0/pro`: Seedance 2.0 Pro: text and references to video

Generates a video from a text prompt and, if given, up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 15 seconds long, in 480p, 720p, 1080p or 4K, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ProInput`.
"""
