"""`alibaba`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .happyhorse_1_1 import Happyhorse11 as _Happyhorse11

__all__ = ["Alibaba"]


class Alibaba(Namespace[ClientT]):
    """`alibaba`: 3 models."""

    _children = {"happyhorse_1_1": "Happyhorse11"}

    if TYPE_CHECKING:

        @property
        def happyhorse_1_1(self) -> _Happyhorse11[ClientT]: ...
