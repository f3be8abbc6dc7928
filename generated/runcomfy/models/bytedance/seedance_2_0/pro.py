"""`bytedance/seedance-2.0/pro`: Seedance 2.0 Pro: text and references to video

Makes a video from a text that may refer to given pictures, videos and sounds. The video can have sound.
"""
# Made from schemas/bytedance/seedance-2.0/pro.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ProInput", "ProOutput", "pro"]


class ProInput(InputModel):
    """The inputs of `bytedance/seedance-2.0/pro`."""

    aspect_ratio: Literal["adaptive", "16:9", "9:16", "4:3", "3:4", "1:1", "21:9"] = "adaptive"
    """Shape of the video, as width to height; `adaptive` leaves it to the model."""
    audios: Annotated[SequenceOf[AudioInput], Field(max_length=3)] = UNSET
    """Reference sounds, for instance for a voice or for music."""
    duration: Annotated[int, Field(ge=4, le=15)] = 5
    """Length of the video in seconds."""
    generate_audio: bool = True
    """Whether the video gets sound."""
    images: Annotated[SequenceOf[ImageInput], Field(max_length=9)] = UNSET
    """Reference pictures that the prompt may refer to."""
    prompt: str
    """What the video is to show, in words; it may refer to the given files."""
    resolution: Literal["480p", "720p", "1080p", "4k"] = "720p"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""
    seed: int = UNSET
    """Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation."""
    videos: Annotated[SequenceOf[VideoInput], Field(max_length=3)] = UNSET
    """Reference videos, for instance for motion, camera or style."""


class ProOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.0/pro`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


pro: Final = Endpoint("bytedance/seedance-2.0/pro", ProInput, ProOutput)
"""`bytedance/seedance-2.0/pro`: Seedance 2.0 Pro: text and references to video

Makes a video from a text that may refer to given pictures, videos and sounds. The video can have sound.

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required. What the video is to show, in words; it may refer to the given files
- aspect_ratio: Literal['adaptive', '16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default 'adaptive'. Shape of the video, as width to height; `adaptive` leaves it to the model
- audios: SequenceOf[AudioInput], at most 3 items. Reference sounds, for instance for a voice or for music
- duration: int, default 5, 4 to 15. Length of the video in seconds
- generate_audio: bool, default True. Whether the video gets sound
- images: SequenceOf[ImageInput], at most 9 items. Reference pictures that the prompt may refer to
- resolution: Literal['480p', '720p', '1080p', '4k'], default '720p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
- seed: int. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
- videos: SequenceOf[VideoInput], at most 3 items. Reference videos, for instance for motion, camera or style
"""
