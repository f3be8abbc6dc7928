"""`minimax/minimax-h3/text-to-video`: MiniMax H3: text to video

Generates a video from a text prompt. The video is 4 to 15 seconds long, in 768p or 2K.
"""
# Made from schemas/minimax/minimax-h3/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from ...._base import Endpoint, InputModel, OneOf, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3/text-to-video`."""

    aspect_ratio: Literal["21:9", "16:9", "4:3", "1:1", "3:4", "9:16"] = "16:9"
    """Aspect ratio of the video, width to height."""
    duration: Annotated[Literal[4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], OneOf()] = 5
    """Length of the video in seconds."""
    prompt: str
    """Describes the video: the scene, the action and the camera."""
    resolution: Literal["768p", "2k"] = "768p"
    """Resolution of the video; a higher one takes longer and may cost more."""


class TextToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3/text-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("minimax/minimax-h3/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`minimax/minimax-h3/text-to-video`: MiniMax H3: text to video

Generates a video from a text prompt. The video is 4 to 15 seconds long, in 768p or 2K.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `TextToVideoInput`.
"""
