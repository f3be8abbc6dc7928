"""`minimax/minimax-h3-max/text-to-video`"""
# Made from schemas/minimax/minimax-h3-max/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3-max/text-to-video`."""

    aspect_ratio: Literal["21:9", "16:9", "4:3", "1:1", "3:4", "9:16"] = "16:9"
    duration: Annotated[int, Field(ge=5, le=15)] = 8
    enable_safety_checker: bool = True
    prompt: str
    prompt_expansion_mode: Literal["balanced", "quality"]
    """The schema suggests: "balanced\""""
    resolution: Literal["480p", "768p"] = "768p"
    seed: int = -1


class TextToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3-max/text-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("minimax/minimax-h3-max/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`minimax/minimax-h3-max/text-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- prompt_expansion_mode: Literal['balanced', 'quality'], required. Suggestion: "balanced"
- aspect_ratio: Literal['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], default '16:9'
- duration: int, default 8, 5 to 15
- enable_safety_checker: bool, default True
- resolution: Literal['480p', '768p'], default '768p'
- seed: int, default -1
"""
