"""`minimax`: 8 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .minimax_h3 import MinimaxH3 as _MinimaxH3
    from .minimax_h3_max import MinimaxH3Max as _MinimaxH3Max
    from .minimax_h3_open import MinimaxH3Open as _MinimaxH3Open

__all__ = ["Minimax"]


class Minimax(Namespace[ClientT]):
    """`minimax`: 8 models."""

    _children = {
        "minimax_h3": "MinimaxH3",
        "minimax_h3_max": "MinimaxH3Max",
        "minimax_h3_open": "MinimaxH3Open",
    }

    if TYPE_CHECKING:

        @property
        def minimax_h3(self) -> _MinimaxH3[ClientT]: ...

        @property
        def minimax_h3_max(self) -> _MinimaxH3Max[ClientT]: ...

        @property
        def minimax_h3_open(self) -> _MinimaxH3Open[ClientT]: ...
