"""The two clients, with one attribute per vendor."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ._client.async_client import AsyncClient
from ._client.endpoint import Attached as _Attached
from ._client.namespace import ClientT, Level
from ._client.namespace import below as _below
from ._client.sync_client import SyncClient

if TYPE_CHECKING:
    from .models.flux_3 import Flux3 as _Flux3
    from .models.solo import solo as _solo
else:

    def _solo():
        from .models.solo import solo

        return solo


__all__ = ["AsyncRunComfy", "RunComfy"]


class Vendors(Level[ClientT]):
    """One attribute per vendor."""

    @property
    def flux_3(self) -> _Flux3[ClientT]:
        """`flux-3`: 3 models."""
        from .models.flux_3 import Flux3

        return _below(self, Flux3)

    solo: Final = _Attached(_solo)
    """`solo`

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    """


class RunComfy(Vendors[SyncClient], SyncClient):
    """The client for threads and plain programs; see `SyncClient` for its arguments and methods."""


class AsyncRunComfy(Vendors[AsyncClient], AsyncClient):
    """The client for asyncio; see `AsyncClient` for its arguments and methods."""
