"""`pixverse/pixverse-v6/text-to-video`"""
# Made from schemas/pixverse/pixverse-v6/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `pixverse/pixverse-v6/text-to-video`."""

    aspect_ratio: Literal["16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9"] = "16:9"
    duration: Annotated[int, Field(ge=1, le=15)] = 5
    generate_audio_switch: bool = False
    generate_multi_clip_switch: bool = False
    prompt: str
    resolution: Literal["360p", "540p", "720p", "1080p"] = "720p"
    seed: int = 0


class TextToVideoOutput(OutputModel):
    """What a result holds of `pixverse/pixverse-v6/text-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("pixverse/pixverse-v6/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`pixverse/pixverse-v6/text-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- aspect_ratio: Literal['16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9'], default '16:9'
- duration: int, default 5, 1 to 15
- generate_audio_switch: bool, default False
- generate_multi_clip_switch: bool, default False
- resolution: Literal['360p', '540p', '720p', '1080p'], default '720p'
- seed: int, default 0
"""
