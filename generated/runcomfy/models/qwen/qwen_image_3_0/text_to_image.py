"""`qwen/qwen-image-3.0/text-to-image`: Qwen-Image 3.0: text to image

Makes a picture from a text.
"""
# Made from schemas/qwen/qwen-image-3.0/text-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final, Literal

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToImageInput", "TextToImageOutput", "text_to_image"]


class TextToImageInput(InputModel):
    """The inputs of `qwen/qwen-image-3.0/text-to-image`."""

    aspect_ratio: Literal["1:1", "16:9", "9:16", "4:3", "3:4"] = "1:1"
    """Shape of the result, as width to height."""
    enable_prompt_expansion: bool = True
    """Whether to have the prompt rewritten and filled out before it is used."""
    prompt: str
    """What the picture is to show, in words."""
    resolution: Literal["1k", "2k"] = "2k"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""
    seed: int = -1
    """Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation."""


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

Makes a picture from a text.

Makes: image

Price: not known, which does not mean free

Inputs:
- prompt: str, required. What the picture is to show, in words
- aspect_ratio: Literal['1:1', '16:9', '9:16', '4:3', '3:4'], default '1:1'. Shape of the result, as width to height
- enable_prompt_expansion: bool, default True. Whether to have the prompt rewritten and filled out before it is used
- resolution: Literal['1k', '2k'], default '2k'. Size of the result in the model's named steps; a larger one takes longer and may cost more
- seed: int, default -1. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
"""
