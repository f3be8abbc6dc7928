"""`minimax/minimax-h3-open/image-to-video`"""
# Made from schemas/minimax/minimax-h3-open/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3-open/image-to-video`."""

    duration: Annotated[int, Field(ge=5, le=15)] = 5
    image: ImageInput
    last_image: ImageInput = UNSET
    prompt: str
    resolution: Literal["480p", "768p"] = "480p"
    seed: int = -1


class ImageToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3-open/image-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint(
    "minimax/minimax-h3-open/image-to-video", ImageToVideoInput, ImageToVideoOutput
)
"""`minimax/minimax-h3-open/image-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- image: ImageInput, required
- prompt: str, required
- duration: int, default 5, 5 to 15
- last_image: ImageInput
- resolution: Literal['480p', '768p'], default '480p'
- seed: int, default -1
"""
