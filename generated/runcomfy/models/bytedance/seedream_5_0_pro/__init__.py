"""`bytedance/seedream-5.0-pro`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_image import image_to_image as _image_to_image
    from .text_to_image import text_to_image as _text_to_image

__all__ = ["Seedream50Pro"]


class Seedream50Pro(Namespace[ClientT]):
    """`bytedance/seedream-5.0-pro`: 2 models."""

    _children = {"image_to_image": None, "text_to_image": None}

    if TYPE_CHECKING:
        image_to_image = _image_to_image
        text_to_image = _text_to_image
