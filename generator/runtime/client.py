"""The synchronous client, with one attribute per vendor."""

from __future__ import annotations

from ._client.sync_client import SyncClient
from .vendors import Vendors

__all__ = ["RunComfy"]


class RunComfy(Vendors[SyncClient], SyncClient):
    """The client for threads and plain programs, with an attribute for the models of each vendor."""
