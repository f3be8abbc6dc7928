"""The client for asyncio, with one attribute per vendor."""

from __future__ import annotations

from ._client.async_client import AsyncClient
from .vendors import Vendors

__all__ = ["AsyncRunComfy"]


class AsyncRunComfy(Vendors[AsyncClient], AsyncClient):
    """The client for asyncio, with an attribute for the models of each vendor."""
