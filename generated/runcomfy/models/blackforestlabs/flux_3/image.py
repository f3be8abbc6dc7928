"""`blackforestlabs/flux-3/image`: FLUX 3: text to image

Generates an image from a text prompt, in 6 sizes, square to 16:9.
"""
# Made from schemas/blackforestlabs/flux-3/image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final, Literal

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["ImageModelInput", "ImageModelOutput", "image"]


class ImageModelInput(InputModel):
    """The inputs of `blackforestlabs/flux-3/image`."""

    image_size: Literal[
        "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"
    ] = "landscape_4_3"
    """Size and shape of the image, as a named format; "square_hd" is the larger square."""
    prompt: str
    """Describes the image."""
    seed: int = -1
    """Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results."""


class ImageModelOutput(OutputModel):
    """What a result holds of `blackforestlabs/flux-3/image`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image: Final = Endpoint("blackforestlabs/flux-3/image", ImageModelInput, ImageModelOutput)
"""`blackforestlabs/flux-3/image`: FLUX 3: text to image

Generates an image from a text prompt, in 6 sizes, square to 16:9.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `ImageModelInput`.
"""
