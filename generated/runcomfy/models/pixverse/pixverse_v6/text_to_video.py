"""`pixverse/pixverse-v6/text-to-video`: PixVerse V6: text to video

Generates a video from a text prompt. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, in one shot or several, with optional sound.
"""
# Made from schemas/pixverse/pixverse-v6/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `pixverse/pixverse-v6/text-to-video`."""

    aspect_ratio: Literal["16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9"] = "16:9"
    """Aspect ratio of the video, width to height."""
    duration: Annotated[int, Field(ge=1, le=15)] = 5
    """Length of the video in seconds."""
    generate_audio_switch: bool = False
    """Whether to generate sound for the video."""
    generate_multi_clip_switch: bool = False
    """Whether the video may have several shots instead of one."""
    prompt: str
    """Describes the video: the scene, the action and the camera."""
    resolution: Literal["360p", "540p", "720p", "1080p"] = "720p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: int = 0
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""


class TextToVideoOutput(OutputModel):
    """What a result holds of `pixverse/pixverse-v6/text-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("pixverse/pixverse-v6/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`pixverse/pixverse-v6/text-to-video`: PixVerse V6: text to video

Generates a video from a text prompt. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, in one shot or several, with optional sound.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `TextToVideoInput`.
"""
