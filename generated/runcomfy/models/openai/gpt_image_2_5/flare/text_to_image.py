"""`openai/gpt-image-2.5/flare/text-to-image`: GPT Image 2.5 Flare: text to image

Generates an image from a text prompt, in 1K, 2K or 4K, 15 aspect ratios and 5 quality levels.
"""
# Made from schemas/openai/gpt-image-2.5/flare/text-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final, Literal

from ....._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToImageInput", "TextToImageOutput", "text_to_image"]


class TextToImageInput(InputModel):
    """The inputs of `openai/gpt-image-2.5/flare/text-to-image`."""

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
    ] = "1:1"
    """Aspect ratio of the image, width to height."""
    output_format: Literal["png", "jpeg", "webp"] = "png"
    """File format of the image."""
    prompt: str
    """Describes the image."""
    quality: Literal["low", "medium", "high", "xhigh", "max"] = "medium"
    """Quality of the image; a higher one takes longer and may cost more."""
    resolution: Literal["1k", "2k", "4k"] = "1k"
    """Resolution of the image; a higher one takes longer and may cost more."""


class TextToImageOutput(OutputModel):
    """What a result holds of `openai/gpt-image-2.5/flare/text-to-image`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_image: Final = Endpoint(
    "openai/gpt-image-2.5/flare/text-to-image", TextToImageInput, TextToImageOutput
)
"""`openai/gpt-image-2.5/flare/text-to-image`: GPT Image 2.5 Flare: text to image

Generates an image from a text prompt, in 1K, 2K or 4K, 15 aspect ratios and 5 quality levels.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `TextToImageInput`.
"""
