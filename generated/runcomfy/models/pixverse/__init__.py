"""`pixverse`: 7 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .pixverse_c1 import PixverseC1 as _PixverseC1
    from .pixverse_v6 import PixverseV6 as _PixverseV6

__all__ = ["Pixverse"]


class Pixverse(Namespace[ClientT]):
    """`pixverse`: 7 models."""

    _children = {"pixverse_c1": "PixverseC1", "pixverse_v6": "PixverseV6"}

    if TYPE_CHECKING:

        @property
        def pixverse_c1(self) -> _PixverseC1[ClientT]: ...

        @property
        def pixverse_v6(self) -> _PixverseV6[ClientT]: ...
