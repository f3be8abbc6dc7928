"""`kling/kling-video-o3/4K`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .text_to_video import text_to_video as _text_to_video

__all__ = ["V4k"]


class V4k(Namespace[ClientT]):
    """`kling/kling-video-o3/4K`: 1 model."""

    _children = {"text_to_video": None}

    if TYPE_CHECKING:
        text_to_video = _text_to_video
