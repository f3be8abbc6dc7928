"""`openai/gpt-image-2.5/flare/edit`: GPT Image 2.5 Flare: edit

Edits or combines up to 16 images, guided by a text prompt. The result comes in 1K, 2K or 4K, 15 aspect ratios and 5 quality levels.
"""
# Made from schemas/openai/gpt-image-2.5/flare/edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import Endpoint, ImageInput, InputModel, OutputModel, SequenceOf

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `openai/gpt-image-2.5/flare/edit`."""

    aspect_ratio: Literal[
        "1:1",
        "3:2",
        "2:3",
        "3:4",
        "4:3",
        "4:5",
        "5:4",
        "9:16",
        "16:9",
        "21:9",
        "2:1",
        "1:2",
        "3:1",
        "1:3",
        "9:21",
    ] = "3:4"
    """Aspect ratio of the image, width to height."""
    images: Annotated[SequenceOf[ImageInput], Field(min_length=1, max_length=16)]
    """The images to edit, or to refer to in the prompt."""
    output_format: Literal["png", "jpeg", "webp"] = "png"
    """File format of the image."""
    prompt: str
    """Describes what to change in the input images."""
    quality: Literal["low", "medium", "high", "xhigh", "max"] = "medium"
    """Quality of the image; a higher one takes longer and may cost more."""
    resolution: Literal["1k", "2k", "4k"] = "1k"
    """Resolution of the image; a higher one takes longer and may cost more."""


class EditOutput(OutputModel):
    """What a result holds of `openai/gpt-image-2.5/flare/edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


edit: Final = Endpoint("openai/gpt-image-2.5/flare/edit", EditInput, EditOutput)
"""`openai/gpt-image-2.5/flare/edit`: GPT Image 2.5 Flare: edit

Edits or combines up to 16 images, guided by a text prompt. The result comes in 1K, 2K or 4K, 15 aspect ratios and 5 quality levels.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `EditInput`.
"""
