"""`wan-ai/wan-2.7/edit`"""
# Made from schemas/wan-ai/wan-2.7/edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `wan-ai/wan-2.7/edit`."""

    enable_prompt_expansion: bool = True
    image_size: Literal[
        "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"
    ] = "square_hd"
    image_urls: Annotated[SequenceOf[ImageInput], Field(min_length=1, max_length=4)]
    negative_prompt: str = ""
    num_images: Annotated[int, Field(ge=1, le=4)] = 1
    prompt: str
    seed: Annotated[int, Field(ge=0, le=2147483647)] = UNSET


class EditOutput(OutputModel):
    """What a result holds of `wan-ai/wan-2.7/edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


edit: Final = Endpoint("wan-ai/wan-2.7/edit", EditInput, EditOutput)
"""`wan-ai/wan-2.7/edit`

Makes: image

Price: not known, which does not mean free

Inputs:
- image_urls: SequenceOf[ImageInput], required, 1 to 4 items
- prompt: str, required
- enable_prompt_expansion: bool, default True
- image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'
- negative_prompt: str, default ''
- num_images: int, default 1, 1 to 4
- seed: int, 0 to 2147483647
"""
