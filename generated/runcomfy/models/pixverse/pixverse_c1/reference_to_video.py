"""`pixverse/pixverse-c1/reference-to-video`: PixVerse C1: reference to video

Generates a video from a text prompt and up to 7 reference images, and from videos. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, with optional sound.
"""
# Made from schemas/pixverse/pixverse-c1/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `pixverse/pixverse-c1/reference-to-video`."""

    aspect_ratio: Literal["16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9"] = "16:9"
    """Aspect ratio of the video, width to height."""
    duration: Annotated[int, Field(ge=1, le=15)] = 5
    """Length of the video in seconds."""
    generate_audio_switch: bool = False
    """Whether to generate sound for the video."""
    images: Annotated[SequenceOf[ImageInput], Field(max_length=7)] = UNSET
    """Reference images of the people, things or places to show."""
    prompt: str
    """Describes the video; it may refer to the reference files."""
    resolution: Literal["360p", "540p", "720p", "1080p"] = "720p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: int = 0
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""
    videos: SequenceOf[VideoInput] = UNSET
    """Reference videos, for example for motion, camera or style."""


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `pixverse/pixverse-c1/reference-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "pixverse/pixverse-c1/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`pixverse/pixverse-c1/reference-to-video`: PixVerse C1: reference to video

Generates a video from a text prompt and up to 7 reference images, and from videos. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, with optional sound.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ReferenceToVideoInput`.
"""
