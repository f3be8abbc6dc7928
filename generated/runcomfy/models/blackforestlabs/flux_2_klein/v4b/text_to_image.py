"""`blackforestlabs/flux-2-klein/4b/text-to-image`: FLUX.2 Klein 4B: text to image

Generates an image from a text prompt, 64 to 2048 pixels a side.
"""
# Made from schemas/blackforestlabs/flux-2-klein/4b/text-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from ....._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToImageInput", "TextToImageOutput", "text_to_image"]


class TextToImageInput(InputModel):
    """The inputs of `blackforestlabs/flux-2-klein/4b/text-to-image`."""

    height: Annotated[int, Field(ge=64, le=2048)] = 1024
    """Height of the image in pixels."""
    prompt: str
    """Describes the image."""
    width: Annotated[int, Field(ge=64, le=2048)] = 1024
    """Width of the image in pixels."""


class TextToImageOutput(OutputModel):
    """What a result holds of `blackforestlabs/flux-2-klein/4b/text-to-image`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_image: Final = Endpoint(
    "blackforestlabs/flux-2-klein/4b/text-to-image", TextToImageInput, TextToImageOutput
)
"""`blackforestlabs/flux-2-klein/4b/text-to-image`: FLUX.2 Klein 4B: text to image

Generates an image from a text prompt, 64 to 2048 pixels a side.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `TextToImageInput`.
"""
