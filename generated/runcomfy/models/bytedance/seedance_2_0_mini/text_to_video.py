"""`bytedance/seedance-2.0-mini/text-to-video`: Seedance 2.0 Mini: text to video

Generates a video from a text prompt. The video is 4 to 15 seconds long, in 480p or 720p, with sound by default.
"""
# Made from schemas/bytedance/seedance-2.0-mini/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `bytedance/seedance-2.0-mini/text-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "4:3", "3:4", "1:1", "21:9"] = "16:9"
    """Aspect ratio of the video, width to height."""
    duration: Annotated[int, Field(ge=4, le=15)] = 5
    """Length of the video in seconds."""
    enable_web_search: bool = False
    """Whether the model may search the web before it starts."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    prompt: str
    """Describes the video: the scene, the action and the camera."""
    resolution: Literal["480p", "720p"] = "720p"
    """Resolution of the video; a higher one takes longer and may cost more."""


class TextToVideoOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.0-mini/text-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint(
    "bytedance/seedance-2.0-mini/text-to-video", TextToVideoInput, TextToVideoOutput
)
"""`bytedance/seedance-2.0-mini/text-to-video`: Seedance 2.0 Mini: text to video

Generates a video from a text prompt. The video is 4 to 15 seconds long, in 480p or 720p, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `TextToVideoInput`.
"""
