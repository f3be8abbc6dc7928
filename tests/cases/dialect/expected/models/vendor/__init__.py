"""`vendor`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .repaired import repaired as _repaired

__all__ = ["Vendor"]


class Vendor(Namespace[ClientT]):
    """`vendor`: 1 model."""

    _children = {"repaired": None}

    if TYPE_CHECKING:
        repaired = _repaired
