"""`bytedance`: 19 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .seedance_2_0 import Seedance20 as _Seedance20
    from .seedance_2_0_mini import Seedance20Mini as _Seedance20Mini
    from .seedance_2_5 import Seedance25 as _Seedance25
    from .seedream_5_0_pro import Seedream50Pro as _Seedream50Pro

__all__ = ["Bytedance"]


class Bytedance(Namespace[ClientT]):
    """`bytedance`: 19 models."""

    @property
    def seedance_2_0(self) -> _Seedance20[ClientT]:
        """`bytedance/seedance-2.0`: 2 models."""
        from .seedance_2_0 import Seedance20

        return _below(self, Seedance20)

    @property
    def seedance_2_0_mini(self) -> _Seedance20Mini[ClientT]:
        """`bytedance/seedance-2.0-mini`: 3 models."""
        from .seedance_2_0_mini import Seedance20Mini

        return _below(self, Seedance20Mini)

    @property
    def seedance_2_5(self) -> _Seedance25[ClientT]:
        """`bytedance/seedance-2.5`: 12 models."""
        from .seedance_2_5 import Seedance25

        return _below(self, Seedance25)

    @property
    def seedream_5_0_pro(self) -> _Seedream50Pro[ClientT]:
        """`bytedance/seedream-5.0-pro`: 2 models."""
        from .seedream_5_0_pro import Seedream50Pro

        return _below(self, Seedream50Pro)
