"""`wan-ai/wan-2.7/image-to-video`: Wan 2.7: image to video

Animates an image, guided by a text prompt; a last frame and an audio track can be given too. The video is 2 to 15 seconds long, in 720p or 1080p.
"""
# Made from schemas/wan-ai/wan-2.7/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OneOf, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-2.7/image-to-video`."""

    audio_url: AudioInput = UNSET
    """Audio track that the video is made for."""
    duration: Annotated[Literal[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], OneOf()] = 5
    """Length of the video in seconds."""
    enable_prompt_expansion: bool = True
    """Whether to rewrite the prompt in more detail before it is used."""
    end_image_url: ImageInput = UNSET
    """Last frame of the video."""
    image_url: ImageInput
    """First frame of the video."""
    negative_prompt: Annotated[str, Field(max_length=500)] = ""
    """Describes what to keep out of the result."""
    prompt: Annotated[str, Field(max_length=5000)]
    """Describes what happens in the video: the motion and the camera."""
    resolution: Literal["720p", "1080p"] = "1080p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-2.7/image-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint("wan-ai/wan-2.7/image-to-video", ImageToVideoInput, ImageToVideoOutput)
"""`wan-ai/wan-2.7/image-to-video`: Wan 2.7: image to video

Animates an image, guided by a text prompt; a last frame and an audio track can be given too. The video is 2 to 15 seconds long, in 720p or 1080p.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ImageToVideoInput`.
"""
