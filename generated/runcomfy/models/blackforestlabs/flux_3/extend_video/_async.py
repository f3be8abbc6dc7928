"""`blackforestlabs/flux-3/extend-video`, bound to a client, with the models below it."""
# Made from schemas/blackforestlabs/flux-3/extend-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.async_endpoint import AsyncEndpoint
from ....._client.endpoint import Attached as _Attached
from ....._client.endpoint import In, Out_co, P

if TYPE_CHECKING:
    from .draft import draft as _draft
else:

    def _draft():
        from .draft import draft

        return draft


__all__ = ["ExtendVideoAsync"]


class ExtendVideoAsync(AsyncEndpoint[P, In, Out_co]):
    """`blackforestlabs/flux-3/extend-video`, and the models below it."""

    draft: Final = _Attached(_draft)
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
