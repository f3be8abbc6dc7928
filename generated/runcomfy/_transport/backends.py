"""The one place that reaches for what opens httpx's connections: httpx has no public way to give it another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpcore
    import httpx

__all__ = ["wrap_backend"]


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
