"""`minimax/minimax-h3/reference-to-video`"""
# Made from schemas/minimax/minimax-h3/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3/reference-to-video`."""

    aspect_ratio: Literal["adaptive", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"] = "adaptive"
    duration: Annotated[int, Field(ge=4, le=15)]
    """The schema suggests: 5"""
    prompt: str
    reference_audios: Annotated[SequenceOf[AudioInput], Field(max_length=3)] = UNSET
    reference_images: Annotated[SequenceOf[ImageInput], Field(max_length=9)] = UNSET
    reference_videos: Annotated[SequenceOf[VideoInput], Field(max_length=3)] = UNSET
    resolution: Literal["768p", "2k"] = "768p"


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3/reference-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "minimax/minimax-h3/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`minimax/minimax-h3/reference-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- duration: int, required, 4 to 15. Suggestion: 5
- prompt: str, required
- aspect_ratio: Literal['adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'adaptive'
- reference_audios: SequenceOf[AudioInput], at most 3 items
- reference_images: SequenceOf[ImageInput], at most 9 items
- reference_videos: SequenceOf[VideoInput], at most 3 items
- resolution: Literal['768p', '2k'], default '768p'
"""
