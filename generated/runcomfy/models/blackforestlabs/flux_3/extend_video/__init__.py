"""`blackforestlabs/flux-3/extend-video`: FLUX 3: extend video

Extends a video, guided by a text prompt. Adds 5 to 20 seconds, in 720p or 1080p, with sound by default.
"""
# Made from schemas/blackforestlabs/flux-3/extend-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import Endpoint, InputModel, OutputModel, VideoInput

__all__ = ["ExtendVideoInput", "ExtendVideoOutput", "extend_video"]


class ExtendVideoInput(InputModel):
    """The inputs of `blackforestlabs/flux-3/extend-video`."""

    aspect_ratio: Literal["auto", "21:9", "2:1", "16:9", "4:3", "1:1", "3:4", "9:16"] = "auto"
    """Aspect ratio of the video, width to height; with "auto" the model chooses."""
    duration: Literal[
        "auto", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"
    ] = "auto"
    """Length to add, in seconds; with "auto" the model chooses."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    prompt: str
    """Describes how the video continues."""
    resolution: Literal["720p", "1080p"] = "720p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    safety_tolerance: Annotated[int, Field(ge=0, le=4)] = 2
    """How much possibly unsafe content to let through; 0 is strictest."""
    video_url: VideoInput
    """The video to extend."""


class ExtendVideoOutput(OutputModel):
    """What a result holds of `blackforestlabs/flux-3/extend-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


extend_video: Final = Endpoint("blackforestlabs/flux-3/extend-video", ExtendVideoInput, ExtendVideoOutput)
"""`blackforestlabs/flux-3/extend-video`: FLUX 3: extend video

Extends a video, guided by a text prompt. Adds 5 to 20 seconds, in 720p or 1080p, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ExtendVideoInput`.
"""
