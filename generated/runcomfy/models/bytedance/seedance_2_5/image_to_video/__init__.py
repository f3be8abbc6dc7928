"""`bytedance/seedance-2.5/image-to-video`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from ....._endpoint import Attached as _Attached
    from .v4k import v4k as _v4k
    from .v480p import v480p as _v480p
    from .v1080p import v1080p as _v1080p
else:
    from ....._endpoint import attach as _attach

__all__ = ["ImageToVideo"]


class ImageToVideo(Namespace[ClientT]):
    """`bytedance/seedance-2.5/image-to-video`: 3 models."""

    if TYPE_CHECKING:
        v1080p: Final = _Attached(_v1080p)
        """`bytedance/seedance-2.5/image-to-video/1080p`

        Makes: video

        Price: not known, which does not mean free

        Inputs:
        - prompt: str, required
        - image: ImageInput, required
        - duration: int, default 5, 4 to 30
        - generate_audio: bool, default True
        """
        v480p: Final = _Attached(_v480p)
        """`bytedance/seedance-2.5/image-to-video/480p`

        Makes: video

        Price: not known, which does not mean free

        Inputs:
        - image: ImageInput, required
        - prompt: str, required
        - duration: int, default 5, 4 to 30
        - generate_audio: bool, default True
        """
        v4k: Final = _Attached(_v4k)
        """`bytedance/seedance-2.5/image-to-video/4k`

        Makes: video

        Price: not known, which does not mean free

        Inputs:
        - prompt: str, required
        - image: ImageInput, required
        - duration: int, default 5, 4 to 30
        - generate_audio: bool, default True
        """
    else:

        @property
        def v1080p(self):
            """`bytedance/seedance-2.5/image-to-video/1080p`"""
            from .v1080p import v1080p

            return _attach(self, v1080p)

        @property
        def v480p(self):
            """`bytedance/seedance-2.5/image-to-video/480p`"""
            from .v480p import v480p

            return _attach(self, v480p)

        @property
        def v4k(self):
            """`bytedance/seedance-2.5/image-to-video/4k`"""
            from .v4k import v4k

            return _attach(self, v4k)
