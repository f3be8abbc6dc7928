"""`wan-ai/wan-3.0-prime/image-to-video`"""
# Made from schemas/wan-ai/wan-3.0-prime/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-3.0-prime/image-to-video`."""

    prompt: str
    aspect_ratio: Literal["adaptive", "16:9", "9:16", "1:1", "4:3", "3:4"] = "adaptive"
    resolution: Literal["480p", "720p", "1080p"] = "720p"
    duration: Annotated[int, Field(ge=2, le=30)] = 5
    enable_audio: bool = True
    prompt_extend: bool = True
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    image_url: ImageInput
    end_image_url: ImageInput = UNSET


class ImageToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-3.0-prime/image-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint("wan-ai/wan-3.0-prime/image-to-video", ImageToVideoInput, ImageToVideoOutput)
"""`wan-ai/wan-3.0-prime/image-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- image_url: ImageInput, required
- aspect_ratio: Literal['adaptive', '16:9', '9:16', '1:1', '4:3', '3:4'], default 'adaptive'
- resolution: Literal['480p', '720p', '1080p'], default '720p'
- duration: int, default 5, 2 to 30
- enable_audio: bool, default True
- prompt_extend: bool, default True
- seed: int, default 0, 0 to 2147483647
- end_image_url: ImageInput
"""
