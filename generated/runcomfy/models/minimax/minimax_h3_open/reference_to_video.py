"""`minimax/minimax-h3-open/reference-to-video`"""
# Made from schemas/minimax/minimax-h3-open/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3-open/reference-to-video`."""

    aspect_ratio: Literal["21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "9:21"] = "16:9"
    duration: Annotated[int, Field(ge=5, le=15)] = 5
    prompt: str
    reference_audios: Annotated[SequenceOf[AudioInput], Field(max_length=3)] = UNSET
    reference_images: Annotated[SequenceOf[ImageInput], Field(max_length=9)]
    reference_videos: Annotated[SequenceOf[VideoInput], Field(max_length=3)] = UNSET
    resolution: Literal["480p", "768p"] = "480p"
    seed: int = -1


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3-open/reference-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "minimax/minimax-h3-open/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`minimax/minimax-h3-open/reference-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- reference_images: SequenceOf[ImageInput], required, at most 9 items
- aspect_ratio: Literal['21:9', '16:9', '4:3', '1:1', '3:4', '9:16', '9:21'], default '16:9'
- duration: int, default 5, 5 to 15
- reference_audios: SequenceOf[AudioInput], at most 3 items
- reference_videos: SequenceOf[VideoInput], at most 3 items
- resolution: Literal['480p', '768p'], default '480p'
- seed: int, default -1
"""
