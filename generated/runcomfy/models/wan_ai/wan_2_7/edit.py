"""`wan-ai/wan-2.7/edit`: Wan 2.7: edit

Edits or combines up to 4 images, guided by a text prompt. Up to 4 results per request.
"""
# Made from schemas/wan-ai/wan-2.7/edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `wan-ai/wan-2.7/edit`."""

    enable_prompt_expansion: bool = True
    """Whether to rewrite the prompt in more detail before it is used."""
    image_size: Literal[
        "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"
    ] = "square_hd"
    """Size and shape of the image, as a named format; "square_hd" is the larger square."""
    image_urls: Annotated[SequenceOf[ImageInput], Field(min_length=1, max_length=4)]
    """The images to edit, or to refer to in the prompt."""
    negative_prompt: str = ""
    """Describes what to keep out of the result."""
    num_images: Annotated[int, Field(ge=1, le=4)] = 1
    """Number of images to generate; each may be charged."""
    prompt: str
    """Describes what to change in the input images."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = UNSET
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""


class EditOutput(OutputModel):
    """What a result holds of `wan-ai/wan-2.7/edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


edit: Final = Endpoint("wan-ai/wan-2.7/edit", EditInput, EditOutput)
"""`wan-ai/wan-2.7/edit`: Wan 2.7: edit

Edits or combines up to 4 images, guided by a text prompt. Up to 4 results per request.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `EditInput`.
"""
