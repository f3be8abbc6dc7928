"""The synchronous transport: any thread, and after a fork connections of its own."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
import weakref
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import httpx

from .._plain.due import due_in
from .._protocol.effects import Request, Response, TransportError
from ..errors import ConfigError
from . import surplus
from .connections import ONE, PIECE, SOME, made, tls_context, usable
from .deadlines import add_deadlines
from .given import OwnClient, hide_frames, quietly, with_tolerant_hooks
from .network_errors import NETWORK, network_error, pool_timeout
from .only import only_connection
from .peers import only_public
from .routes import Routes, check_route, proxies_are_set
from .trail import Trail
from .wire import (
    GRACE,
    TOTAL,
    Body,
    bounded,
    connection_of,
    download_request,
    httpx_request,
    phases,
    place_of,
    read_response,
    total_time,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from .._protocol.options import HTTPTimeouts
    from .settings import TransportSettings

__all__ = ["Download", "SyncTransport"]

# Connections of the process before a fork. They are not this one's to close, nor to be cleared away with a warning.
_abandoned: list[_ConnectionPool] = []

_MOST_THREADS = 10_000  # no process has more


@dataclass(frozen=True, slots=True, eq=False)
class _Connection:
    """A way to the server. httpx's methods are looked up at each call: a mock may have come in between."""

    client: httpx.Client
    ours: bool = True
    near: tuple[str, ...] = ()

    def open(self, request: httpx.Request) -> httpx.Response:
        """Return the answer, its body unread."""
        client = self.client
        if not self.ours:
            usable(client)
            check_route(client, request.url, self.near)
            client = with_tolerant_hooks(client)
        with quietly():
            return client.send(request, stream=True, auth=None, follow_redirects=False)

    def close(self) -> None:
        """Close it; a client that came from outside is not ours to close."""
        if self.ours:
            self.client.close()


def _connect(settings: TransportSettings, limits: httpx.Limits, *, files: bool = False) -> _Connection:
    if settings.http_client is not None:
        return _Connection(settings.http_client, ours=False, near=settings.http_hosts)
    transport: httpx.BaseTransport | None = settings.transport
    if transport is None:
        context = tls_context(settings.verify)

        def make(proxy: object) -> httpx.BaseTransport:
            transport = httpx.HTTPTransport(verify=context, limits=limits, proxy=cast("str | None", proxy))
            add_deadlines(transport, PIECE if files else 0)
            if files:
                only_public(transport, settings.http_hosts)
            else:
                only_connection(transport)
            return transport

        routed = settings.proxy is None and proxies_are_set()
        transport = Routes(make, settings.http_hosts) if routed else made(lambda: make(settings.proxy))
    return _Connection(OwnClient(transport=transport, trust_env=False))


class _ConnectionPool:
    """The connections of one process, and who may use them."""

    def __init__(self, settings: TransportSettings) -> None:
        self.pid = os.getpid()
        # A semaphore that costs next to nothing where many threads wait for it.
        self.free: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(min(settings.max_connections, _MOST_THREADS)):
            self.free.put(None)
        self._settings = settings
        self._closed = False
        self._lock = threading.Lock()
        self._idle: list[_Connection] = []
        self._downloads: _Connection | None = None
        # What comes from outside takes every request, and looks after its connections itself.
        given = settings.transport is not None or settings.http_client is not None
        self._shared = _connect(settings, SOME) if given else None

    def take(self) -> _Connection:
        if self._shared is not None:
            return self._shared
        with self._lock:
            if self._closed:
                raise TransportError("the client is closed", unsent=True)
            return self._idle.pop() if self._idle else _connect(self._settings, ONE)

    def give(self, connection: _Connection) -> None:
        if connection is self._shared:
            return
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def retire(self, connection: _Connection) -> None:
        """Do not use a connection again: an interrupt in the wrong moment leaves it busy for ever."""
        if connection is not self._shared:
            with contextlib.suppress(Exception):
                connection.close()

    def for_downloads(self) -> _Connection:
        if self._shared is not None:
            return self._shared
        with self._lock:
            if self._downloads is None:
                self._downloads = _connect(self._settings, SOME, files=True)
            return self._downloads

    def close(self) -> None:
        if self._closed or self.pid != os.getpid():
            return
        with self._lock:
            self._closed = True
            connections, self._idle = [*self._idle, self._downloads, self._shared], []
        for connection in connections:
            if connection is not None:
                connection.close()


