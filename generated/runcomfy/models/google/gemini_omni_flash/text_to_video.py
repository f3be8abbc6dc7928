"""`google/gemini-omni-flash/text-to-video`"""
# Made from schemas/google/gemini-omni-flash/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `google/gemini-omni-flash/text-to-video`."""

    aspect_ratio: Literal["16:9", "9:16"] = "16:9"
    duration: Annotated[int, Field(ge=3, le=10)] = 8
    prompt: str


class TextToVideoOutput(OutputModel):
    """What a result holds of `google/gemini-omni-flash/text-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("google/gemini-omni-flash/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`google/gemini-omni-flash/text-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- aspect_ratio: Literal['16:9', '9:16'], default '16:9'
- duration: int, default 8, 3 to 10
"""
