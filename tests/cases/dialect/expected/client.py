"""The two clients, with one attribute per vendor."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ._client.async_client import AsyncClient
from ._client.namespace import ClientT, Level
from ._client.namespace import below as _below
from ._client.sync_client import SyncClient

if TYPE_CHECKING:
    from .models.vendor import Vendor as _Vendor

__all__ = ["AsyncRunComfy", "RunComfy"]


class Vendors(Level[ClientT]):
    """One attribute per vendor."""

    @property
    def vendor(self) -> _Vendor[ClientT]:
        """`vendor`: 1 model."""
        from .models.vendor import Vendor

        return _below(self, Vendor)


class RunComfy(Vendors[SyncClient], SyncClient):
    """The client for threads and plain programs; see `SyncClient` for its arguments and methods."""


class AsyncRunComfy(Vendors[AsyncClient], AsyncClient):
    """The client for asyncio; see `AsyncClient` for its arguments and methods."""
