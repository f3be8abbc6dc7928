"""`wan-ai/wan-3.0-prime/image-to-video`: Wan 3.0 Prime: image to video

Makes a video that begins with a given picture and goes on as a text says, and may end with another one. The video can have sound.
"""
# Made from schemas/wan-ai/wan-3.0-prime/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-3.0-prime/image-to-video`."""

    prompt: str
    """What is to happen, in words: what moves in the picture, and how the camera does."""
    aspect_ratio: Literal["adaptive", "16:9", "9:16", "1:1", "4:3", "3:4"] = "adaptive"
    """Shape of the video, as width to height; `adaptive` leaves it to the model."""
    resolution: Literal["480p", "720p", "1080p"] = "720p"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""
    duration: Annotated[int, Field(ge=2, le=30)] = 5
    """Length of the video in seconds."""
    enable_audio: bool = True
    """Whether the video gets sound."""
    prompt_extend: bool = True
    """Whether to have the prompt rewritten and filled out before it is used."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    """Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation."""
    image_url: ImageInput
    """The picture with which the video begins."""
    end_image_url: ImageInput = UNSET
    """The picture with which the video ends."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-3.0-prime/image-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint("wan-ai/wan-3.0-prime/image-to-video", ImageToVideoInput, ImageToVideoOutput)
"""`wan-ai/wan-3.0-prime/image-to-video`: Wan 3.0 Prime: image to video

Makes a video that begins with a given picture and goes on as a text says, and may end with another one. The video can have sound.

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required. What is to happen, in words: what moves in the picture, and how the camera does
- image_url: ImageInput, required. The picture with which the video begins
- aspect_ratio: Literal['adaptive', '16:9', '9:16', '1:1', '4:3', '3:4'], default 'adaptive'. Shape of the video, as width to height; `adaptive` leaves it to the model
- resolution: Literal['480p', '720p', '1080p'], default '720p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
- duration: int, default 5, 2 to 30. Length of the video in seconds
- enable_audio: bool, default True. Whether the video gets sound
- prompt_extend: bool, default True. Whether to have the prompt rewritten and filled out before it is used
- seed: int, default 0, 0 to 2147483647. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
- end_image_url: ImageInput. The picture with which the video ends
"""
