"""`lightricks`: 6 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .ltx_2_5 import Ltx25 as _Ltx25

__all__ = ["Lightricks"]


class Lightricks(Namespace[ClientT]):
    """`lightricks`: 6 models."""

    @property
    def ltx_2_5(self) -> _Ltx25[ClientT]:
        """`lightricks/ltx-2.5`: 6 models."""
        from .ltx_2_5 import Ltx25

        return _below(self, Ltx25)
