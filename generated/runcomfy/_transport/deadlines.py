"""Sockets that know a deadline.

httpx's timeouts are for one read each: a server that sends a byte now and then is never late. Asyncio can end the whole
of a request from outside, threads cannot; so their sockets look at the deadline themselves.
"""

from __future__ import annotations

import contextlib
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import httpcore

from .._plain.due import stop_asked, time_left
from .backends import wrap_backend
from .lookup import look_up, share
from .surplus import has_spoken

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

    import httpx

__all__ = ["add_deadlines"]

# Bytes written at a time: httpcore copies what is left of a buffer after each of its sends.
_SLICE = 256 * 1024
_SMALL = 64 * 1024  # bytes that wait for what comes after them, to leave together
_TICK = 0.2  # seconds between two looks at whether to stop


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, where: str, piece: int) -> None:
        self._stream = stream
        self._where = where
        self._piece = piece
        self._unsent: list[bytes] = []
        self._write_timeout: float | None = None

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._unsent:
            # A server may close before it has read all, and tell why.
            with contextlib.suppress(httpcore.WriteError):
                self._flush()
        max_bytes = max(max_bytes, self._piece)
        stopped = stop_asked()
        if stopped is None:
            return self._stream.read(max_bytes, _within(timeout, httpcore.ReadTimeout))
        # Nothing else wakes a thread that waits for a socket.
        ends = None if timeout is None else time.monotonic() + timeout
        while not stopped():
            left = _within(None if ends is None else ends - time.monotonic(), httpcore.ReadTimeout)
            try:
                return self._stream.read(max_bytes, _TICK if left is None else min(left, _TICK))
            except httpcore.ReadTimeout:
                continue
        raise httpcore.ReadError("it was stopped")

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, or where it is little keep it for what comes next: whoever has written all begins to read."""
        self._write_timeout = timeout
        if len(buffer) <= _SMALL:
            self._unsent.append(buffer)
            return
        self._flush()
        for start in range(0, len(buffer), _SLICE):
            piece = buffer[start : start + _SLICE] if len(buffer) > _SLICE else buffer
            self._stream.write(piece, _within(timeout, httpcore.WriteTimeout))

    def _flush(self) -> None:
        if self._unsent:
            data = b"".join(self._unsent)
            self._unsent.clear()
            if data:
                self._stream.write(data, _within(self._write_timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._flush()
        within = _within(timeout, httpcore.ConnectTimeout)
        stream = self._stream.start_tls(ssl_context, server_hostname, within)
        return _Stream(stream, self._where, self._piece)

    def get_extra_info(self, info: str) -> Any:
        # By this httpcore asks whether a connection that was idle can be used again.
        if info == "is_readable":
            return has_spoken(self._stream, self._where)
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, backend: httpcore.NetworkBackend, piece: int) -> None:
        self._backend = backend
        self._piece = piece

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect, in the time for all of it: the look-up, and every address that the host has."""
        timeout = _within(timeout, httpcore.ConnectTimeout)
        ends = None if timeout is None else time.monotonic() + timeout
        stopped = stop_asked()
        addresses = look_up(host, port, timeout, stopped)
        while True:
            address = addresses.pop(0)
            left = _within(None if ends is None else ends - time.monotonic(), httpcore.ConnectTimeout)
            try:
                stream = self._backend.connect_tcp(
                    address, port, share(left, len(addresses)), local_address, socket_options
                )
                return _Stream(stream, f"{host}:{port}", self._piece)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not addresses or (stopped is not None and stopped()):
                    raise

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        within = _within(timeout, httpcore.ConnectTimeout)
        return _Stream(self._backend.connect_unix_socket(path, within, socket_options), path, self._piece)

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


def _within(timeout: float | None, error: type[Exception]) -> float | None:
    left = time_left(timeout)
    if left is not None and left <= 0:
        raise error("the time was up")
    return left


def add_deadlines(transport: httpx.BaseTransport | None, piece: int = 0) -> None:
    """Give the sockets of one of httpx's own transports the deadline; they read so many bytes at a time, or more."""
    wrap_backend(transport, httpcore.ConnectionPool, partial(_Backend, piece=piece), proxies=True)
