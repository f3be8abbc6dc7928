"""`alibaba/happyhorse-1.1/text-to-video`: HappyHorse 1.1: text to video

Generates a video from a text prompt. The video is 3 to 15 seconds long, in 720p or 1080p.
"""
# Made from schemas/alibaba/happyhorse-1.1/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `alibaba/happyhorse-1.1/text-to-video`."""

    duration: Annotated[int, Field(ge=3, le=15)] = 5
    """Length of the video in seconds."""
    prompt: str
    """Describes the video: the scene, the action and the camera."""
    ratio: Literal["16:9", "9:16", "1:1"] = "16:9"
    """Aspect ratio of the video, width to height."""
    resolution: Literal["720P", "1080P"] = "1080P"
    """Resolution of the video; a higher one takes longer and may cost more."""


class TextToVideoOutput(OutputModel):
    """What a result holds of `alibaba/happyhorse-1.1/text-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("alibaba/happyhorse-1.1/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`alibaba/happyhorse-1.1/text-to-video`: HappyHorse 1.1: text to video

Generates a video from a text prompt. The video is 3 to 15 seconds long, in 720p or 1080p.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `TextToVideoInput`.
"""
