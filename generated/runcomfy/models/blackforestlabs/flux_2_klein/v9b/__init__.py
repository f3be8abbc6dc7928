"""`blackforestlabs/flux-2-klein/9b`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .text_to_image import text_to_image as _text_to_image

__all__ = ["V9b"]


class V9b(Namespace[ClientT]):
    """`blackforestlabs/flux-2-klein/9b`: 1 model."""

    _children = {"text_to_image": None}

    if TYPE_CHECKING:
        text_to_image = _text_to_image
