"""`wan-ai/wan-2.7/reference-to-video`: Wan 2.7: reference to video

Generates a video from a text prompt and up to 5 reference images and 5 videos. The video is 2 to 10 seconds long, in 720p or 1080p, in one shot or several.
"""
# Made from schemas/wan-ai/wan-2.7/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OneOf, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-2.7/reference-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:3", "3:4"] = "16:9"
    """Aspect ratio of the video, width to height."""
    duration: Annotated[Literal[2, 3, 4, 5, 6, 7, 8, 9, 10], OneOf()] = 5
    """Length of the video in seconds."""
    multi_shots: bool = False
    """Whether the video may have several shots instead of one."""
    negative_prompt: Annotated[str, Field(max_length=500)] = ""
    """Describes what to keep out of the result."""
    prompt: Annotated[str, Field(max_length=5000)]
    """Describes the video; it may refer to the reference files."""
    reference_image_urls: Annotated[SequenceOf[ImageInput], Field(max_length=5)] = UNSET
    """Reference images of the people, things or places to show."""
    reference_video_urls: Annotated[SequenceOf[VideoInput], Field(max_length=5)] = UNSET
    """Reference videos, for example for motion, camera or style."""
    resolution: Literal["720p", "1080p"] = "1080p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-2.7/reference-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "wan-ai/wan-2.7/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`wan-ai/wan-2.7/reference-to-video`: Wan 2.7: reference to video

Generates a video from a text prompt and up to 5 reference images and 5 videos. The video is 2 to 10 seconds long, in 720p or 1080p, in one shot or several.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ReferenceToVideoInput`.
"""
