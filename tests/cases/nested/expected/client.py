"""The two clients, with one attribute per vendor."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ._client.async_client import AsyncClient
from ._client.namespace import ClientT, Namespace
from ._client.sync_client import SyncClient

if TYPE_CHECKING:
    from .models.flux_3 import Flux3 as _Flux3
    from .models.solo import solo as _solo

__all__ = ["AsyncRunComfy", "RunComfy"]


class Vendors(Namespace[ClientT]):
    """One attribute per vendor."""

    _children = {"flux_3": "Flux3", "solo": None}

    if TYPE_CHECKING:

        @property
        def flux_3(self) -> _Flux3[ClientT]: ...

        solo = _solo


class RunComfy(Vendors[SyncClient], SyncClient):
    """The client for threads and plain programs; see `SyncClient` for its arguments and methods."""


class AsyncRunComfy(Vendors[AsyncClient], AsyncClient):
    """The client for asyncio; see `AsyncClient` for its arguments and methods."""
