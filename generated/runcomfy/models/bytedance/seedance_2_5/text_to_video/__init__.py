"""`bytedance/seedance-2.5/text-to-video`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .v4k import v4k as _v4k
    from .v480p import v480p as _v480p
    from .v720p import v720p as _v720p
    from .v1080p import v1080p as _v1080p

__all__ = ["TextToVideo"]


class TextToVideo(Namespace[ClientT]):
    """`bytedance/seedance-2.5/text-to-video`: 4 models."""

    _children = {"v1080p": None, "v480p": None, "v4k": None, "v720p": None}

    if TYPE_CHECKING:
        v1080p = _v1080p
        v480p = _v480p
        v4k = _v4k
        v720p = _v720p
