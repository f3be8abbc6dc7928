"""`wan-ai`: 12 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .wan_2_7 import Wan27 as _Wan27
    from .wan_3_0 import Wan30 as _Wan30
    from .wan_3_0_prime import Wan30Prime as _Wan30Prime

__all__ = ["WanAi"]


class WanAi(Namespace[ClientT]):
    """`wan-ai`: 12 models."""

    @property
    def wan_2_7(self) -> _Wan27[ClientT]:
        """`wan-ai/wan-2.7`: 7 models."""
        from .wan_2_7 import Wan27

        return _below(self, Wan27)

    @property
    def wan_3_0(self) -> _Wan30[ClientT]:
        """`wan-ai/wan-3.0`: 2 models."""
        from .wan_3_0 import Wan30

        return _below(self, Wan30)

    @property
    def wan_3_0_prime(self) -> _Wan30Prime[ClientT]:
        """`wan-ai/wan-3.0-prime`: 3 models."""
        from .wan_3_0_prime import Wan30Prime

        return _below(self, Wan30Prime)
