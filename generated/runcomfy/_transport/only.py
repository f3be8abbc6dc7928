"""A way to a server with one connection, in place of httpcore's pool: whoever takes the way has it for itself.

httpcore's pool is made for many connections and many who wait for one. With a single one, which is taken and given back
as a whole, all that is left to do is to see whether it can be used again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpcore

if TYPE_CHECKING:
    import httpx

__all__ = ["note_arrival", "only_connection", "replace_pool"]


def note_arrival(request: httpcore.Request, handle: Any) -> None:
    """Ask for the limit that httpcore's pools ask for, by which it is known that the request has come so far.

    Not where a mock has taken the place of httpcore's own `handle`: what that does nobody knows.

    Raises:
        httpcore.UnsupportedProtocol: It has an address of another kind.
    """
    if getattr(handle, "__globals__", {}).get("__name__", "").startswith("httpcore."):
        request.extensions.get("timeout", {}).get("pool")
    if request.url.scheme not in {b"http", b"https"}:
        raise httpcore.UnsupportedProtocol(f"the protocol {request.url.scheme.decode('ascii', 'replace')!r}")


def replace_pool(transport: Any, kind: type, only: Any) -> None:
    """Put `only(pool)` in the place of a pool of this kind, or one for proxies, in one of httpx's own transports."""
    pool: object = getattr(transport, "_pool", None)
    if isinstance(pool, kind) and hasattr(pool, "create_connection"):
        setattr(transport, "_pool", only(pool))  # noqa: B010 (httpx has no public way)


class _Only:
    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool
        self.connection: httpcore.ConnectionInterface | None = None

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        note_arrival(request, httpcore.HTTPConnection.handle_request)
        origin, connection = request.url.origin, self.connection
        if connection is not None and not (
            connection.can_handle_request(origin) and connection.is_available() and not connection.has_expired()
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
