"""`google/nano-banana-2-lite/text-to-image`: Nano Banana 2 Lite: text to image

Generates an image from a text prompt, in 14 aspect ratios.
"""
# Made from schemas/google/nano-banana-2-lite/text-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final, Literal

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToImageInput", "TextToImageOutput", "text_to_image"]


class TextToImageInput(InputModel):
    """The inputs of `google/nano-banana-2-lite/text-to-image`."""

    prompt: str
    """Describes the image."""
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


class TextToImageOutput(OutputModel):
    """What a result holds of `google/nano-banana-2-lite/text-to-image`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_image: Final = Endpoint(
    "google/nano-banana-2-lite/text-to-image", TextToImageInput, TextToImageOutput
)
"""`google/nano-banana-2-lite/text-to-image`: Nano Banana 2 Lite: text to image

Generates an image from a text prompt, in 14 aspect ratios.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `TextToImageInput`.
"""
