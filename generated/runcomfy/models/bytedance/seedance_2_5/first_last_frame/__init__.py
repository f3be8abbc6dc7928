"""`bytedance/seedance-2.5/first-last-frame`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .v480p import v480p as _v480p
    from .v720p import v720p as _v720p
else:

    def _v480p():
        from .v480p import v480p

        return v480p

    def _v720p():
        from .v720p import v720p

        return v720p


__all__ = ["FirstLastFrame"]


class FirstLastFrame(Namespace[ClientT]):
    """`bytedance/seedance-2.5/first-last-frame`: 2 models."""

    v480p: Final = _Attached(_v480p)
    """`bytedance/seedance-2.5/first-last-frame/480p`: Seedance 2.5: first and last frame to video, 480p

    Generates a video between a first and a last frame, guided by a text prompt. The video is 4 to 30 seconds long, in 480p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - first_frame: ImageInput, required. First frame of the video
    - last_frame: ImageInput, required. Last frame of the video
    - prompt: str, required. Describes what happens between the two frames
    - duration: int, default 5, 4 to 30. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    """
    v720p: Final = _Attached(_v720p)
    """`bytedance/seedance-2.5/first-last-frame/720p`: Seedance 2.5: first and last frame to video, 720p

    Generates a video between a first and a last frame, guided by a text prompt. The video is 4 to 30 seconds long, in 720p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - first_frame: ImageInput, required. First frame of the video
    - last_frame: ImageInput, required. Last frame of the video
    - prompt: str, required. Describes what happens between the two frames
    - duration: int, default 5, 4 to 30. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    """
