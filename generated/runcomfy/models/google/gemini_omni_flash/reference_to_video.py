"""`google/gemini-omni-flash/reference-to-video`: Gemini Omni Flash: reference to video

Generates a video from a text prompt and reference images. The video is 3 to 10 seconds long.
"""
# Made from schemas/google/gemini-omni-flash/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel, SequenceOf

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `google/gemini-omni-flash/reference-to-video`."""

    aspect_ratio: Literal["16:9", "9:16"] = "16:9"
    """Aspect ratio of the video, width to height."""
    duration: Annotated[int, Field(ge=3, le=10)] = 8
    """Length of the video in seconds."""
    image_urls: Annotated[SequenceOf[ImageInput], Field(min_length=1)]
    """Reference images of the people, things or places to show."""
    prompt: str
    """Describes the video; it may refer to the reference files."""


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `google/gemini-omni-flash/reference-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "google/gemini-omni-flash/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`google/gemini-omni-flash/reference-to-video`: Gemini Omni Flash: reference to video

Generates a video from a text prompt and reference images. The video is 3 to 10 seconds long.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ReferenceToVideoInput`.
"""
