"""`bytedance`: 19 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .seedance_2_0 import Seedance20 as _Seedance20
    from .seedance_2_0_mini import Seedance20Mini as _Seedance20Mini
    from .seedance_2_5 import Seedance25 as _Seedance25
    from .seedream_5_0_pro import Seedream50Pro as _Seedream50Pro

__all__ = ["Bytedance"]


class Bytedance(Namespace[ClientT]):
    """`bytedance`: 19 models."""

    _children = {
        "seedance_2_0": "Seedance20",
        "seedance_2_0_mini": "Seedance20Mini",
        "seedance_2_5": "Seedance25",
        "seedream_5_0_pro": "Seedream50Pro",
    }

    if TYPE_CHECKING:

        @property
        def seedance_2_0(self) -> _Seedance20[ClientT]: ...

        @property
        def seedance_2_0_mini(self) -> _Seedance20Mini[ClientT]: ...

        @property
        def seedance_2_5(self) -> _Seedance25[ClientT]: ...

        @property
        def seedream_5_0_pro(self) -> _Seedream50Pro[ClientT]: ...
