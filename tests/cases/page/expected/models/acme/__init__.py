"""`acme`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .paint_2 import Paint2 as _Paint2

__all__ = ["Acme"]


class Acme(Namespace[ClientT]):
    """`acme`: 1 model."""

    _children = {"paint_2": "Paint2"}

    if TYPE_CHECKING:

        @property
        def paint_2(self) -> _Paint2[ClientT]: ...
