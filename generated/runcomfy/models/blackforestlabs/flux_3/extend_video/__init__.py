"""`blackforestlabs/flux-3/extend-video`: FLUX 3: extend video

Goes on with a given video as a text says. The video can have sound.
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
    """Shape of the video, as width to height; `auto` leaves it to the model."""
    duration: Literal[
        "auto", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"
    ] = "auto"
    """Length of what is added, in seconds; `auto` leaves it to the model."""
    generate_audio: bool = True
    """Whether the video gets sound."""
    prompt: str
    """How the video is to go on, in words."""
    resolution: Literal["720p", "1080p"] = "720p"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""
    safety_tolerance: Annotated[int, Field(ge=0, le=4)] = 2
    """How much to let through of what may be unsafe: 0 is the strictest."""
    video_url: VideoInput
    """The video to go on from."""


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

Goes on with a given video as a text says. The video can have sound.

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required. How the video is to go on, in words
- video_url: VideoInput, required. The video to go on from
- aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'. Shape of the video, as width to height; `auto` leaves it to the model
- duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'. Length of what is added, in seconds; `auto` leaves it to the model
- generate_audio: bool, default True. Whether the video gets sound
- resolution: Literal['720p', '1080p'], default '720p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
- safety_tolerance: int, default 2, 0 to 4. How much to let through of what may be unsafe: 0 is the strictest
"""
