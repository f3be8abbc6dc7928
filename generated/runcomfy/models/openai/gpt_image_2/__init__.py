"""`openai/gpt-image-2`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .edit import edit as _edit

__all__ = ["GptImage2"]


class GptImage2(Namespace[ClientT]):
    """`openai/gpt-image-2`: 1 model."""

    _children = {"edit": None}

    if TYPE_CHECKING:
        edit = _edit
