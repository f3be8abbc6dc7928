"""`minimax/minimax-h3/reference-to-video`: MiniMax H3: reference to video

Generates a video from a text prompt and up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 15 seconds long, in 768p or 2K.
"""
# Made from schemas/minimax/minimax-h3/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3/reference-to-video`."""

    aspect_ratio: Literal["adaptive", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"] = "adaptive"
    """Aspect ratio of the video, width to height; with "adaptive" the model chooses."""
    duration: Annotated[int, Field(ge=4, le=15)]
    """Length of the video in seconds.

    The schema suggests: 5
    """
    prompt: str
    """Describes the video; it may refer to the reference files."""
    reference_audios: Annotated[SequenceOf[AudioInput], Field(max_length=3)] = UNSET
    """Reference audio, for example for a voice or for music."""
    reference_images: Annotated[SequenceOf[ImageInput], Field(max_length=9)] = UNSET
    """Reference images of the people, things or places to show."""
    reference_videos: Annotated[SequenceOf[VideoInput], Field(max_length=3)] = UNSET
    """Reference videos, for example for motion, camera or style."""
    resolution: Literal["768p", "2k"] = "768p"
    """Resolution of the video; a higher one takes longer and may cost more."""


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3/reference-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "minimax/minimax-h3/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`minimax/minimax-h3/reference-to-video`: MiniMax H3: reference to video

Generates a video from a text prompt and up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 15 seconds long, in 768p or 2K.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ReferenceToVideoInput`.
"""
