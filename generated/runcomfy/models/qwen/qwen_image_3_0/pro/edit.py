"""`qwen/qwen-image-3.0/pro/edit`: Qwen-Image 3.0 Pro: edit

Edits or combines up to 3 images, guided by a text prompt. The result comes in 1K or 2K and 5 aspect ratios.
"""
# Made from schemas/qwen/qwen-image-3.0/pro/edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import Endpoint, ImageInput, InputModel, OutputModel, SequenceOf

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `qwen/qwen-image-3.0/pro/edit`."""

    aspect_ratio: Literal["1:1", "16:9", "9:16", "4:3", "3:4"] = "1:1"
    """Aspect ratio of the image, width to height."""
    enable_prompt_expansion: bool = True
    """Whether to rewrite the prompt in more detail before it is used."""
    image_urls: Annotated[SequenceOf[ImageInput], Field(min_length=1, max_length=3)]
    """The images to edit, or to refer to in the prompt."""
    prompt: str
    """Describes what to change in the input images."""
    resolution: Literal["1k", "2k"] = "2k"
    """Resolution of the image; a higher one takes longer and may cost more."""
    seed: int = -1
    """Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results."""


class EditOutput(OutputModel):
    """What a result holds of `qwen/qwen-image-3.0/pro/edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


edit: Final = Endpoint("qwen/qwen-image-3.0/pro/edit", EditInput, EditOutput)
"""`qwen/qwen-image-3.0/pro/edit`: Qwen-Image 3.0 Pro: edit

Edits or combines up to 3 images, guided by a text prompt. The result comes in 1K or 2K and 5 aspect ratios.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `EditInput`.
"""
