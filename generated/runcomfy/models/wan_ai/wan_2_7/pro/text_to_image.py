"""`wan-ai/wan-2.7/pro/text-to-image`: Wan 2.7 Pro: text to image

Makes a picture from a text.
"""
# Made from schemas/wan-ai/wan-2.7/pro/text-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["TextToImageInput", "TextToImageOutput", "text_to_image"]


class TextToImageInput(InputModel):
    """The inputs of `wan-ai/wan-2.7/pro/text-to-image`."""

    image_size: Literal[
        "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"
    ] = "square_hd"
    """Shape of the picture, as one of the named formats; `square_hd` is the larger of the two squares."""
    max_images: Annotated[int, Field(ge=1, le=5)] = 1
    """The most pictures to make in one request; each may be charged."""
    negative_prompt: str = ""
    """What to keep out of the result, in words."""
    prompt: str
    """What the picture is to show, in words."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = UNSET
    """Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation."""


class TextToImageOutput(OutputModel):
    """What a result holds of `wan-ai/wan-2.7/pro/text-to-image`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_image: Final = Endpoint("wan-ai/wan-2.7/pro/text-to-image", TextToImageInput, TextToImageOutput)
"""`wan-ai/wan-2.7/pro/text-to-image`: Wan 2.7 Pro: text to image

Makes a picture from a text.

Makes: image

Price: not known, which does not mean free

Inputs:
- prompt: str, required. What the picture is to show, in words
- image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'. Shape of the picture, as one of the named formats; `square_hd` is the larger of the two squares
- max_images: int, default 1, 1 to 5. The most pictures to make in one request; each may be charged
- negative_prompt: str, default ''. What to keep out of the result, in words
- seed: int, 0 to 2147483647. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
"""
