"""`blackforestlabs`: 9 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._namespace import ClientT, Namespace
from ..._namespace import below as _below

if TYPE_CHECKING:
    from .flux_2_klein import Flux2Klein as _Flux2Klein
    from .flux_3 import Flux3 as _Flux3

__all__ = ["Blackforestlabs"]


class Blackforestlabs(Namespace[ClientT]):
    """`blackforestlabs`: 9 models."""

    @property
    def flux_2_klein(self) -> _Flux2Klein[ClientT]:
        """`blackforestlabs/flux-2-klein`: 2 models."""
        from .flux_2_klein import Flux2Klein

        return _below(self, Flux2Klein)

    @property
    def flux_3(self) -> _Flux3[ClientT]:
        """`blackforestlabs/flux-3`: 7 models."""
        from .flux_3 import Flux3

        return _below(self, Flux3)
