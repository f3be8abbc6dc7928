"""`minimax/minimax-h3-max/image-to-video`"""
# Made from schemas/minimax/minimax-h3-max/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3-max/image-to-video`."""

    duration: Annotated[int, Field(ge=5, le=15)] = 8
    enable_safety_checker: bool = True
    end_image_url: ImageInput = UNSET
    image_url: ImageInput
    prompt: str
    prompt_expansion_mode: Literal["balanced", "quality"]
    """The schema suggests: "balanced\""""
    resolution: Literal["480p", "768p"] = "768p"
    seed: int = -1


class ImageToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3-max/image-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint(
    "minimax/minimax-h3-max/image-to-video", ImageToVideoInput, ImageToVideoOutput
)
"""`minimax/minimax-h3-max/image-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- image_url: ImageInput, required
- prompt: str, required
- prompt_expansion_mode: Literal['balanced', 'quality'], required. Suggestion: "balanced"
- duration: int, default 8, 5 to 15
- enable_safety_checker: bool, default True
- end_image_url: ImageInput
- resolution: Literal['480p', '768p'], default '768p'
- seed: int, default -1
"""
