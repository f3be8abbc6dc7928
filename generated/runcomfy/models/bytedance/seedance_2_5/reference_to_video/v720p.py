"""`bytedance/seedance-2.5/reference-to-video/720p`"""
# Made from schemas/bytedance/seedance-2.5/reference-to-video/720p.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import (
    UNSET,
    AudioInput,
    Endpoint,
    ImageInput,
    InputModel,
    OutputModel,
    SequenceOf,
    VideoInput,
)

__all__ = ["V720pInput", "V720pOutput", "v720p"]


class V720pInput(InputModel):
    """The inputs of `bytedance/seedance-2.5/reference-to-video/720p`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "adaptive"] = "16:9"
    audios: Annotated[SequenceOf[AudioInput], Field(max_length=3)] = UNSET
    duration: Annotated[int, Field(ge=4, le=30)] = 5
    generate_audio: bool = True
    images: Annotated[SequenceOf[ImageInput], Field(max_length=9)] = UNSET
    prompt: str
    videos: Annotated[SequenceOf[VideoInput], Field(max_length=3)] = UNSET


class V720pOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.5/reference-to-video/720p`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


v720p: Final = Endpoint("bytedance/seedance-2.5/reference-to-video/720p", V720pInput, V720pOutput)
"""`bytedance/seedance-2.5/reference-to-video/720p`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', 'adaptive'], default '16:9'
- audios: SequenceOf[AudioInput], at most 3 items
- duration: int, default 5, 4 to 30
- generate_audio: bool, default True
- images: SequenceOf[ImageInput], at most 9 items
- videos: SequenceOf[VideoInput], at most 3 items
"""
