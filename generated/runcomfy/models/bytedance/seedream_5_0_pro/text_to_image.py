"""`bytedance/seedream-5.0-pro/text-to-image`: Seedream 5.0 Pro: text to image

Generates an image from a text prompt, in 1K or 2K and 8 aspect ratios.
"""
# Made from schemas/bytedance/seedream-5.0-pro/text-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final, Literal

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToImageInput", "TextToImageOutput", "text_to_image"]


class TextToImageInput(InputModel):
    """The inputs of `bytedance/seedream-5.0-pro/text-to-image`."""

    aspect_ratio: Literal["1:1", "4:3", "3:4", "16:9", "9:16", "2:3", "3:2", "21:9"] = "1:1"
    """Aspect ratio of the image, width to height."""
    output_format: Literal["png", "jpeg"] = "png"
    """File format of the image."""
    prompt: str
    """Describes the image."""
    resolution: Literal["1K", "2K"] = "2K"
    """Resolution of the image; a higher one takes longer and may cost more."""


class TextToImageOutput(OutputModel):
    """What a result holds of `bytedance/seedream-5.0-pro/text-to-image`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_image: Final = Endpoint(
    "bytedance/seedream-5.0-pro/text-to-image", TextToImageInput, TextToImageOutput
)
"""`bytedance/seedream-5.0-pro/text-to-image`: Seedream 5.0 Pro: text to image

Generates an image from a text prompt, in 1K or 2K and 8 aspect ratios.

Makes: image

Price: $0.05 per image, a base rate and not a quote

Its inputs are the fields of `TextToImageInput`.
"""
