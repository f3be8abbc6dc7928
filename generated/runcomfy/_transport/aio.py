"""The asynchronous transport: any event loop, each with connections of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import weakref
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

import httpx

from .._plain.loop import running_loop
from .._protocol.effects import Request, Response, TransportError
from ..errors import ConfigError
from . import surplus
from .async_only import async_only_connection
from .connecting import add_look_ups
from .connections import ONE, PIECE, SOME, made, tls_context, usable
from .given import OwnAsyncClient, async_with_tolerant_hooks, hide_frames, quietly
from .library import spare_searches
from .network_errors import NETWORK, network_error, pool_timeout
from .peers import only_public
from .routes import AsyncRoutes, check_route, proxies_are_set
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
    from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Mapping

    from .._protocol.options import HTTPTimeouts
    from .settings import TransportSettings

__all__ = ["AsyncDownload", "AsyncTransport"]

# Connections of the process before a fork. They are not this one's to close, nor to be cleared away with a warning.
_abandoned: list[_Loops] = []


@dataclass(frozen=True, slots=True, eq=False)
class _Connection:
    """A way to the server. httpx's methods are looked up at each call: a mock may have come in between."""

    client: httpx.AsyncClient
    ours: bool = True
    near: tuple[str, ...] = ()

    async def open(self, request: httpx.Request) -> httpx.Response:
        """Return the answer, its body unread."""
        client = self.client
        if not self.ours:
            usable(client)
            check_route(client, request.url, self.near)
            client = async_with_tolerant_hooks(client)
        with quietly():
            return await client.send(request, stream=True, auth=None, follow_redirects=False)

    async def close(self) -> None:
        """Close it; a client that came from outside is not ours to close."""
        if self.ours:
            await self.client.aclose()


def _connect(settings: TransportSettings, limits: httpx.Limits, *, files: bool = False) -> _Connection:
    if settings.http_client is not None:
        return _Connection(settings.http_client, ours=False, near=settings.http_hosts)
    transport: httpx.AsyncBaseTransport | None = settings.transport
    if transport is None:
        context = tls_context(settings.verify)
        spare_searches()

        def make(proxy: object) -> httpx.AsyncBaseTransport:
            transport = httpx.AsyncHTTPTransport(
                verify=context, limits=limits, proxy=cast("str | None", proxy)
            )
            add_look_ups(transport, PIECE if files else 0)
            if files:
                only_public(transport, settings.http_hosts)
            else:
                async_only_connection(transport)
            return transport

        routed = settings.proxy is None and proxies_are_set()
        transport = AsyncRoutes(make, settings.http_hosts) if routed else made(lambda: make(settings.proxy))
    return _Connection(OwnAsyncClient(transport=transport, trust_env=False))


class _ConnectionPool:
    """The connections of one event loop, and who may use them."""

    def __init__(self, settings: TransportSettings) -> None:
        self.free = asyncio.Semaphore(settings.max_connections)
        self.guard: AsyncGenerator[None] | None = None
        self._settings = settings
        self.closed = False
        self._idle: list[_Connection] = []
        self._all: list[_Connection] = []
        self._spoiled: list[_Connection] = []
        self._downloads: _Connection | None = None
        # What comes from outside takes every request, and looks after its connections itself.
        given = settings.transport is not None or settings.http_client is not None
        self._shared = self._new(SOME) if given else None

    def _new(self, limits: httpx.Limits, *, files: bool = False) -> _Connection:
        connection = _connect(self._settings, limits, files=files)
        self._all.append(connection)
        return connection

    def take(self) -> _Connection:
        if self._shared is not None:
            return self._shared
        if self.closed:
            raise TransportError("the client is closed", unsent=True)
        return self._idle.pop() if self._idle else self._new(ONE)

    def give(self, connection: _Connection) -> None:
        if self.closed:
            self.retire(connection)
        elif connection is not self._shared:
            self._idle.append(connection)

    def retire(self, connection: _Connection) -> None:
        """Do not use a connection again: a cancellation in the wrong moment leaves it busy for ever."""
        if connection is not self._shared:
            with contextlib.suppress(ValueError):
                self._all.remove(connection)
            self._spoiled.append(connection)

    async def sweep(self) -> None:
        """Close what was retired; not where that happened, because a cancelled task cannot wait."""
        while self._spoiled:
            with contextlib.suppress(Exception):
                await self._spoiled.pop().close()

    def for_downloads(self) -> _Connection:
        if self._shared is not None:
            return self._shared
        if self._downloads is None:
            self._downloads = self._new(SOME, files=True)
        return self._downloads

    async def aclose(self) -> None:
        self.closed = True
        await self.sweep()
        connections, self._all, self._idle = self._all, [], []
        for connection in connections:
            await connection.close()


_Loops: TypeAlias = "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _ConnectionPool]"


