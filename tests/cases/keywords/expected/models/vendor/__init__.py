"""`vendor`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .all_keywords import AllKeywords as _AllKeywords

__all__ = ["Vendor"]


class Vendor(Namespace[ClientT]):
    """`vendor`: 1 model."""

    @property
    def all_keywords(self) -> _AllKeywords[ClientT]:
        """`vendor/all-keywords`: 1 model."""
        from .all_keywords import AllKeywords

        return _below(self, AllKeywords)
