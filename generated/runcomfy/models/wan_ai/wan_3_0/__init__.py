"""`wan-ai/wan-3.0`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .reference_to_video import reference_to_video as _reference_to_video

__all__ = ["Wan30"]


class Wan30(Namespace[ClientT]):
    """`wan-ai/wan-3.0`: 2 models."""

    _children = {"image_to_video": None, "reference_to_video": None}

    if TYPE_CHECKING:
        image_to_video = _image_to_video
        reference_to_video = _reference_to_video
