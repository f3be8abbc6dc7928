"""`wan-ai/wan-3.0-prime/text-to-video`: Wan 3.0 Prime: text to video

Makes a video from a text. The video can have sound.
"""
# Made from schemas/wan-ai/wan-3.0-prime/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-3.0-prime/text-to-video`."""

    aspect_ratio: Literal["adaptive", "16:9", "9:16", "1:1", "4:3", "3:4"] = "16:9"
    """Shape of the video, as width to height; `adaptive` leaves it to the model."""
    duration: Annotated[int, Field(ge=2, le=30)] = 5
    """Length of the video in seconds."""
    enable_audio: bool = True
    """Whether the video gets sound."""
    prompt: str
    """What the video is to show, in words: the scene, what happens in it, and the camera."""
    prompt_extend: bool = True
    """Whether to have the prompt rewritten and filled out before it is used."""
    resolution: Literal["480p", "720p", "1080p"] = "720p"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""
    seed: int = UNSET
    """Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation."""


class TextToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-3.0-prime/text-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("wan-ai/wan-3.0-prime/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`wan-ai/wan-3.0-prime/text-to-video`: Wan 3.0 Prime: text to video

Makes a video from a text. The video can have sound.

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required. What the video is to show, in words: the scene, what happens in it, and the camera
- aspect_ratio: Literal['adaptive', '16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'. Shape of the video, as width to height; `adaptive` leaves it to the model
- duration: int, default 5, 2 to 30. Length of the video in seconds
- enable_audio: bool, default True. Whether the video gets sound
- prompt_extend: bool, default True. Whether to have the prompt rewritten and filled out before it is used
- resolution: Literal['480p', '720p', '1080p'], default '720p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
- seed: int. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
"""
