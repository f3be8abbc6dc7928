"""`blackforestlabs`: 10 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .flux_2 import Flux2 as _Flux2
    from .flux_2_klein import Flux2Klein as _Flux2Klein
    from .flux_3 import Flux3 as _Flux3

__all__ = ["Blackforestlabs"]


class Blackforestlabs(Namespace[ClientT]):
    """`blackforestlabs`: 10 models."""

    @property
    def flux_2(self) -> _Flux2[ClientT]:
        """`blackforestlabs/flux-2`: 1 model."""
        from .flux_2 import Flux2

        return _below(self, Flux2)

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
