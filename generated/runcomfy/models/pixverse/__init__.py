"""`pixverse`: 7 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .pixverse_c1 import PixverseC1 as _PixverseC1
    from .pixverse_v6 import PixverseV6 as _PixverseV6

__all__ = ["Pixverse"]


class Pixverse(Namespace[ClientT]):
    """`pixverse`: 7 models."""

    @property
    def pixverse_c1(self) -> _PixverseC1[ClientT]:
        """`pixverse/pixverse-c1`: 4 models."""
        from .pixverse_c1 import PixverseC1

        return _below(self, PixverseC1)

    @property
    def pixverse_v6(self) -> _PixverseV6[ClientT]:
        """`pixverse/pixverse-v6`: 3 models."""
        from .pixverse_v6 import PixverseV6

        return _below(self, PixverseV6)
