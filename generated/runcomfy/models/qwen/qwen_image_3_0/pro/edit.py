"""`qwen/qwen-image-3.0/pro/edit`"""
# Made from schemas/qwen/qwen-image-3.0/pro/edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ....._base import Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `qwen/qwen-image-3.0/pro/edit`."""

    aspect_ratio: Literal["1:1", "16:9", "9:16", "4:3", "3:4"] = "1:1"
    enable_prompt_expansion: bool = True
    image_urls: Annotated[list[ImageInput], Field(min_length=1, max_length=3)]
    prompt: str
    resolution: Literal["1k", "2k"] = "2k"
    seed: int = -1


class EditOutput(OutputModel):
    """What a result holds of `qwen/qwen-image-3.0/pro/edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


edit = Endpoint("qwen/qwen-image-3.0/pro/edit", EditInput, EditOutput)
