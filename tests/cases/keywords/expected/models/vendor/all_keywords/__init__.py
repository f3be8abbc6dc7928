"""`vendor/all-keywords`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .v1 import v1 as _v1

__all__ = ["AllKeywords"]


class AllKeywords(Namespace[ClientT]):
    """`vendor/all-keywords`: 1 model."""

    _children = {"v1": None}

    if TYPE_CHECKING:
        v1 = _v1
