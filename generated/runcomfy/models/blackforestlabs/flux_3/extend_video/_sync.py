"""`blackforestlabs/flux-3/extend-video`, bound to a client, with the models below it."""
# Made from schemas/blackforestlabs/flux-3/extend-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.endpoint import In, Out_co, P
from ....._client.sync_endpoint import SyncEndpoint

if TYPE_CHECKING:
    from .draft import draft as _draft
else:

    def _draft():
        from .draft import draft

        return draft


__all__ = ["ExtendVideoSync"]


class ExtendVideoSync(SyncEndpoint[P, In, Out_co]):
    """`blackforestlabs/flux-3/extend-video`, and the models below it."""

    draft: Final = _Attached(_draft)
    """`blackforestlabs/flux-3/extend-video/draft`: FLUX 3: extend video, draft

    Extends a video as a draft, guided by a text prompt. Adds 5 to 20 seconds, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes how the video continues
    - video_url: VideoInput, required. The video to extend
    - aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'. Aspect ratio of the video, width to height; with "auto" the model chooses
    - duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'. Length to add, in seconds; with "auto" the model chooses
    - generate_audio: bool, default True. Whether to generate sound for the video
    - safety_tolerance: int, default 2, 0 to 4. How much possibly unsafe content to let through; 0 is strictest
    """
