"""`blackforestlabs/flux-3/text-to-video`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._endpoint import Attached as _Attached
from ....._namespace import ClientT, Namespace

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
    """`blackforestlabs/flux-3/text-to-video/draft`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'
    - duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'
    - generate_audio: bool, default True
    - safety_tolerance: int, default 2, 0 to 4
    """
