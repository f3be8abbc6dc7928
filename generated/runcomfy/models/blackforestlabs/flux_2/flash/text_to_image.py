"""`blackforestlabs/flux-2/flash/text-to-image`: FLUX.2 Flash: text to image

Generates an image from a text prompt, in 6 sizes, square to 16:9.
"""
# Made from schemas/blackforestlabs/flux-2/flash/text-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["TextToImageInput", "TextToImageOutput", "text_to_image"]


class TextToImageInput(InputModel):
    """The inputs of `blackforestlabs/flux-2/flash/text-to-image`."""

    prompt: str
    """Describes the image."""
    guidance_scale: Annotated[int | float, Field(ge=0, le=20)] = 2.5
    """How closely to follow the prompt: higher is more literal, lower is freer."""
    seed: int = UNSET
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""
    image_size: Literal[
        "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"
    ] = "landscape_4_3"
    """Size and shape of the image, as a named format; "square_hd" is the larger square."""
    output_format: Literal["jpeg", "png", "webp"] = "png"
    """File format of the image."""


class TextToImageOutput(OutputModel):
    """What a result holds of `blackforestlabs/flux-2/flash/text-to-image`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_image: Final = Endpoint(
    "blackforestlabs/flux-2/flash/text-to-image", TextToImageInput, TextToImageOutput
)
"""`blackforestlabs/flux-2/flash/text-to-image`: FLUX.2 Flash: text to image

Generates an image from a text prompt, in 6 sizes, square to 16:9.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `TextToImageInput`.
"""
