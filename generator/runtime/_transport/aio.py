"""The asynchronous transport: any event loop, each with connections of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import weakref
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, cast

import httpx

from .._protocol.effects import Answer, Request, TransportFault
from ..errors import ConfigError
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
    from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable, Mapping

    from .._options import Timeouts

__all__ = ["AsyncDownload", "AsyncTransport"]

# Connections of the process before a fork. They are not this one's to close, nor to be cleared away with a warning.
_abandoned: list[_Loops] = []


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A way to the server: what sends, and what closes it."""

    open: Callable[[httpx.Request], Awaitable[httpx.Response]]
    close: Callable[[], Awaitable[object]]


def _line(settings: TransportSettings, limits: httpx.Limits, *, files: bool = False) -> _Line:
    if settings.plain:
        transport: httpx.AsyncBaseTransport | None = settings.transport
        if transport is None:
            context = tls_context(settings.verify)
            transport = made(
                lambda: httpx.AsyncHTTPTransport(verify=context, limits=limits, proxy=settings.proxy)
            )
            if files:
                only_public(transport)
        return _Line(transport.handle_async_request, transport.aclose)
    own: httpx.AsyncClient | None = settings.http_client
    client = own or _client(settings, limits, files=files)
    send = partial(client.send, stream=True, auth=None, follow_redirects=False)
    return _Line(send, client.aclose if own is None else _leave_open)


def _client(settings: TransportSettings, limits: httpx.Limits, *, files: bool) -> httpx.AsyncClient:
    context = tls_context(settings.verify)
    client = made(lambda: httpx.AsyncClient(verify=context, limits=limits))
    if files:
        mounted: dict[object, httpx.AsyncBaseTransport | None] = getattr(client, "_mounts", {})
        for transport in (getattr(client, "_transport", None), *mounted.values()):
            only_public(transport)
    return client


async def _leave_open() -> None:
    """A client that came from outside is not ours to close."""


class _Slots:
    """The lines of one event loop, and who may use them."""

    def __init__(self, settings: TransportSettings) -> None:
        self.free = asyncio.Semaphore(settings.max_requests)
        self.guard: AsyncGenerator[None] | None = None
        self._settings = settings
        self._closed = False
        self._idle: list[_Line] = []
        self._all: list[_Line] = []
        self._spoiled: list[_Line] = []
        self._downloads: _Line | None = None
        # What comes from outside takes every request, and looks after its connections itself.
        given = settings.transport is not None or settings.http_client is not None
        self._shared = self._new(SOME) if given else None

    def _new(self, limits: httpx.Limits, *, files: bool = False) -> _Line:
        line = _line(self._settings, limits, files=files)
        self._all.append(line)
        return line

    def take(self) -> _Line:
        if self._shared is not None:
            return self._shared
        if self._closed:
            raise TransportFault("the client is closed", unsent=True)
        return self._idle.pop() if self._idle else self._new(ONE)

    def give(self, line: _Line) -> None:
        if line is not self._shared:
            self._idle.append(line)

    def retire(self, line: _Line) -> None:
        """Use a line no more: a cancellation in the wrong moment leaves its only connection busy for ever."""
        if line is not self._shared and line in self._all:
            self._all.remove(line)
            self._spoiled.append(line)

    async def sweep(self) -> None:
        """Close what was retired; not where that happened, because a cancelled task cannot wait."""
        while self._spoiled:
            with contextlib.suppress(Exception):
                await self._spoiled.pop().close()

    def for_downloads(self) -> _Line:
        if self._shared is not None:
            return self._shared
        if self._downloads is None:
            self._downloads = self._new(SOME, files=True)
        return self._downloads

    async def aclose(self) -> None:
        self._closed = True
        await self.sweep()
        lines, self._all, self._idle = self._all, [], []
        for line in lines:
            await line.close()


_Loops: TypeAlias = "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Slots]"


async def _close_with_loop(slots: _Slots) -> AsyncGenerator[None]:
    """Started and left standing: a loop closes its generators before it ends, and with this one the connections."""
    try:
        yield
    finally:
        await slots.aclose()


class AsyncDownload:
    """One answer of a file server: `status`, `headers`, `url`, and its bytes in pieces."""

    def __init__(self, response: httpx.Response, url: str) -> None:
        self._response = response
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.url = url

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        """The body in pieces.

        Raises:
            TransportFault: It ended too early, or did not come.
        """
        try:
            async for chunk in self._response.aiter_bytes():
                yield chunk
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            raise fault_of(error) from error


class AsyncTransport:
    """Sends requests from any event loop, each loop with connections of its own."""

    def __init__(self, settings: TransportSettings) -> None:
        self._settings = settings
        self._pid = os.getpid()
        self._closed = False
        self._lock = threading.Lock()
        self._loops: _Loops = weakref.WeakKeyDictionary()

    async def _current(self) -> _Slots:
        if self._closed:
            raise ConfigError("This client is closed.")
        if self._pid != os.getpid():
            # Whoever held the lock at the fork does not exist here.
            self._lock = threading.Lock()
            _abandoned.append(self._loops)
            self._loops = weakref.WeakKeyDictionary()
            self._pid = os.getpid()
        loop = asyncio.get_running_loop()
        slots = self._loops.get(loop)
        if slots is None:
            slots = _Slots(self._settings)
            with self._lock:
                self._loops[loop] = slots
            slots.guard = _close_with_loop(slots)
            await anext(slots.guard)
        return slots

    async def send(
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
        slots = await self._current()
        if slots.free.locked():
            limit = await _wait_for_slot(slots, timeouts, limit)
        else:
            await slots.free.acquire()
        try:
            await slots.sweep()
            line = slots.take()
            whole = False
            try:
                async with asyncio.timeout(total_time(request, limit) + GRACE):
                    answer = await _exchange(line, request, headers, timeouts, limit)
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

    @asynccontextmanager
    async def stream(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        timeout: Timeouts,  # noqa: ASYNC109 (for its phases)
    ) -> AsyncGenerator[AsyncDownload]:
        """A file, without token and without following redirects.

        Raises:
            TransportFault: There is no answer.
        """
        line = (await self._current()).for_downloads()
        try:
            response = await line.open(download_request(url, headers, timeout))
        except TransportFault:
            raise
        except Exception as error:
            raise fault_of(error) from error
        try:
            yield AsyncDownload(response, url)
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        """Close every connection. A client that was given from outside stays open."""
        self._closed = True
        here = asyncio.get_running_loop()
        with self._lock:
            found = list(self._loops.items())
            self._loops.clear()
        for loop, slots in found:
            if loop is here:
                await slots.aclose()
            elif loop.is_running():
                asyncio.run_coroutine_threadsafe(slots.aclose(), loop)


async def _wait_for_slot(slots: _Slots, timeouts: Timeouts, limit: float | None) -> float | None:
    """Wait for a free connection, and return what is left of the limit."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    try:
        async with asyncio.timeout(timeouts.for_slot(limit)):
            await slots.free.acquire()
    except TimeoutError:
        raise no_slot() from None
    return None if limit is None else limit - (loop.time() - begun)


async def _exchange(
    line: _Line,
    request: Request,
    headers: list[tuple[str, str]],
    timeouts: Timeouts,
    limit: float | None,
) -> Answer:
    response = await line.open(httpx_request(request, headers, timeouts, limit))
    try:
        if response.is_stream_consumed:
            return read_answer(response)
        body = Body(response)
        async for chunk in cast("AsyncIterable[bytes]", response.stream):
            if not body.add(chunk):
                break
        return body.answer(response)
    finally:
        await response.aclose()
