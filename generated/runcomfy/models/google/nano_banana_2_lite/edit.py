"""`google/nano-banana-2-lite/edit`: Nano Banana 2 Lite: edit

Edits or combines up to 10 images, guided by a text prompt. The result comes in 14 aspect ratios.
"""
# Made from schemas/google/nano-banana-2-lite/edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel, SequenceOf

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `google/nano-banana-2-lite/edit`."""

    prompt: str
    """Describes what to change in the input images."""
    aspect_ratio: Literal[
        "auto",
        "21:9",
        "16:9",
        "3:2",
        "4:3",
        "5:4",
        "1:1",
        "4:5",
        "3:4",
        "2:3",
        "9:16",
        "4:1",
        "1:4",
        "8:1",
        "1:8",
    ] = "auto"
    """Aspect ratio of the image, width to height; with "auto" the model chooses."""
    image_urls: Annotated[SequenceOf[ImageInput], Field(min_length=1, max_length=10)]
    """The images to edit, or to refer to in the prompt."""


class EditOutput(OutputModel):
    """What a result holds of `google/nano-banana-2-lite/edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


edit: Final = Endpoint("google/nano-banana-2-lite/edit", EditInput, EditOutput)
"""`google/nano-banana-2-lite/edit`: Nano Banana 2 Lite: edit

Edits or combines up to 10 images, guided by a text prompt. The result comes in 14 aspect ratios.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `EditInput`.
"""
