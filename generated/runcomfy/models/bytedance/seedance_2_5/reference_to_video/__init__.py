"""`bytedance/seedance-2.5/reference-to-video`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._endpoint import Attached as _Attached
from ....._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .v4k import v4k as _v4k
    from .v720p import v720p as _v720p
    from .v1080p import v1080p as _v1080p
else:

    def _v1080p():
        from .v1080p import v1080p

        return v1080p

    def _v4k():
        from .v4k import v4k

        return v4k

    def _v720p():
        from .v720p import v720p

        return v720p


__all__ = ["ReferenceToVideo"]


class ReferenceToVideo(Namespace[ClientT]):
    """`bytedance/seedance-2.5/reference-to-video`: 3 models."""

    v1080p: Final = _Attached(_v1080p)
    """`bytedance/seedance-2.5/reference-to-video/1080p`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', 'adaptive'], default '16:9'
    - duration: int, default 5, 4 to 30
    - generate_audio: bool, default True
    - images: SequenceOf[ImageInput], at most 9 items
    - videos: SequenceOf[VideoInput], at most 3 items
    - audios: SequenceOf[AudioInput], at most 3 items
    """
    v4k: Final = _Attached(_v4k)
    """`bytedance/seedance-2.5/reference-to-video/4k`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - videos: SequenceOf[VideoInput], required, 1 to 3 items
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', 'adaptive'], default '16:9'
    - duration: int, default 5, 4 to 30
    - generate_audio: bool, default True
    - images: SequenceOf[ImageInput], at most 9 items
    - audios: SequenceOf[AudioInput], at most 3 items
    """
    v720p: Final = _Attached(_v720p)
    """`bytedance/seedance-2.5/reference-to-video/720p`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', 'adaptive'], default '16:9'
    - audios: SequenceOf[AudioInput], at most 3 items
    - duration: int, default 5, 4 to 30
    - generate_audio: bool, default True
    - images: SequenceOf[ImageInput], at most 9 items
    - videos: SequenceOf[VideoInput], at most 3 items
    """
