"""The synchronous transport: any thread, and after a fork connections of its own."""

from __future__ import annotations

import contextlib
import os
import threading
import time
import weakref
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

import httpx

from .._due import due_in
from .._protocol.effects import Answer, Request, TransportFault
from ..errors import ConfigError
from .deadlines import add_deadlines
from .peers import only_public
from .wire import (
    GRACE,
    ONE,
    SOME,
    Body,
    TransportSettings,
    download_request,
    fault_of,
    httpx_request,
    made,
    no_slot,
    read_answer,
    tls_context,
    total_time,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from .._options import Timeouts

__all__ = ["Download", "SyncTransport"]

# Connections of the process before a fork. They are not this one's to close, nor to be cleared away with a warning.
_abandoned: list[_Slots] = []


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A way to the server: what sends, and what closes it."""

    open: Callable[[httpx.Request], httpx.Response]
    close: Callable[[], object]


def _line(settings: TransportSettings, limits: httpx.Limits, *, files: bool = False) -> _Line:
    if settings.plain:
        transport: httpx.BaseTransport | None = settings.transport
        if transport is None:
            context = tls_context(settings.verify)
            transport = made(lambda: httpx.HTTPTransport(verify=context, limits=limits, proxy=settings.proxy))
            add_deadlines(transport)
            if files:
                only_public(transport)
        return _Line(transport.handle_request, transport.close)
    own: httpx.Client | None = settings.http_client
    client = own or _client(settings, limits, files=files)
    send = partial(client.send, stream=True, auth=None, follow_redirects=False)
    return _Line(send, client.close if own is None else _leave_open)


def _client(settings: TransportSettings, limits: httpx.Limits, *, files: bool) -> httpx.Client:
    context = tls_context(settings.verify)
    client = made(lambda: httpx.Client(verify=context, limits=limits))
    mounted: dict[object, httpx.BaseTransport | None] = getattr(client, "_mounts", {})
    for transport in (getattr(client, "_transport", None), *mounted.values()):
        add_deadlines(transport)
        if files:
            only_public(transport)
    return client


def _leave_open() -> None:
    """A client that came from outside is not ours to close."""


class _Slots:
    """The lines of one process, and who may use them."""

    def __init__(self, settings: TransportSettings) -> None:
        self.pid = os.getpid()
        self.free = threading.Semaphore(settings.max_requests)
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

    def __init__(self, response: httpx.Response, url: str) -> None:
        self._response = response
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
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            raise fault_of(error) from error


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
        timeouts: Timeouts,
        limit: float | None = None,
    ) -> Answer:
        """The answer to one request.

        Raises:
            TransportFault: There is none.
        """
        slots = self._current()
        begun = time.monotonic()
        if not slots.free.acquire(timeout=timeouts.for_slot(limit)):
            raise no_slot()
        try:
            if limit is not None:
                limit -= time.monotonic() - begun
            line = slots.take()
            whole = False
            try:
                answer = _exchange(line, request, headers, timeouts, limit)
                whole = True
                return answer
            except TransportFault:
                raise
            except Exception as error:  # noqa: BLE001 (whatever it is, it must not look as if nothing was sent)
                fault = fault_of(error)
            finally:
                (slots.give if whole else slots.retire)(line)
            # Outside the handler: the chain of httpx's errors holds frames, and these the token.
            raise fault
        finally:
            slots.free.release()

    @contextmanager
    def stream(self, url: str, *, headers: Mapping[str, str], timeout: Timeouts) -> Generator[Download]:
        """A file, without token and without following redirects.

        Raises:
            TransportFault: There is no answer.
        """
        line = self._current().for_downloads()
        try:
            response = line.open(download_request(url, headers, timeout))
        except TransportFault:
            raise
        except Exception as error:
            raise fault_of(error) from error
        try:
            yield Download(response, url)
        finally:
            response.close()

    def close(self) -> None:
        """Close every connection. A client that was given from outside stays open."""
        self._closed = True
        self._slots.close()


def _exchange(
    line: _Line,
    request: Request,
    headers: list[tuple[str, str]],
    timeouts: Timeouts,
    limit: float | None,
) -> Answer:
    total = total_time(request, limit)
    ends = time.monotonic() + total + GRACE
    with due_in(total):
        response = line.open(httpx_request(request, headers, timeouts, limit))
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
            response.close()
