"""`bytedance/seedance-2.0`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .fast import fast as _fast
    from .pro import pro as _pro
else:

    def _fast():
        from .fast import fast

        return fast

    def _pro():
        from .pro import pro

        return pro


__all__ = ["Seedance20"]


class Seedance20(Namespace[ClientT]):
    """`bytedance/seedance-2.0`: 2 models."""

    fast: Final = _Attached(_fast)
    """`bytedance/seedance-2.0/fast`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['adaptive', '16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default 'adaptive'
    - audios: SequenceOf[AudioInput], at most 3 items
    - duration: int, default 5, 4 to 15
    - generate_audio: bool, default True
    - images: SequenceOf[ImageInput], at most 9 items
    - resolution: Literal['480p', '720p'], default '720p'
    - seed: int
    - videos: SequenceOf[VideoInput], at most 3 items
    """
    pro: Final = _Attached(_pro)
    """`bytedance/seedance-2.0/pro`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['adaptive', '16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default 'adaptive'
    - audios: SequenceOf[AudioInput], at most 3 items
    - duration: int, default 5, 4 to 15
    - generate_audio: bool, default True
    - images: SequenceOf[ImageInput], at most 9 items
    - resolution: Literal['480p', '720p', '1080p', '4k'], default '720p'
    - seed: int
    - videos: SequenceOf[VideoInput], at most 3 items
    """
