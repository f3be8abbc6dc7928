"""A way to a server with one connection, in place of httpcore's pool: whoever takes the way has it for itself.

httpcore's pool is made for many connections and many who wait for one. With a single one, which is taken and given back
as a whole, all that is left to do is to see whether it can be used again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpcore

from .backends import note_arrival, replace_pool

if TYPE_CHECKING:
    import httpx

__all__ = ["only_connection"]


class _Only:
    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool
        self.connection: httpcore.ConnectionInterface | None = None

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        note_arrival(request, httpcore.HTTPConnection.handle_request)
        origin, connection = request.url.origin, self.connection
        if connection is not None and not (
            connection.can_handle_request(origin)
            and connection.is_available()
            and not connection.has_expired()
        ):
            self.close()
            connection = None
        if connection is None:
            connection = self.connection = self._pool.create_connection(origin)
        return connection.handle_request(request)

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            connection.close()


def only_connection(transport: httpx.BaseTransport) -> None:
    """Let one of httpx's own transports have a single connection, which is never used by two at once."""
    replace_pool(transport, httpcore.ConnectionPool, _Only)
