"""`wan-ai/wan-3.0/reference-to-video`: Wan 3.0: reference to video

Generates a video from a text prompt and reference images, videos and audio clips. The video is 2 to 30 seconds long, in 480p, 720p or 1080p, with sound by default.
"""
# Made from schemas/wan-ai/wan-3.0/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-3.0/reference-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:3", "3:4", "adaptive"] = "16:9"
    """Aspect ratio of the video, width to height; with "adaptive" the model chooses."""
    duration: Annotated[int, Field(ge=2, le=30)] = 5
    """Length of the video in seconds."""
    enable_audio: bool = True
    """Whether to generate sound for the video."""
    prompt: str
    """Describes the video; it may refer to the reference files."""
    prompt_extend: bool = True
    """Whether to rewrite the prompt in more detail before it is used."""
    reference_audios: SequenceOf[AudioInput] = UNSET
    """Reference audio, for example for a voice or for music."""
    reference_images: SequenceOf[ImageInput] = UNSET
    """Reference images of the people, things or places to show."""
    reference_videos: SequenceOf[VideoInput] = UNSET
    """Reference videos, for example for motion, camera or style."""
    resolution: Literal["480p", "720p", "1080p"] = "720p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: int = UNSET
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-3.0/reference-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "wan-ai/wan-3.0/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`wan-ai/wan-3.0/reference-to-video`: Wan 3.0: reference to video

Generates a video from a text prompt and reference images, videos and audio clips. The video is 2 to 30 seconds long, in 480p, 720p or 1080p, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ReferenceToVideoInput`.
"""
