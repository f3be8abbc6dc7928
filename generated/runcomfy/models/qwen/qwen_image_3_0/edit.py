"""`qwen/qwen-image-3.0/edit`"""
# Made from schemas/qwen/qwen-image-3.0/edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel, SequenceOf

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `qwen/qwen-image-3.0/edit`."""

    aspect_ratio: Literal["1:1", "16:9", "9:16", "4:3", "3:4"] = "1:1"
    enable_prompt_expansion: bool = True
    image_urls: Annotated[SequenceOf[ImageInput], Field(min_length=1, max_length=3)]
    prompt: str
    resolution: Literal["1k", "2k"] = "2k"
    seed: int = -1


class EditOutput(OutputModel):
    """What a result holds of `qwen/qwen-image-3.0/edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


edit: Final = Endpoint("qwen/qwen-image-3.0/edit", EditInput, EditOutput)
"""`qwen/qwen-image-3.0/edit`

Makes: image

Price: not known, which does not mean free

Inputs:
- image_urls: SequenceOf[ImageInput], required, 1 to 3 items
- prompt: str, required
- aspect_ratio: Literal['1:1', '16:9', '9:16', '4:3', '3:4'], default '1:1'
- enable_prompt_expansion: bool, default True
- resolution: Literal['1k', '2k'], default '2k'
- seed: int, default -1
"""
