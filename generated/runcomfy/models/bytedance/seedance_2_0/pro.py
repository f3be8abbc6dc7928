"""`bytedance/seedance-2.0/pro`"""
# Made from schemas/bytedance/seedance-2.0/pro.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ProInput", "ProOutput", "pro"]


class ProInput(InputModel):
    """The inputs of `bytedance/seedance-2.0/pro`."""

    aspect_ratio: Literal["adaptive", "16:9", "9:16", "4:3", "3:4", "1:1", "21:9"] = "adaptive"
    audios: Annotated[SequenceOf[AudioInput], Field(max_length=3)] = UNSET
    duration: Annotated[int, Field(ge=4, le=15)] = 5
    generate_audio: bool = True
    images: Annotated[SequenceOf[ImageInput], Field(max_length=9)] = UNSET
    prompt: str
    resolution: Literal["480p", "720p", "1080p", "4k"] = "720p"
    seed: int = UNSET
    videos: Annotated[SequenceOf[VideoInput], Field(max_length=3)] = UNSET


class ProOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.0/pro`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


pro: Final = Endpoint("bytedance/seedance-2.0/pro", ProInput, ProOutput)
"""`bytedance/seedance-2.0/pro`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- aspect_ratio: Literal['adaptive', '16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default 'adaptive'
- audios: SequenceOf[AudioInput], at most 3 items
- duration: int, default 5, 4 to 15
- generate_audio: bool, default True
- images: SequenceOf[ImageInput], at most 9 items
- resolution: Literal['480p', '720p', '1080p', '4k'], default '720p'
- seed: int
- videos: SequenceOf[VideoInput], at most 3 items
"""
