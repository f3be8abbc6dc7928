"""`minimax/minimax-h3-max/reference-to-video`"""
# Made from schemas/minimax/minimax-h3-max/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3-max/reference-to-video`."""

    aspect_ratio: Literal["adaptive", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"] = "adaptive"
    duration: Annotated[int, Field(ge=5, le=15)] = 5
    enable_safety_checker: bool = True
    prompt: str
    prompt_expansion_mode: Literal["balanced", "quality"]
    """The schema suggests: "balanced\""""
    reference_audios: Annotated[SequenceOf[AudioInput], Field(max_length=12)] = UNSET
    reference_images: Annotated[SequenceOf[ImageInput], Field(max_length=12)]
    reference_videos: Annotated[SequenceOf[VideoInput], Field(max_length=12)] = UNSET
    resolution: Literal["480p", "768p"] = "768p"
    seed: int = -1


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3-max/reference-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "minimax/minimax-h3-max/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`minimax/minimax-h3-max/reference-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- prompt_expansion_mode: Literal['balanced', 'quality'], required. Suggestion: "balanced"
- reference_images: SequenceOf[ImageInput], required, at most 12 items
- aspect_ratio: Literal['adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'adaptive'
- duration: int, default 5, 5 to 15
- enable_safety_checker: bool, default True
- reference_audios: SequenceOf[AudioInput], at most 12 items
- reference_videos: SequenceOf[VideoInput], at most 12 items
- resolution: Literal['480p', '768p'], default '768p'
- seed: int, default -1
"""