class Download:
    """One answer of a file server: `status`, `headers`, `url`, and its bytes in pieces."""

    def __init__(self, response: httpx.Response, url: str, trail: Trail) -> None:
        self._response = response
        self._trail = trail
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.url = url

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the body in pieces.

        Raises:
            TransportError: It ended too early, or did not come.
        """
        try:
            yield from self._response.iter_bytes()
        except NETWORK as error:
            raise network_error(error, self._trail, place_of(self._response.request)) from error


class SyncTransport:
    """Sends requests from any thread, and after a fork with connections of its own."""

    def __init__(self, settings: TransportSettings) -> None:
        self._settings = settings
        self._closed = False
        self._slots = self._open()

    def _open(self) -> _ConnectionPool:
        pool = _ConnectionPool(self._settings)
        weakref.finalize(self, pool.close)
        return pool

    def _current(self) -> _ConnectionPool:
        if self._closed:
            raise ConfigError("This client is closed.")
        if self._slots.pid != os.getpid():
            _abandoned.append(self._slots)
            self._slots = self._open()
        return self._slots

    def send(
        self,
        request: Request,
        *,
        headers: list[tuple[str, str]],
        timeouts: HTTPTimeouts,
        limit: float | None = None,
        trail: Trail | None = None,
    ) -> Response:
        """Return the answer to one request.

        Whatever else comes out of it, a `trail` that was given says afterwards whether anything was sent.

        Raises:
            TransportError: There is none.
            ConfigError: It cannot be sent with these settings; nothing was.
        """
        prepared = httpx_request(request, headers)
        # From here on no frame that a traceback may show holds the token.
        del headers
        trail = trail or Trail()
        pool = self._current()
        begun = time.monotonic()
        try:
            pool.free.get(timeout=bounded(timeouts.for_connection(limit)))
        except queue.Empty:
            raise pool_timeout() from None
        try:
            if limit is not None:
                limit -= time.monotonic() - begun
            connection = pool.take()
            prepared.extensions.update(timeout=trail.hand_on(phases(timeouts, limit)), trace=trail.note)
            whole = False
            try:
                answer = _exchange(connection, prepared, total_time(request, limit))
                whole = True
                return answer
            except TransportError as error:
                fault = error.with_traceback(None)
            except NETWORK as error:
                fault = network_error(error, trail, place_of(prepared))
            except BaseException as error:
                if isinstance(error, ConfigError):
                    trail.take_back()
                hide_frames(error)
                raise
            finally:
                (pool.give if whole else pool.retire)(connection)
            # Outside the handler: the chain of httpx's errors holds frames, and these the token.
            fault.__context__ = None
            raise fault
        finally:
            pool.free.put(None)

    @contextmanager
    def stream(self, url: str, *, headers: Mapping[str, str], timeout: HTTPTimeouts) -> Generator[Download]:
        """Give a file, without token and without following redirects.

        Raises:
            TransportError: There is no answer.
        """
        prepared = download_request(url, headers)
        connection = self._current().for_downloads()
        trail = Trail()
        prepared.extensions.update(timeout=trail.hand_on(phases(timeout, None)), trace=trail.note)
        try:
            # The headers must come, however slowly; how long the rest may take depends on how much it is.
            with due_in(TOTAL):
                response = connection.open(prepared)
        except NETWORK as error:
            raise network_error(error, trail, place_of(prepared)) from error
        try:
            yield Download(response, url, trail)
        finally:
            _end(response, prepared)

    def close(self) -> None:
        """Close every connection. A client that was given from outside stays open."""
        self._closed = True
        self._slots.close()


def _exchange(connection: _Connection, request: httpx.Request, total: float) -> Response:
    ends = time.monotonic() + total + GRACE
    with due_in(total):
        try:
            response = connection.open(request)
        except httpx.HTTPStatusError as error:
            # Someone's own transport; there is an answer all the same.
            return read_response(error.response)
        try:
            if response.is_stream_consumed:
                return read_response(response)
            body = Body(response)
            for chunk in cast("Iterable[bytes]", response.stream):
                if not body.add(chunk):
                    break
                # For a transport that came from outside, whose sockets know no deadline.
                if time.monotonic() > ends:
                    raise TransportError("the answer came too slowly", timed_out=True)
            return body.to_response(response)
        finally:
            _end(response, request)


def _end(response: httpx.Response, request: httpx.Request) -> None:
    """Close a response; and its connection, where more came than belongs to it."""
    if surplus.after(response):
        surplus.log_unasked(place_of(request))
        connection = connection_of(response)
        if connection is not None:
            connection.close()
    response.close()
