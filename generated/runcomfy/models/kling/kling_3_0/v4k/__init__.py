"""`kling/kling-3.0/4k`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .text_to_video import text_to_video as _text_to_video

__all__ = ["V4k"]


class V4k(Namespace[ClientT]):
    """`kling/kling-3.0/4k`: 2 models."""

    _children = {"image_to_video": None, "text_to_video": None}

    if TYPE_CHECKING:
        image_to_video = _image_to_video
        text_to_video = _text_to_video
