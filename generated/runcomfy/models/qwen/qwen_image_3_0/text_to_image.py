"""`qwen/qwen-image-3.0/text-to-image`: Qwen-Image 3.0: text to image

Generates an image from a text prompt, in 1K or 2K and 5 aspect ratios.
"""
# Made from schemas/qwen/qwen-image-3.0/text-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final, Literal

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToImageInput", "TextToImageOutput", "text_to_image"]


class TextToImageInput(InputModel):
    """The inputs of `qwen/qwen-image-3.0/text-to-image`."""

    aspect_ratio: Literal["1:1", "16:9", "9:16", "4:3", "3:4"] = "1:1"
    """Aspect ratio of the image, width to height."""
    enable_prompt_expansion: bool = True
    """Whether to rewrite the prompt in more detail before it is used."""
    prompt: str
    """Describes the image."""
    resolution: Literal["1k", "2k"] = "2k"
    """Resolution of the image; a higher one takes longer and may cost more."""
    seed: int = -1
    """Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results."""


class TextToImageOutput(OutputModel):
    """What a result holds of `qwen/qwen-image-3.0/text-to-image`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_image: Final = Endpoint("qwen/qwen-image-3.0/text-to-image", TextToImageInput, TextToImageOutput)
"""`qwen/qwen-image-3.0/text-to-image`: Qwen-Image 3.0: text to image

Generates an image from a text prompt, in 1K or 2K and 5 aspect ratios.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `TextToImageInput`.
"""
