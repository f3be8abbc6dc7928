"""Asyncio's connections: a look-up that can be left behind, one time limit for all addresses, no bytes unasked for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpcore

from .async_lookup import look_up_async
from .backends import wrap_backend
from .lookup import share
from .surplus import has_spoken_async

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

    import httpx

__all__ = ["add_look_ups"]


class _Stream(httpcore.AsyncNetworkStream):
    def __init__(self, stream: httpcore.AsyncNetworkStream, where: str) -> None:
        self._stream = stream
        self._where = where
        self._secure = stream.get_extra_info("ssl_object")
        # The stream gathers all that is known of a connection at each question: too much for one at each request.
        self._socket = stream.get_extra_info("socket")

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 (httpcore's)
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 (httpcore's)
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's)
    ) -> httpcore.AsyncNetworkStream:
        try:
            stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            # httpcore closes it after errors only, and not where the waiting is cancelled.
            await self._stream.aclose()
            raise
        return _Stream(stream, self._where)

    def get_extra_info(self, info: str) -> Any:
        # By this httpcore asks whether a connection that was idle can be used again.
        if info == "is_readable":
            return has_spoken_async(self._stream, self._secure, self._where, self._socket)
        if info == "socket":
            return self._socket
        return self._stream.get_extra_info(info)


class _Backend(httpcore.AsyncNetworkBackend):
    def __init__(self, backend: httpcore.AsyncNetworkBackend) -> None:
        self._backend = backend

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        ends = None if timeout is None else time.monotonic() + timeout
        addresses = await look_up_async(host, port, timeout)
        while True:
            address = addresses.pop(0)
            left = None if ends is None else ends - time.monotonic()
            if left is not None and left <= 0:
                raise httpcore.ConnectTimeout("the time was up")
            try:
                stream = await self._backend.connect_tcp(
                    address, port, share(left, len(addresses)), local_address, socket_options
                )
                return _Stream(stream, f"{host}:{port}")
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not addresses:
                    raise

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's)
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _Stream(await self._backend.connect_unix_socket(path, timeout, socket_options), path)

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)


def add_look_ups(transport: httpx.AsyncBaseTransport | None) -> None:
    """Give one of httpx's own transports connections of this kind."""
    wrap_backend(transport, httpcore.AsyncConnectionPool, _Backend, proxies=True)
