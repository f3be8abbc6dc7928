"""`vendor`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .bare import bare as _bare

__all__ = ["Vendor"]


class Vendor(Namespace[ClientT]):
    """`vendor`: 1 model."""

    _children = {"bare": None}

    if TYPE_CHECKING:
        bare = _bare
