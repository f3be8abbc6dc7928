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
from .._protocol.effects import Answer, Request, TransportFault
from ..errors import ConfigError
from . import surplus
from .deadlines import add_deadlines
from .faults import NETWORK, fault_of, no_slot
from .given import OwnClient, forgiving, hide_frames, quietly
from .peers import only_public
from .routes import Routes, check_route, proxies_are_set
from .settings import ONE, PIECE, SOME, TransportSettings, made, tls_context, usable
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
    read_answer,
    total_time,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from .._protocol.options import HTTPTimeouts

__all__ = ["Download", "SyncTransport"]

# Connections of the process before a fork. They are not this one's to close, nor to be cleared away with a warning.
_abandoned: list[_Slots] = []

_MOST_THREADS = 10_000  # no process has more


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A way to the server. httpx's methods are looked up at each call: a mock may have come in between."""

    client: httpx.Client
    ours: bool = True
    near: tuple[str, ...] = ()

    def open(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body unread."""
        client = self.client
        if not self.ours:
            usable(client)
            check_route(client, request.url, self.near)
            client = forgiving(client)
        with quietly():
            return client.send(request, stream=True, auth=None, follow_redirects=False)

    def close(self) -> None:
        """Close it; a client that came from outside is not ours to close."""
        if self.ours:
            self.client.close()


def _line(settings: TransportSettings, limits: httpx.Limits, *, files: bool = False) -> _Line:
    if settings.http_client is not None:
        return _Line(settings.http_client, ours=False, near=settings.http_hosts)
    transport: httpx.BaseTransport | None = settings.transport
    if transport is None:
        context = tls_context(settings.verify)

        def make(proxy: object) -> httpx.BaseTransport:
            transport = httpx.HTTPTransport(verify=context, limits=limits, proxy=cast("str | None", proxy))
            add_deadlines(transport, PIECE if files else 0)
            if files:
                only_public(transport, settings.http_hosts)
            return transport

        routed = settings.proxy is None and proxies_are_set()
        transport = Routes(make, settings.http_hosts) if routed else made(lambda: make(settings.proxy))
    return _Line(OwnClient(transport=transport, trust_env=False))


class _Slots:
    """The lines of one process, and who may use them."""

    def __init__(self, settings: TransportSettings) -> None:
        self.pid = os.getpid()
        # A semaphore that costs next to nothing where many threads wait for it.
        self.free: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(min(settings.max_connections, _MOST_THREADS)):
            self.free.put(None)
        self._settings = settings
        self._closed = False
        self._lock = threading.Lock()
        self._idle: list[_Line] = []
        self._downloads: _Line | None = None
        # What comes from outside takes every request, and looks after its connections itself.
        given = settings.transport is not None or settings.http_client is not None
        self._shared = _line(settings, SOME) if given else None

    def take(self) -> _Line:
        if self._shared is not None:
            return self._shared
        with self._lock:
            if self._closed:
                raise TransportFault("the client is closed", unsent=True)
            return self._idle.pop() if self._idle else _line(self._settings, ONE)

    def give(self, line: _Line) -> None:
        if line is self._shared:
            return
        with self._lock:
            if not self._closed:
                self._idle.append(line)
                return
        line.close()

    def retire(self, line: _Line) -> None:
        """Use a line no more: an interrupt in the wrong moment leaves its only connection busy for ever."""
        if line is not self._shared:
            with contextlib.suppress(Exception):
                line.close()

    def for_downloads(self) -> _Line:
        if self._shared is not None:
            return self._shared
        with self._lock:
            if self._downloads is None:
                self._downloads = _line(self._settings, SOME, files=True)
            return self._downloads

    def close(self) -> None:
        if self._closed or self.pid != os.getpid():
            return
        with self._lock:
            self._closed = True
            lines, self._idle = [*self._idle, self._downloads, self._shared], []
        for line in lines:
            if line is not None:
                line.close()


class Download:
    """One answer of a file server: `status`, `headers`, `url`, and its bytes in pieces."""

    def __init__(self, response: httpx.Response, url: str, trail: Trail) -> None:
        self._response = response
        self._trail = trail
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.url = url

    def iter_bytes(self) -> Iterator[bytes]:
        """The body in pieces.

        Raises:
            TransportFault: It ended too early, or did not come.
        """
        try:
            yield from self._response.iter_bytes()
        except NETWORK as error:
            raise fault_of(error, self._trail, place_of(self._response.request)) from error


class SyncTransport:
    """Sends requests from any thread, and after a fork with connections of its own."""

    def __init__(self, settings: TransportSettings) -> None:
        self._settings = settings
        self._closed = False
        self._slots = self._open()

    def _open(self) -> _Slots:
        slots = _Slots(self._settings)
        weakref.finalize(self, slots.close)
        return slots

    def _current(self) -> _Slots:
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
    ) -> Answer:
        """The answer to one request.

        Whatever else comes out of it, a `trail` that was given says afterwards whether anything was sent.

        Raises:
            TransportFault: There is none.
            ConfigError: It cannot be sent with these settings; nothing was.
        """
        prepared = httpx_request(request, headers)
        # From here on no frame that a traceback may show holds the token.
        del headers
        trail = trail or Trail()
        slots = self._current()
        begun = time.monotonic()
        try:
            slots.free.get(timeout=bounded(timeouts.for_slot(limit)))
        except queue.Empty:
            raise no_slot() from None
        try:
            if limit is not None:
                limit -= time.monotonic() - begun
            line = slots.take()
            prepared.extensions.update(timeout=trail.hand_on(phases(timeouts, limit)), trace=trail.note)
            whole = False
            try:
                answer = _exchange(line, prepared, total_time(request, limit))
                whole = True
                return answer
            except TransportFault as error:
                fault = error.with_traceback(None)
            except NETWORK as error:
                fault = fault_of(error, trail, place_of(prepared))
            except BaseException as error:
                if isinstance(error, ConfigError):
                    trail.take_back()
                hide_frames(error)
                raise
            finally:
                (slots.give if whole else slots.retire)(line)
            # Outside the handler: the chain of httpx's errors holds frames, and these the token.
            fault.__context__ = None
            raise fault
        finally:
            slots.free.put(None)

    @contextmanager
    def stream(self, url: str, *, headers: Mapping[str, str], timeout: HTTPTimeouts) -> Generator[Download]:
        """A file, without token and without following redirects.

        Raises:
            TransportFault: There is no answer.
        """
        prepared = download_request(url, headers)
        line = self._current().for_downloads()
        trail = Trail()
        prepared.extensions.update(timeout=trail.hand_on(phases(timeout, None)), trace=trail.note)
        try:
            # The headers must come, however slowly; how long the rest may take depends on how much it is.
            with due_in(TOTAL):
                response = line.open(prepared)
        except NETWORK as error:
            raise fault_of(error, trail, place_of(prepared)) from error
        try:
            yield Download(response, url, trail)
        finally:
            _end(response, place_of(prepared))

    def close(self) -> None:
        """Close every connection. A client that was given from outside stays open."""
        self._closed = True
        self._slots.close()


def _exchange(line: _Line, request: httpx.Request, total: float) -> Answer:
    ends = time.monotonic() + total + GRACE
    with due_in(total):
        try:
            response = line.open(request)
        except httpx.HTTPStatusError as error:
            # Someone's own transport; there is an answer all the same.
            return read_answer(error.response)
        try:
            if response.is_stream_consumed:
                return read_answer(response)
            body = Body(response)
            for chunk in cast("Iterable[bytes]", response.stream):
                if not body.add(chunk):
                    break
                # For a transport that came from outside, whose sockets know no deadline.
                if time.monotonic() > ends:
                    raise TransportFault("the answer came too slowly", timed_out=True)
            return body.answer(response)
        finally:
            _end(response, place_of(request))


def _end(response: httpx.Response, place: str) -> None:
    """Close a response; and its connection, where more came than belongs to it."""
    if surplus.after(response):
        surplus.tell(place)
        connection = connection_of(response)
        if connection is not None:
            connection.close()
    response.close()
