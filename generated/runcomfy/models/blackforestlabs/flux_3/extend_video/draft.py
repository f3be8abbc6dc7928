"""`blackforestlabs/flux-3/extend-video/draft`: FLUX 3: extend video, draft

Goes on with a given video as a text says, as a draft. The video can have sound.
"""
# Made from schemas/blackforestlabs/flux-3/extend-video/draft.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import Endpoint, InputModel, OutputModel, VideoInput

__all__ = ["DraftInput", "DraftOutput", "draft"]


class DraftInput(InputModel):
    """The inputs of `blackforestlabs/flux-3/extend-video/draft`."""

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
    safety_tolerance: Annotated[int, Field(ge=0, le=4)] = 2
    """How much to let through of what may be unsafe: 0 is the strictest."""
    video_url: VideoInput
    """The video to go on from."""


class DraftOutput(OutputModel):
    """What a result holds of `blackforestlabs/flux-3/extend-video/draft`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


draft: Final = Endpoint("blackforestlabs/flux-3/extend-video/draft", DraftInput, DraftOutput)
"""`blackforestlabs/flux-3/extend-video/draft`: FLUX 3: extend video, draft

Goes on with a given video as a text says, as a draft. The video can have sound.

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required. How the video is to go on, in words
- video_url: VideoInput, required. The video to go on from
- aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'. Shape of the video, as width to height; `auto` leaves it to the model
- duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'. Length of what is added, in seconds; `auto` leaves it to the model
- generate_audio: bool, default True. Whether the video gets sound
- safety_tolerance: int, default 2, 0 to 4. How much to let through of what may be unsafe: 0 is the strictest
"""
