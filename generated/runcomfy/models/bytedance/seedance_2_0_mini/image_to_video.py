"""`bytedance/seedance-2.0-mini/image-to-video`"""
# Made from schemas/bytedance/seedance-2.0-mini/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `bytedance/seedance-2.0-mini/image-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "4:3", "3:4", "1:1", "21:9"] = "16:9"
    duration: Annotated[int, Field(ge=4, le=15)] = 5
    enable_web_search: bool = False
    generate_audio: bool = True
    image: ImageInput
    last_image: ImageInput = UNSET
    prompt: str
    resolution: Literal["480p", "720p"] = "720p"


class ImageToVideoOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.0-mini/image-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint(
    "bytedance/seedance-2.0-mini/image-to-video", ImageToVideoInput, ImageToVideoOutput
)
"""`bytedance/seedance-2.0-mini/image-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- image: ImageInput, required
- prompt: str, required
- aspect_ratio: Literal['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default '16:9'
- duration: int, default 5, 4 to 15
- enable_web_search: bool, default False
- generate_audio: bool, default True
- last_image: ImageInput
- resolution: Literal['480p', '720p'], default '720p'
"""
