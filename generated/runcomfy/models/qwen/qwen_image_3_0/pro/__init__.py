"""`qwen/qwen-image-3.0/pro`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .edit import edit as _edit
    from .text_to_image import text_to_image as _text_to_image

__all__ = ["Pro"]


class Pro(Namespace[ClientT]):
    """`qwen/qwen-image-3.0/pro`: 2 models."""

    _children = {"edit": None, "text_to_image": None}

    if TYPE_CHECKING:
        edit = _edit
        text_to_image = _text_to_image
