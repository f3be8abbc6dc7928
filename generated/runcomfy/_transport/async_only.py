"""The same as `only`, with asyncio."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpcore

from .only import check_scheme, replace_pool

if TYPE_CHECKING:
    import httpx

__all__ = ["async_only_connection"]


class _Only:
    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool
        self.connection: httpcore.AsyncConnectionInterface | None = None

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        check_scheme(request)
        origin, connection = request.url.origin, self.connection
        if connection is not None and (
            not connection.can_handle_request(origin)
            or not connection.is_available()
            or await _has_expired(connection, request)
        ):
            await self.aclose()
            connection = None
        if connection is None:
            connection = self.connection = self._pool.create_connection(origin)
        return await connection.handle_async_request(request)

    async def aclose(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            await connection.aclose()


async def _has_expired(connection: httpcore.AsyncConnectionInterface, request: httpcore.Request) -> bool:
    if not connection.has_expired():
        return False
    # Nothing leaves before this has ended, and as with httpcore's pools that is known by the limit that is asked for.
    request.extensions.get("timeout", {}).get("pool")
    # What has come is not read yet: it may be nothing but TLS's own. Two turns of the loop tell.
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return connection.has_expired()


def async_only_connection(transport: httpx.AsyncBaseTransport) -> None:
    """Let one of httpx's own transports have a single connection, which is never used by two at once."""
    replace_pool(transport, httpcore.AsyncConnectionPool, _Only)
