"""`blackforestlabs`: 10 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .flux_2 import Flux2 as _Flux2
    from .flux_2_klein import Flux2Klein as _Flux2Klein
    from .flux_3 import Flux3 as _Flux3

__all__ = ["Blackforestlabs"]


class Blackforestlabs(Namespace[ClientT]):
    """`blackforestlabs`: 10 models."""

    _children = {"flux_2": "Flux2", "flux_2_klein": "Flux2Klein", "flux_3": "Flux3"}

    if TYPE_CHECKING:

        @property
        def flux_2(self) -> _Flux2[ClientT]: ...

        @property
        def flux_2_klein(self) -> _Flux2Klein[ClientT]: ...

        @property
        def flux_3(self) -> _Flux3[ClientT]: ...
