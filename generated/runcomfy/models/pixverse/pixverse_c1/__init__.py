"""`pixverse/pixverse-c1`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .reference_to_video import reference_to_video as _reference_to_video
    from .text_to_video import text_to_video as _text_to_video
    from .transition import transition as _transition

__all__ = ["PixverseC1"]


class PixverseC1(Namespace[ClientT]):
    """`pixverse/pixverse-c1`: 4 models."""

    _children = {
        "image_to_video": None,
        "reference_to_video": None,
        "text_to_video": None,
        "transition": None,
    }

    if TYPE_CHECKING:
        image_to_video = _image_to_video
        reference_to_video = _reference_to_video
        text_to_video = _text_to_video
        transition = _transition
