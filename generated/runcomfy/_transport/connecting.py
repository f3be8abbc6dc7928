"""Asyncio's connections: a look-up that can be left behind, one time limit for all addresses."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import httpcore

from .async_lookup import look_up_async
from .backends import wrap_backend
from .lookup import share
from .sockets import connect

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx

__all__ = ["add_look_ups"]


class _Backend(httpcore.AsyncNetworkBackend):
    def __init__(self, _: httpcore.AsyncNetworkBackend, piece: int) -> None:
        self._piece = piece

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's)
        local_address: str | None = None,  # noqa: ARG002 (httpcore's; never given)
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        ends = None if timeout is None else time.monotonic() + timeout
        addresses = await look_up_async(host, port, timeout)
        while True:
            address = addresses.pop(0)
            left = None if ends is None else ends - time.monotonic()
            if left is not None and left <= 0:
                raise httpcore.ConnectTimeout("the time was up")
            try:
                return await connect(
                    address, port, share(left, len(addresses)), f"{host}:{port}", self._piece
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not addresses:
                    raise

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def add_look_ups(transport: httpx.AsyncBaseTransport | None, piece: int = 0) -> None:
    """Give one of httpx's own transports connections of this kind; they read so many bytes at a time, or more."""
    wrap_backend(transport, httpcore.AsyncConnectionPool, partial(_Backend, piece=piece), proxies=True)
