"""`qwen/qwen-image-2.1/edit`: Qwen-Image 2.1: edit

Edits or combines up to 10 images, guided by a text prompt; a mask can mark the area to change. The result comes in 1K or 2K and 9 aspect ratios.
"""
# Made from schemas/qwen/qwen-image-2.1/edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, MediaConstraint, OutputModel, SequenceOf

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `qwen/qwen-image-2.1/edit`."""

    aspect_ratio: Literal["auto", "1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "21:9", "9:21"] = "auto"
    """Aspect ratio of the image, width to height; with "auto" the model chooses."""
    background: Literal["opaque", "transparent"] = "opaque"
    """Background of the image: "opaque", or "transparent" for none."""
    enhance_prompt: bool = True
    """Whether to rewrite the prompt in more detail before it is used."""
    image_urls: Annotated[
        SequenceOf[ImageInput],
        Field(min_length=1, max_length=10),
        MediaConstraint("file_size_mb<", 30, "File size must be less than 30 MB."),
    ]
    """The images to edit, or to refer to in the prompt."""
    mask_url: ImageInput = UNSET
    """Mask image that marks the area to change."""
    output_format: Literal["png", "webp", "jpeg"] = "png"
    """File format of the image."""
    prompt: str
    """Describes what to change in the input images."""
    resolution: Literal["1K", "2K"] = "1K"
    """Resolution of the image; a higher one takes longer and may cost more."""
    seed: int = -1
    """Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results."""


class EditOutput(OutputModel):
    """What a result holds of `qwen/qwen-image-2.1/edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


edit: Final = Endpoint("qwen/qwen-image-2.1/edit", EditInput, EditOutput)
"""`qwen/qwen-image-2.1/edit`: Qwen-Image 2.1: edit

Edits or combines up to 10 images, guided by a text prompt; a mask can mark the area to change. The result comes in 1K or 2K and 9 aspect ratios.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `EditInput`.
"""
