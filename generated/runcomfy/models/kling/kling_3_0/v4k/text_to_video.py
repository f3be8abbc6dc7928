"""`kling/kling-3.0/4k/text-to-video`: Kling 3.0 4K: text to video

Generates a video from a text prompt. The video is 3 to 15 seconds long, in 4K, in one shot or several, with sound by default.
"""
# Made from schemas/kling/kling-3.0/4k/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `kling/kling-3.0/4k/text-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1"] = "16:9"
    """Aspect ratio of the video, width to height."""
    cfg_scale: Annotated[int | float, Field(ge=0, le=1)] = 0.5
    """How closely to follow the prompt, from 0 (loosely) to 1 (literally)."""
    duration: Annotated[int, Field(ge=3, le=15)] = 5
    """Length of the video in seconds."""
    negative_prompt: str = ""
    """Describes what to keep out of the result."""
    prompt: str
    """Describes the video: the scene, the action and the camera."""
    shot_type: Literal["customize"] = "customize"
    """How the video is divided into shots: "customize" follows multi_prompt."""
    sound: bool = True
    """Whether to generate sound for the video."""
    multi_prompt: Any = UNSET
    """The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given."""


class TextToVideoOutput(OutputModel):
    """What a result holds of `kling/kling-3.0/4k/text-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("kling/kling-3.0/4k/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`kling/kling-3.0/4k/text-to-video`: Kling 3.0 4K: text to video

Generates a video from a text prompt. The video is 3 to 15 seconds long, in 4K, in one shot or several, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `TextToVideoInput`.
"""
