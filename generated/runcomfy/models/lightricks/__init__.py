"""`lightricks`: 6 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .ltx_2_5 import Ltx25 as _Ltx25

__all__ = ["Lightricks"]


class Lightricks(Namespace[ClientT]):
    """`lightricks`: 6 models."""

    _children = {"ltx_2_5": "Ltx25"}

    if TYPE_CHECKING:

        @property
        def ltx_2_5(self) -> _Ltx25[ClientT]: ...
