"""`blackforestlabs/flux-3/extend-video`"""
# Made from schemas/blackforestlabs/flux-3/extend-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field

from ....._base import Endpoint, InputModel, OutputModel, VideoInput
from ....._endpoint import AsyncEndpoint, In, Out_co, P, SyncEndpoint
from ....._endpoint import Attached as _Attached

if TYPE_CHECKING:
    from .draft import draft as _draft
else:

    def _draft():
        from .draft import draft

        return draft


__all__ = ["ExtendVideoAsync", "ExtendVideoInput", "ExtendVideoOutput", "ExtendVideoSync", "extend_video"]


class ExtendVideoInput(InputModel):
    """The inputs of `blackforestlabs/flux-3/extend-video`."""

    aspect_ratio: Literal["auto", "21:9", "2:1", "16:9", "4:3", "1:1", "3:4", "9:16"] = "auto"
    duration: Literal[
        "auto", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"
    ] = "auto"
    generate_audio: bool = True
    prompt: str
    resolution: Literal["720p", "1080p"] = "720p"
    safety_tolerance: Annotated[int, Field(ge=0, le=4)] = 2
    video_url: VideoInput


class ExtendVideoOutput(OutputModel):
    """What a result holds of `blackforestlabs/flux-3/extend-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


extend_video: Final = Endpoint("blackforestlabs/flux-3/extend-video", ExtendVideoInput, ExtendVideoOutput)
"""`blackforestlabs/flux-3/extend-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- video_url: VideoInput, required
- aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'
- duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'
- generate_audio: bool, default True
- resolution: Literal['720p', '1080p'], default '720p'
- safety_tolerance: int, default 2, 0 to 4
"""


class ExtendVideoSync(SyncEndpoint[P, In, Out_co]):
    """`blackforestlabs/flux-3/extend-video`, and the models below it."""

    draft: Final = _Attached(_draft)
    """`blackforestlabs/flux-3/extend-video/draft`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - video_url: VideoInput, required
    - aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'
    - duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'
    - generate_audio: bool, default True
    - safety_tolerance: int, default 2, 0 to 4
    """


class ExtendVideoAsync(AsyncEndpoint[P, In, Out_co]):
    """`blackforestlabs/flux-3/extend-video`, and the models below it."""

    draft: Final = _Attached(_draft)
    """`blackforestlabs/flux-3/extend-video/draft`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - video_url: VideoInput, required
    - aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'
    - duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'
    - generate_audio: bool, default True
    - safety_tolerance: int, default 2, 0 to 4
    """
