"""`Vendor Inc./GPT-Image 2.5 (beta)`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .v4k import v4k as _v4k

__all__ = ["GptImage25Beta"]


class GptImage25Beta(Namespace[ClientT]):
    """`Vendor Inc./GPT-Image 2.5 (beta)`: 1 model."""

    _children = {"v4k": None}

    if TYPE_CHECKING:
        v4k = _v4k
