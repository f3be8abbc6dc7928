"""`blackforestlabs/flux-2/flash/text-to-image`: FLUX.2 Flash: text to image

Makes a picture from a text.
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
    """What the picture is to show, in words."""
    guidance_scale: Annotated[int | float, Field(ge=0, le=20)] = 2.5
    """How strictly to follow the prompt: a higher value is more literal, a lower one freer."""
    seed: int = UNSET
    """Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation."""
    image_size: Literal[
        "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"
    ] = "landscape_4_3"
    """Shape of the picture, as one of the named formats; `square_hd` is the larger of the two squares."""
    output_format: Literal["jpeg", "png", "webp"] = "png"
    """File format of the result."""


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

Makes a picture from a text.

Makes: image

Price: not known, which does not mean free

Inputs:
- prompt: str, required. What the picture is to show, in words
- guidance_scale: int | float, default 2.5, 0 to 20. How strictly to follow the prompt: a higher value is more literal, a lower one freer
- seed: int. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
- image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'landscape_4_3'. Shape of the picture, as one of the named formats; `square_hd` is the larger of the two squares
- output_format: Literal['jpeg', 'png', 'webp'], default 'png'. File format of the result
"""
