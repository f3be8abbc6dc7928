"""`wan-ai/wan-3.0/image-to-video`: Wan 3.0: image to video

Animates an image, guided by a text prompt; a last frame can be given too. The video is 2 to 30 seconds long, in 480p, 720p or 1080p, with sound by default.
"""
# Made from schemas/wan-ai/wan-3.0/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-3.0/image-to-video`."""

    prompt: str
    """Describes what happens in the video: the motion and the camera."""
    aspect_ratio: Literal["adaptive", "16:9", "9:16", "1:1", "4:3", "3:4"] = "adaptive"
    """Aspect ratio of the video, width to height; with "adaptive" the model chooses."""
    resolution: Literal["480p", "720p", "1080p"] = "720p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    duration: Annotated[int, Field(ge=2, le=30)] = 5
    """Length of the video in seconds."""
    enable_audio: bool = True
    """Whether to generate sound for the video."""
    prompt_extend: bool = True
    """Whether to rewrite the prompt in more detail before it is used."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""
    image_url: ImageInput
    """First frame of the video."""
    end_image_url: ImageInput = UNSET
    """Last frame of the video."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-3.0/image-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint("wan-ai/wan-3.0/image-to-video", ImageToVideoInput, ImageToVideoOutput)
"""`wan-ai/wan-3.0/image-to-video`: Wan 3.0: image to video

Animates an image, guided by a text prompt; a last frame can be given too. The video is 2 to 30 seconds long, in 480p, 720p or 1080p, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ImageToVideoInput`.
"""
