"""`blackforestlabs/flux-3/first-last-frame-to-video`, bound to a client, with the models below it."""
# Made from schemas/blackforestlabs/flux-3/first-last-frame-to-video.json by `python -m generator generate`; not to be edited.

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


__all__ = ["FirstLastFrameToVideoAsync"]


class FirstLastFrameToVideoAsync(AsyncEndpoint[P, In, Out_co]):
    """`blackforestlabs/flux-3/first-last-frame-to-video`, and the models below it."""

    draft: Final = _Attached(_draft)
    """`blackforestlabs/flux-3/first-last-frame-to-video/draft`: FLUX 3: first and last frame to video, draft

    Generates a draft video between a first and a last frame, guided by a text prompt. The video is 5 to 20 seconds long, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - end_image_url: ImageInput, required. Last frame of the video
    - prompt: str, required. Describes what happens between the two frames
    - start_image_url: ImageInput, required. First frame of the video
    - aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'. Aspect ratio of the video, width to height; with "auto" the model chooses
    - duration: Literal[5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20], default 5. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    - safety_tolerance: int, default 2, 0 to 4. How much possibly unsafe content to let through; 0 is strictest
    """
