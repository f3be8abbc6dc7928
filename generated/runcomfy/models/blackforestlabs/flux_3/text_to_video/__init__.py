"""`blackforestlabs/flux-3/text-to-video`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .draft import draft as _draft
else:

    def _draft():
        from .draft import draft

        return draft


__all__ = ["TextToVideo"]


class TextToVideo(Namespace[ClientT]):
    """`blackforestlabs/flux-3/text-to-video`: 1 model."""

    draft: Final = _Attached(_draft)
    """`blackforestlabs/flux-3/text-to-video/draft`: FLUX 3: text to video, draft

    Makes a video from a text, as a draft. The video can have sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. What the video is to show, in words: the scene, what happens in it, and the camera
    - aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'. Shape of the video, as width to height; `auto` leaves it to the model
    - duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'. Length of the video in seconds; `auto` leaves it to the model
    - generate_audio: bool, default True. Whether the video gets sound
    - safety_tolerance: int, default 2, 0 to 4. How much to let through of what may be unsafe: 0 is the strictest
    """
