"""`bytedance/seedance-2.5/first-last-frame`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._endpoint import Attached as _Attached
from ....._namespace import ClientT, Namespace

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
    """`bytedance/seedance-2.5/first-last-frame/480p`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - first_frame: ImageInput, required
    - last_frame: ImageInput, required
    - prompt: str, required
    - duration: int, default 5, 4 to 30
    - generate_audio: bool, default True
    """
    v720p: Final = _Attached(_v720p)
    """`bytedance/seedance-2.5/first-last-frame/720p`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - first_frame: ImageInput, required
    - last_frame: ImageInput, required
    - prompt: str, required
    - duration: int, default 5, 4 to 30
    - generate_audio: bool, default True
    """
