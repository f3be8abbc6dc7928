"""`google/gemini-omni-flash/text-to-video`: Gemini Omni Flash: text to video

Generates a video from a text prompt. The video is 3 to 10 seconds long.
"""
# Made from schemas/google/gemini-omni-flash/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `google/gemini-omni-flash/text-to-video`."""

    aspect_ratio: Literal["16:9", "9:16"] = "16:9"
    """Aspect ratio of the video, width to height."""
    duration: Annotated[int, Field(ge=3, le=10)] = 8
    """Length of the video in seconds."""
    prompt: str
    """Describes the video: the scene, the action and the camera."""


class TextToVideoOutput(OutputModel):
    """What a result holds of `google/gemini-omni-flash/text-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("google/gemini-omni-flash/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`google/gemini-omni-flash/text-to-video`: Gemini Omni Flash: text to video

Generates a video from a text prompt. The video is 3 to 10 seconds long.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `TextToVideoInput`.
"""