async def _close_with_loop(pool: _ConnectionPool) -> AsyncGenerator[None]:
    """Wait, once started, for the loop to close its generators before it ends, and with this one the connections."""
    try:
        yield
    finally:
        await pool.aclose()


class AsyncDownload:
    """One answer of a file server: `status`, `headers`, `url`, and its bytes in pieces."""

    def __init__(self, response: httpx.Response, url: str, trail: Trail) -> None:
        self._response = response
        self._trail = trail
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.url = url

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body in pieces.

        Raises:
            TransportError: It ended too early, or did not come.
        """
        try:
            async for chunk in self._response.aiter_bytes():
                yield chunk
        except NETWORK as error:
            raise network_error(error, self._trail, place_of(self._response.request)) from error


class AsyncTransport:
    """Sends requests from any event loop, each loop with connections of its own."""

    def __init__(self, settings: TransportSettings) -> None:
        self._settings = settings
        self._pid = os.getpid()
        self._closed = False
        self._lock = threading.Lock()
        self._loops: _Loops = weakref.WeakKeyDictionary()

    async def _current(self) -> _ConnectionPool:
        if self._closed:
            raise ConfigError("This client is closed.")
        if self._pid != os.getpid():
            # Whoever held the lock at the fork does not exist here.
            self._lock = threading.Lock()
            _abandoned.append(self._loops)
            self._loops = weakref.WeakKeyDictionary()
            self._pid = os.getpid()
        loop = running_loop()
        pool = self._loops.get(loop)
        if pool is None:
            pool = _ConnectionPool(self._settings)
            with self._lock:
                self._loops[loop] = pool
            pool.guard = _close_with_loop(pool)
            await anext(pool.guard)
        return pool

    async def send(
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
        pool = await self._current()
        if pool.free.locked():
            limit = await _wait_for_connection(pool, timeouts, limit)
        else:
            await pool.free.acquire()
        try:
            await pool.sweep()
            connection = pool.take()
            prepared.extensions.update(timeout=trail.hand_on(phases(timeouts, limit)), trace=trail.note_async)
            whole = False
            try:
                async with asyncio.timeout(total_time(request, limit) + GRACE):
                    answer = await _exchange(connection, prepared)
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
            pool.free.release()
            if pool.closed:
                # Nobody comes after this one who would do it.
                await pool.sweep()

    @asynccontextmanager
    async def stream(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        timeout: HTTPTimeouts,  # noqa: ASYNC109 (for its phases)
    ) -> AsyncGenerator[AsyncDownload]:
        """Give a file, without token and without following redirects.

        Raises:
            TransportError: There is no answer.
        """
        prepared = download_request(url, headers)
        connection = (await self._current()).for_downloads()
        trail = Trail()
        prepared.extensions.update(timeout=trail.hand_on(phases(timeout, None)), trace=trail.note_async)
        try:
            # The headers must come, however slowly; how long the rest may take depends on how much it is.
            async with asyncio.timeout(TOTAL):
                response = await connection.open(prepared)
        except NETWORK as error:
            raise network_error(error, trail, place_of(prepared)) from error
        try:
            yield AsyncDownload(response, url, trail)
        finally:
            await _end(response, prepared)

    async def aclose(self) -> None:
        """Close every connection. A client that was given from outside stays open."""
        self._closed = True
        here = asyncio.get_running_loop()
        with self._lock:
            found = list(self._loops.items())
            self._loops.clear()
        for loop, pool in found:
            if loop is here:
                await pool.aclose()
            elif loop.is_running():
                asyncio.run_coroutine_threadsafe(pool.aclose(), loop)


async def _wait_for_connection(
    pool: _ConnectionPool, timeouts: HTTPTimeouts, limit: float | None
) -> float | None:
    """Wait for a free connection, and return what is left of the limit."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    try:
        async with asyncio.timeout(bounded(timeouts.for_connection(limit))):
            await pool.free.acquire()
    except TimeoutError:
        raise pool_timeout() from None
    return None if limit is None else limit - (loop.time() - begun)


async def _exchange(connection: _Connection, request: httpx.Request) -> Response:
    try:
        response = await connection.open(request)
    except httpx.HTTPStatusError as error:
        # Someone's own transport; there is an answer all the same.
        return read_response(error.response)
    try:
        if response.is_stream_consumed:
            return read_response(response)
        body = Body(response)
        async for chunk in cast("AsyncIterable[bytes]", response.stream):
            if not body.add(chunk):
                break
        return body.to_response(response)
    finally:
        await _end(response, request)


async def _end(response: httpx.Response, request: httpx.Request) -> None:
    """Close a response; and its connection, where more came than belongs to it."""
    if surplus.after(response):
        surplus.log_unasked(place_of(request))
        connection = connection_of(response)
        if connection is not None:
            await connection.aclose()
    await response.aclose()
