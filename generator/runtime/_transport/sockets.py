"""Asyncio's own connections, as httpcore wants them: bytes in a buffer, and one waiter with a time limit.

httpcore's own go through two further layers, each of which makes scopes and yields to the loop at every piece; and each
request switches the socket's watching on and off. Here it stays on, and is only held where the buffer is full.
"""

from __future__ import annotations

import asyncio
import select
from collections import deque
from typing import TYPE_CHECKING, Any

import httpcore

from .surplus import log_unasked

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

__all__ = ["AsyncSocket", "Stream", "connect"]

_MOST = 1 << 20  # bytes in the buffer, from which on the server waits
_SLICE = 1 << 18  # bytes given to the loop at a time: it copies what is left after each of its sends
_SMALL = 1 << 16  # bytes that wait for what comes after them, to leave together


class AsyncSocket(asyncio.Protocol):
    """What has come, and who waits for it."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.transport: Any = None
        self.secure = False
        self.chunks: deque[bytes] = deque()
        self.size = 0
        self.ended = False
        """Whether nothing comes any more."""
        self.lost = False
        """Whether nothing leaves any more either."""
        self.error: Exception | None = None
        self.crowded = False
        """Whether what was given to the loop has to leave before there may be more."""
        self._held = False
        self._waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.chunks.append(data)
        self.size += len(data)
        if self.size >= _MOST and not self._held:
            self._held = True
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self.ended = True
        self._wake()
        # What is being sent may go on; TLS knows no such half.
        return not self.secure

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = self.lost = True
        self.error = exc
        self._wake()

    def pause_writing(self) -> None:
        self.crowded = True

    def resume_writing(self) -> None:
        self.crowded = False
        self._wake()

    def take(self, most: int) -> bytes:
        """Return the next piece of what has come."""
        chunk = self.chunks.popleft()
        if len(chunk) > most:
            self.chunks.appendleft(chunk[most:])
            chunk = chunk[:most]
        self.size -= len(chunk)
        if self._held and self.size <= _MOST // 2:
            self._held = False
            self.transport.resume_reading()
        return chunk

    def can_read(self) -> bool:
        return bool(self.chunks) or self.ended

    def can_write(self) -> bool:
        return self.lost or not self.crowded

    async def until(
        self,
        ready: Callable[[], bool],
        timeout: float | None,  # noqa: ASYNC109 (httpcore's)
        late: type[Exception],
    ) -> None:
        """Wait until it is so."""
        ends = None if timeout is None else self.loop.time() + timeout
        while not ready():
            waiter = self._waiter = self.loop.create_future()
            timer = None if ends is None else self.loop.call_at(ends, _expire, waiter, late)
            try:
                await waiter
            finally:
                self._waiter = None
                if timer is not None:
                    timer.cancel()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def _expire(waiter: asyncio.Future[None], late: type[Exception]) -> None:
    if not waiter.done():
        waiter.set_exception(late("the time was up"))


class Stream(httpcore.AsyncNetworkStream):
    """One connection. It is read and written by one task at a time."""

    def __init__(self, protocol: AsyncSocket, where: str, piece: int) -> None:
        self._protocol = protocol
        self._where = where
        self._piece = piece
        self._unsent: list[bytes] = []
        self._told = False
        # Asked for once: it is looked at before each request.
        self._socket = protocol.transport.get_extra_info("socket")

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 (httpcore's)
        protocol = self._protocol
        self._flush()
        if not protocol.can_read():
            await protocol.until(protocol.can_read, timeout, httpcore.ReadTimeout)
        if protocol.chunks:
            return protocol.take(max(max_bytes, self._piece))
        if protocol.error is not None:
            raise httpcore.ReadError(str(protocol.error)) from protocol.error
        return b""

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 (httpcore's)
        """Write, or where it is little keep it for what comes next: whoever has written all begins to read."""
        protocol = self._protocol
        if len(buffer) <= _SMALL:
            self._unsent.append(buffer)
            return
        self._flush()
        for start in range(0, len(buffer), _SLICE):
            if protocol.lost:
                raise httpcore.WriteError(str(protocol.error or "the connection is closed"))
            protocol.transport.write(buffer[start : start + _SLICE])
            await protocol.until(protocol.can_write, timeout, httpcore.WriteTimeout)

    def _flush(self) -> None:
        if self._unsent:
            data = b"".join(self._unsent)
            self._unsent.clear()
            # Where it is lost, what is read next says so.
            if data and not self._protocol.lost:
                self._protocol.transport.write(data)

    async def aclose(self) -> None:
        self._protocol.transport.abort()
        # The loop closes the socket in its next turn.
        await asyncio.sleep(0)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's)
    ) -> httpcore.AsyncNetworkStream:
        protocol = self._protocol
        self._flush()
        if protocol.chunks:
            # They would be read as if they had come encrypted.
            protocol.transport.abort()
            raise httpcore.ConnectError("bytes came before encryption had begun")
        try:
            async with asyncio.timeout(timeout):
                protocol.secure = True
                protocol.transport = await protocol.loop.start_tls(
                    protocol.transport, protocol, ssl_context, server_hostname=server_hostname
                )
        except BaseException as error:
            protocol.transport.abort()
            if isinstance(error, TimeoutError):
                raise httpcore.ConnectTimeout("the time was up") from error
            if isinstance(error, OSError):
                raise httpcore.ConnectError(str(error)) from error
            raise
        return Stream(protocol, self._where, self._piece)

    def get_extra_info(self, info: str) -> Any:
        transport = self._protocol.transport
        # By this httpcore asks whether a connection that was idle can be used again.
        if info == "is_readable":
            return self._has_spoken()
        if info == "socket":
            return self._socket
        if info == "ssl_object":
            return transport.get_extra_info("ssl_object")
        if info in {"client_addr", "server_addr"}:
            return transport.get_extra_info("sockname" if info == "client_addr" else "peername")
        return None

    def _has_spoken(self) -> bool:
        """Return whether an idle connection has ended, or bytes have come on it that nobody asked for."""
        protocol = self._protocol
        if protocol.chunks and not self._told:
            self._told = True
            log_unasked(self._where)
        return bool(protocol.chunks) or protocol.ended or _readable(self._socket)


def _readable(connection: Any) -> bool:
    """Return whether a socket has something that the loop has not read, were it only its end."""
    try:
        number = connection.fileno()
        if hasattr(select, "poll"):
            poll = select.poll()
            poll.register(number, select.POLLIN)
            return bool(poll.poll(0))
        return bool(select.select([number], [], [], 0)[0])
    except (OSError, ValueError):
        return True


async def connect(address: str, port: int, timeout: float | None, where: str, piece: int) -> Stream:  # noqa: ASYNC109 (httpcore's)
    """Connect to an IP address. `where` names it in the log; pieces of so many bytes are read, or more.

    Raises:
        httpcore.ConnectError: That failed.
        httpcore.ConnectTimeout: The time was up.
    """
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(timeout):
            _, protocol = await loop.create_connection(AsyncSocket, address, port)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout("the time was up") from error
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from error
    return Stream(protocol, where, piece)
