"""`qwen/qwen-image-2.1`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .edit import edit as _edit

__all__ = ["QwenImage21"]


class QwenImage21(Namespace[ClientT]):
    """`qwen/qwen-image-2.1`: 1 model."""

    _children = {"edit": None}

    if TYPE_CHECKING:
        edit = _edit
