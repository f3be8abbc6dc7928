"""`wan-ai`: 12 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .wan_2_7 import Wan27 as _Wan27
    from .wan_3_0 import Wan30 as _Wan30
    from .wan_3_0_prime import Wan30Prime as _Wan30Prime

__all__ = ["WanAi"]


class WanAi(Namespace[ClientT]):
    """`wan-ai`: 12 models."""

    _children = {"wan_2_7": "Wan27", "wan_3_0": "Wan30", "wan_3_0_prime": "Wan30Prime"}

    if TYPE_CHECKING:

        @property
        def wan_2_7(self) -> _Wan27[ClientT]: ...

        @property
        def wan_3_0(self) -> _Wan30[ClientT]: ...

        @property
        def wan_3_0_prime(self) -> _Wan30Prime[ClientT]: ...
