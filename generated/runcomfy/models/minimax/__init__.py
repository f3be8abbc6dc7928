"""`minimax`: 8 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .minimax_h3 import MinimaxH3 as _MinimaxH3
    from .minimax_h3_max import MinimaxH3Max as _MinimaxH3Max
    from .minimax_h3_open import MinimaxH3Open as _MinimaxH3Open

__all__ = ["Minimax"]


class Minimax(Namespace[ClientT]):
    """`minimax`: 8 models."""

    @property
    def minimax_h3(self) -> _MinimaxH3[ClientT]:
        """`minimax/minimax-h3`: 2 models."""
        from .minimax_h3 import MinimaxH3

        return _below(self, MinimaxH3)

    @property
    def minimax_h3_max(self) -> _MinimaxH3Max[ClientT]:
        """`minimax/minimax-h3-max`: 3 models."""
        from .minimax_h3_max import MinimaxH3Max

        return _below(self, MinimaxH3Max)

    @property
    def minimax_h3_open(self) -> _MinimaxH3Open[ClientT]:
        """`minimax/minimax-h3-open`: 3 models."""
        from .minimax_h3_open import MinimaxH3Open

        return _below(self, MinimaxH3Open)
