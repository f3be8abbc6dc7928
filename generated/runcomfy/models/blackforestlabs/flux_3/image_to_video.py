"""`blackforestlabs/flux-3/image-to-video`"""
# Made from schemas/blackforestlabs/flux-3/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `blackforestlabs/flux-3/image-to-video`."""

    aspect_ratio: Literal["auto", "21:9", "2:1", "16:9", "4:3", "1:1", "3:4", "9:16"] = "auto"
    duration: Literal[
        "auto", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"
    ] = "auto"
    generate_audio: bool = True
    image_url: ImageInput
    prompt: str
    resolution: Literal["720p", "1080p"] = "720p"
    safety_tolerance: Annotated[int, Field(ge=0, le=4)] = 2


class ImageToVideoOutput(OutputModel):
    """What a result holds of `blackforestlabs/flux-3/image-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint(
    "blackforestlabs/flux-3/image-to-video", ImageToVideoInput, ImageToVideoOutput
)
"""`blackforestlabs/flux-3/image-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- image_url: ImageInput, required
- prompt: str, required
- aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'
- duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'
- generate_audio: bool, default True
- resolution: Literal['720p', '1080p'], default '720p'
- safety_tolerance: int, default 2, 0 to 4
"""
