"""The one place that reaches for what opens and keeps httpx's connections: httpx has no public way to replace that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import httpcore

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

__all__ = ["note_arrival", "replace_pool", "wrap_backend"]


def wrap_backend(
    transport: httpx.BaseTransport | httpx.AsyncBaseTransport | None,
    kind: type[httpcore.ConnectionPool | httpcore.AsyncConnectionPool],
    wrapper: Callable[[Any], object],
    *,
    proxies: bool,
) -> None:
    """Put a wrapper around the network backend of one of httpx's own transports, if its pool is of this kind.

    `proxies` says whether pools for proxies, which are subclasses, are meant as well. Any other transport stays as it
    is.
    """
    pool: object = getattr(transport, "_pool", None)
    backend: object = getattr(pool, "_network_backend", None)
    if backend is not None and (type(pool) is kind or (proxies and isinstance(pool, kind))):
        setattr(pool, "_network_backend", wrapper(backend))  # noqa: B010 (not ours)


def note_arrival(request: httpcore.Request, handle: Any) -> None:
    """Ask for the limit that httpcore's pools ask for, by which it is known that the request has come so far.

    Not where a mock has taken the place of httpcore's own `handle`: what that does nobody knows.

    Raises:
        httpcore.UnsupportedProtocol: It has an address of another kind.
    """
    if getattr(handle, "__globals__", {}).get("__name__", "").startswith("httpcore."):
        extensions: Any = cast("Any", request).extensions
        extensions.get("timeout", {}).get("pool")
    if request.url.scheme not in {b"http", b"https"}:
        raise httpcore.UnsupportedProtocol(f"the protocol {request.url.scheme.decode('ascii', 'replace')!r}")


def replace_pool(transport: Any, kind: type, only: Any) -> None:
    """Put `only(pool)` in the place of a pool of this kind, or one for proxies, in one of httpx's own transports."""
    pool: object = getattr(transport, "_pool", None)
    if isinstance(pool, kind) and hasattr(pool, "create_connection"):
        setattr(transport, "_pool", only(pool))  # noqa: B010 (httpx has no public way)
