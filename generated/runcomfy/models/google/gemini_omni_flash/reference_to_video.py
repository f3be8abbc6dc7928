"""`google/gemini-omni-flash/reference-to-video`"""
# Made from schemas/google/gemini-omni-flash/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel, SequenceOf

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `google/gemini-omni-flash/reference-to-video`."""

    aspect_ratio: Literal["16:9", "9:16"] = "16:9"
    duration: Annotated[int, Field(ge=3, le=10)] = 8
    image_urls: Annotated[SequenceOf[ImageInput], Field(min_length=1)]
    prompt: str


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `google/gemini-omni-flash/reference-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "google/gemini-omni-flash/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`google/gemini-omni-flash/reference-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- image_urls: SequenceOf[ImageInput], required, at least 1 item
- prompt: str, required
- aspect_ratio: Literal['16:9', '9:16'], default '16:9'
- duration: int, default 8, 3 to 10
"""
