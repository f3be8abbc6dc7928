"""The same as `only`, with asyncio."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpcore

from .backends import note_arrival, replace_pool

if TYPE_CHECKING:
    import httpx

__all__ = ["async_only_connection"]


class _NoLock:
    """In place of a lock for what only one task ever uses: httpcore's gives the loop a turn at each request, thrice."""

    async def __aenter__(self) -> None:
        """Go on at once."""

    async def __aexit__(self, *_: object) -> None:
        """There is nothing to be let go."""


_no_lock = _NoLock()


def _unlock(connection: object, name: str) -> None:
    """Let httpcore not lock a connection, if its lock has this name."""
    if hasattr(connection, name):
        setattr(connection, name, _no_lock)


class _Only:
    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool
        self.connection: httpcore.AsyncConnectionInterface | None = None

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        note_arrival(request, httpcore.AsyncHTTPConnection.handle_async_request)
        origin, connection = request.url.origin, self.connection
        if connection is not None and (
            not connection.can_handle_request(origin)
            or not connection.is_available()
            or await _has_expired(connection)
        ):
            await self.aclose()
            connection = None
        if connection is None:
            connection = self.connection = self._pool.create_connection(origin)
            _unlock(connection, "_request_lock")
            response = await connection.handle_async_request(request)
            _unlock(getattr(connection, "_connection", None), "_state_lock")
            return response
        return await connection.handle_async_request(request)

    async def aclose(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            await connection.aclose()


async def _has_expired(connection: httpcore.AsyncConnectionInterface) -> bool:
    if not connection.has_expired():
        return False
    # What has come is not read yet: it may be nothing but TLS's own. Two turns of the loop tell.
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return connection.has_expired()


def async_only_connection(transport: httpx.AsyncBaseTransport) -> None:
    """Let one of httpx's own transports have a single connection, which is never used by two at once."""
    replace_pool(transport, httpcore.AsyncConnectionPool, _Only)
