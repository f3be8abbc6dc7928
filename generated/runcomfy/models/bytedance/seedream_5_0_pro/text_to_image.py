"""`bytedance/seedream-5.0-pro/text-to-image`"""
# Made from schemas/bytedance/seedream-5.0-pro/text-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final, Literal

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToImageInput", "TextToImageOutput", "text_to_image"]


class TextToImageInput(InputModel):
    """The inputs of `bytedance/seedream-5.0-pro/text-to-image`."""

    aspect_ratio: Literal["1:1", "4:3", "3:4", "16:9", "9:16", "2:3", "3:2", "21:9"] = "1:1"
    output_format: Literal["png", "jpeg"] = "png"
    prompt: str
    resolution: Literal["1K", "2K"] = "2K"


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
"""`bytedance/seedream-5.0-pro/text-to-image`

Makes: image

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- aspect_ratio: Literal['1:1', '4:3', '3:4', '16:9', '9:16', '2:3', '3:2', '21:9'], default '1:1'
- output_format: Literal['png', 'jpeg'], default 'png'
- resolution: Literal['1K', '2K'], default '2K'
"""
