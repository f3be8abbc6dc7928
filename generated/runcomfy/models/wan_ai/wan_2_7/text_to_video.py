"""`wan-ai/wan-2.7/text-to-video`: Wan 2.7: text to video

Makes a video from a text.
"""
# Made from schemas/wan-ai/wan-2.7/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, InputModel, OneOf, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `wan-ai/wan-2.7/text-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:3", "3:4"] = "16:9"
    """Shape of the result, as width to height."""
    audio_url: AudioInput = UNSET
    """The sound to which the video is made."""
    duration: Annotated[Literal[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], OneOf()] = 5
    """Length of the video in seconds."""
    enable_prompt_expansion: bool = True
    """Whether to have the prompt rewritten and filled out before it is used."""
    negative_prompt: Annotated[str, Field(max_length=500)] = ""
    """What to keep out of the result, in words."""
    prompt: Annotated[str, Field(max_length=5000)]
    """What the video is to show, in words: the scene, what happens in it, and the camera."""
    resolution: Literal["720p", "1080p"] = "1080p"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    """Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation."""


class TextToVideoOutput(OutputModel):
    """What a result holds of `wan-ai/wan-2.7/text-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("wan-ai/wan-2.7/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`wan-ai/wan-2.7/text-to-video`: Wan 2.7: text to video

Makes a video from a text.

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required, at most 5000 characters. What the video is to show, in words: the scene, what happens in it, and the camera
- aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'. Shape of the result, as width to height
- audio_url: AudioInput. The sound to which the video is made
- duration: Literal[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
- enable_prompt_expansion: bool, default True. Whether to have the prompt rewritten and filled out before it is used
- negative_prompt: str, default '', at most 500 characters. What to keep out of the result, in words
- resolution: Literal['720p', '1080p'], default '1080p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
- seed: int, default 0, 0 to 2147483647. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
"""
