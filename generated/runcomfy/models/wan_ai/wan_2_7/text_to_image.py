"""`wan-ai/wan-2.7/text-to-image`: Wan 2.7: text to image

Generates up to 5 images from a text prompt, in 6 sizes, square to 16:9.
"""
# Made from schemas/wan-ai/wan-2.7/text-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["TextToImageInput", "TextToImageOutput", "text_to_image"]


class TextToImageInput(InputModel):
    """The inputs of `wan-ai/wan-2.7/text-to-image`."""

    image_size: Literal[
        "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"
    ] = "square_hd"
    """Size and shape of the image, as a named format; "square_hd" is the larger square."""
    max_images: Annotated[int, Field(ge=1, le=5)] = 1
    """Largest number of images to generate; each may be charged."""
    negative_prompt: str = ""
    """Describes what to keep out of the result."""
    prompt: str
    """Describes the image."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = UNSET
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""


class TextToImageOutput(OutputModel):
    """What a result holds of `wan-ai/wan-2.7/text-to-image`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_image: Final = Endpoint("wan-ai/wan-2.7/text-to-image", TextToImageInput, TextToImageOutput)
"""`wan-ai/wan-2.7/text-to-image`: Wan 2.7: text to image

Generates up to 5 images from a text prompt, in 6 sizes, square to 16:9.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `TextToImageInput`.
"""
