"""`pixverse/pixverse-c1/transition`: PixVerse C1: transition

Generates a video in which a first frame turns into a last one, guided by a text prompt. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, with optional sound.
"""
# Made from schemas/pixverse/pixverse-c1/transition.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["TransitionInput", "TransitionOutput", "transition"]


class TransitionInput(InputModel):
    """The inputs of `pixverse/pixverse-c1/transition`."""

    duration: Annotated[int, Field(ge=1, le=15)] = 5
    """Length of the video in seconds."""
    end_image: ImageInput
    """Last frame of the video."""
    generate_audio_switch: bool = False
    """Whether to generate sound for the video."""
    image: ImageInput
    """The input image."""
    prompt: str
    """Describes how the first frame turns into the last one."""
    resolution: Literal["360p", "540p", "720p", "1080p"] = "720p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: int = 0
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""


class TransitionOutput(OutputModel):
    """What a result holds of `pixverse/pixverse-c1/transition`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


transition: Final = Endpoint("pixverse/pixverse-c1/transition", TransitionInput, TransitionOutput)
"""`pixverse/pixverse-c1/transition`: PixVerse C1: transition

Generates a video in which a first frame turns into a last one, guided by a text prompt. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, with optional sound.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `TransitionInput`.
"""
