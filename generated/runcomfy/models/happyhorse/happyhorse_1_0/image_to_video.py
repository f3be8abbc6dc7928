"""`happyhorse/happyhorse-1.0/image-to-video`: HappyHorse 1.0: image to video

Animates an image, guided by a text prompt. The video is 3 to 15 seconds long, in 720p or 1080p.
"""
# Made from schemas/happyhorse/happyhorse-1.0/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OneOf, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `happyhorse/happyhorse-1.0/image-to-video`."""

    duration: Annotated[Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], OneOf()] = 5
    """Length of the video in seconds."""
    image_url: ImageInput
    """First frame of the video."""
    prompt: Annotated[str, Field(max_length=5000)]
    """Describes what happens in the video: the motion and the camera."""
    resolution: Literal["720P", "1080P"] = "1080P"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""
    watermark: bool = False
    """Whether to put a watermark on the video."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `happyhorse/happyhorse-1.0/image-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint(
    "happyhorse/happyhorse-1.0/image-to-video", ImageToVideoInput, ImageToVideoOutput
)
"""`happyhorse/happyhorse-1.0/image-to-video`: HappyHorse 1.0: image to video

Animates an image, guided by a text prompt. The video is 3 to 15 seconds long, in 720p or 1080p.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ImageToVideoInput`.
"""
