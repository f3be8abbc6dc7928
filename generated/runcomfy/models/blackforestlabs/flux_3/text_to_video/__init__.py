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

    Generates a draft video from a text prompt. The video is 5 to 20 seconds long, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'. Aspect ratio of the video, width to height; with "auto" the model chooses
    - duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'. Length of the video in seconds; with "auto" the model chooses
    - generate_audio: bool, default True. Whether to generate sound for the video
    - safety_tolerance: int, default 2, 0 to 4. How much possibly unsafe content to let through; 0 is strictest
    """
