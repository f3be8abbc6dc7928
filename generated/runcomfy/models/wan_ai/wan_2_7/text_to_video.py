"""`wan-ai/wan-2.7/text-to-video`"""
# Made from schemas/wan-ai/wan-2.7/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, InputModel, OneOf, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-2.7/text-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:3", "3:4"] = "16:9"
    audio_url: AudioInput = UNSET
    duration: Annotated[Literal[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], OneOf()] = 5
    enable_prompt_expansion: bool = True
    negative_prompt: Annotated[str, Field(max_length=500)] = ""
    prompt: Annotated[str, Field(max_length=5000)]
    resolution: Literal["720p", "1080p"] = "1080p"
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0


class TextToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-2.7/text-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("wan-ai/wan-2.7/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`wan-ai/wan-2.7/text-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required, at most 5000 characters
- aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'
- audio_url: AudioInput
- duration: Literal[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5
- enable_prompt_expansion: bool, default True
- negative_prompt: str, default '', at most 500 characters
- resolution: Literal['720p', '1080p'], default '1080p'
- seed: int, default 0, 0 to 2147483647
"""
