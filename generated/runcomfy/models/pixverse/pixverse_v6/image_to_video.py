"""`pixverse/pixverse-v6/image-to-video`: PixVerse V6: image to video

Animates an image, guided by a text prompt. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, in one shot or several, with optional sound.
"""
# Made from schemas/pixverse/pixverse-v6/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `pixverse/pixverse-v6/image-to-video`."""

    duration: Annotated[int, Field(ge=1, le=15)] = 5
    """Length of the video in seconds."""
    generate_audio_switch: bool = False
    """Whether to generate sound for the video."""
    generate_multi_clip_switch: bool = False
    """Whether the video may have several shots instead of one."""
    image: ImageInput
    """First frame of the video."""
    prompt: str
    """Describes what happens in the video: the motion and the camera."""
    resolution: Literal["360p", "540p", "720p", "1080p"] = "720p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: int = 0
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `pixverse/pixverse-v6/image-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint("pixverse/pixverse-v6/image-to-video", ImageToVideoInput, ImageToVideoOutput)
"""`pixverse/pixverse-v6/image-to-video`: PixVerse V6: image to video

Animates an image, guided by a text prompt. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, in one shot or several, with optional sound.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ImageToVideoInput`.
"""
