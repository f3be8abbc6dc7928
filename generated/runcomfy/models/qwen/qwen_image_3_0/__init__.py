"""`qwen/qwen-image-3.0`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .edit import edit as _edit
    from .pro import Pro as _Pro
    from .text_to_image import text_to_image as _text_to_image

__all__ = ["QwenImage30"]


class QwenImage30(Namespace[ClientT]):
    """`qwen/qwen-image-3.0`: 4 models."""

    _children = {"edit": None, "pro": "Pro", "text_to_image": None}

    if TYPE_CHECKING:
        edit = _edit

        @property
        def pro(self) -> _Pro[ClientT]: ...

        text_to_image = _text_to_image
