"""`pixverse/pixverse-v6/image-to-video`"""
# Made from schemas/pixverse/pixverse-v6/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `pixverse/pixverse-v6/image-to-video`."""

    duration: Annotated[int, Field(ge=1, le=15)] = 5
    generate_audio_switch: bool = False
    generate_multi_clip_switch: bool = False
    image: ImageInput
    prompt: str
    resolution: Literal["360p", "540p", "720p", "1080p"] = "720p"
    seed: int = 0


class ImageToVideoOutput(OutputModel):
    """What a result holds of `pixverse/pixverse-v6/image-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint("pixverse/pixverse-v6/image-to-video", ImageToVideoInput, ImageToVideoOutput)
"""`pixverse/pixverse-v6/image-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- image: ImageInput, required
- prompt: str, required
- duration: int, default 5, 1 to 15
- generate_audio_switch: bool, default False
- generate_multi_clip_switch: bool, default False
- resolution: Literal['360p', '540p', '720p', '1080p'], default '720p'
- seed: int, default 0
"""
