"""`happyhorse/happyhorse-1.0/image-to-video`"""
# Made from schemas/happyhorse/happyhorse-1.0/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OneOf, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `happyhorse/happyhorse-1.0/image-to-video`."""

    duration: Annotated[Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], OneOf()] = 5
    image_url: ImageInput
    prompt: Annotated[str, Field(max_length=5000)]
    resolution: Literal["720P", "1080P"] = "1080P"
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    watermark: bool = False


class ImageToVideoOutput(OutputModel):
    """What a result holds of `happyhorse/happyhorse-1.0/image-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint(
    "happyhorse/happyhorse-1.0/image-to-video", ImageToVideoInput, ImageToVideoOutput
)
"""`happyhorse/happyhorse-1.0/image-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- image_url: ImageInput, required
- prompt: str, required, at most 5000 characters
- duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5
- resolution: Literal['720P', '1080P'], default '1080P'
- seed: int, default 0, 0 to 2147483647
- watermark: bool, default False
"""
