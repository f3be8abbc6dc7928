"""`minimax/minimax-h3-max/text-to-video`: MiniMax H3 Max: text to video

Generates a video from a text prompt. The video is 5 to 15 seconds long, in 480p or 768p.
"""
# Made from schemas/minimax/minimax-h3-max/text-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["TextToVideoInput", "TextToVideoOutput", "text_to_video"]


class TextToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3-max/text-to-video`."""

    aspect_ratio: Literal["21:9", "16:9", "4:3", "1:1", "3:4", "9:16"] = "16:9"
    """Aspect ratio of the video, width to height."""
    duration: Annotated[int, Field(ge=5, le=15)] = 8
    """Length of the video in seconds."""
    enable_safety_checker: bool = True
    """Whether to check the inputs and the result for unsafe content."""
    prompt: str
    """Describes the video: the scene, the action and the camera."""
    prompt_expansion_mode: Literal["balanced", "quality"]
    """How to expand the prompt: "balanced" is quicker, "quality" more thorough.

    The schema suggests: "balanced"
    """
    resolution: Literal["480p", "768p"] = "768p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: int = -1
    """Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results."""


class TextToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3-max/text-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_video: Final = Endpoint("minimax/minimax-h3-max/text-to-video", TextToVideoInput, TextToVideoOutput)
"""`minimax/minimax-h3-max/text-to-video`: MiniMax H3 Max: text to video

Generates a video from a text prompt. The video is 5 to 15 seconds long, in 480p or 768p.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `TextToVideoInput`.
"""
