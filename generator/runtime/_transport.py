"""The only module that knows httpx: sends a request over a kept connection, and says what a failure means.

Requests in flight are capped, jobs are not. Every slot under the cap has a client of its own with one connection:
httpx's pool walks all its connections and all waiting requests on each request, and its synchronous form can
hand one connection to two threads; a pool of one that serves one request at a time does neither. The slot used last
is used first, so that a quiet program keeps a single connection.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import threading
import time
import weakref
import zlib
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from ._protocol.effects import Answer, Request, TransportFault
from .errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator, Mapping

    from ._options import Timeouts

__all__ = ["AGENT", "AsyncDownload", "AsyncTransport", "Download", "SyncTransport", "TransportSettings"]

AGENT = f"httpx/{httpx.__version__}"
MAX_ANSWER = 16 * 1024 * 1024  # decoded bytes of one JSON answer
_KEEPALIVE = 20.0  # seconds; load balancers close after 60, and a POST must not meet a connection just closed
_TOTAL = 120.0  # seconds for a whole request, however slowly its bytes drip,
_SLOWEST = 32 * 1024  # and so many bytes a second on top for its body
_GRACE = 0.25  # the phases' own timeouts come first: they know whether anything was sent


@dataclass(frozen=True, slots=True)
class TransportSettings:
    """How to reach the server. `transport` and `http_client` are httpx's, of the kind the client needs."""

    proxy: Any = None
    verify: bool | str | os.PathLike[str] | ssl.SSLContext = True
    transport: Any = None
    http_client: Any = None
    max_requests: int = 32


_shared_context: ssl.SSLContext | None = None


def _context(verify: bool | str | os.PathLike[str] | ssl.SSLContext) -> ssl.SSLContext:
    """The TLS context. The usual one is made once for the process: reading the trust store takes longest of all."""
    global _shared_context  # noqa: PLW0603
    if isinstance(verify, ssl.SSLContext):
        return verify
    if verify is True:
        if _shared_context is None:
            _shared_context = httpx.create_ssl_context()
        return _shared_context
    if verify is False:
        return httpx.create_ssl_context(verify=False)
    path = Path(verify)
    try:
        if path.is_dir():
            return ssl.create_default_context(capath=str(path))
        return ssl.create_default_context(cafile=str(path))
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"verify={str(path)!r} is not a usable set of certificates: {error}") from None


def _fault(error: Exception) -> TransportFault:
    """What a failure of httpx's means for a request that must not be sent twice."""
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return TransportFault(text, unsent=True, timed_out=True)
    # A proxy that refuses to connect has passed nothing on.
    if isinstance(error, httpx.ConnectError | httpx.ProxyError | httpx.UnsupportedProtocol):
        return TransportFault(text, unsent=True)
    # Everything else counts as sent, also what no one has thought of.
    return TransportFault(text, timed_out=isinstance(error, httpx.TimeoutException | TimeoutError))


def _httpx_timeout(timeouts: Timeouts, limit: float | None) -> dict[str, float | None]:
    def cap(seconds: float | None) -> float | None:
        if limit is None or (seconds is not None and seconds <= limit):
            return seconds
        return max(limit, 0.001)

    return {
        "connect": cap(timeouts.connect),
        "read": cap(timeouts.read),
        "write": cap(timeouts.write),
        # A slot's only connection is free when the slot is; this guards against a broken one.
        "pool": cap(5.0),
    }


def _total(request: Request, limit: float | None) -> float:
    total = _TOTAL + len(request.body or b"") / _SLOWEST
    return total if limit is None else min(total, limit)


def _httpx_request(
    request: Request, headers: list[tuple[str, str]], timeouts: Timeouts, limit: float | None
) -> httpx.Request:
    try:
        return httpx.Request(
            request.method,
            request.url,
            headers=headers,
            content=request.body,
            extensions={"timeout": _httpx_timeout(timeouts, limit)},
        )
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise TransportFault(f"the request cannot be built: {error}", unsent=True) from None


class _Body:
    """Collects a body, unpacks it, and stops before it is larger than it may be."""

    def __init__(self, response: httpx.Response) -> None:
        self.chunks: list[bytes] = []
        self.size = 0
        self.cut = False
        encoding = response.headers.get("content-encoding", "").strip().lower()
        # 47 = either of zlib's two headers. Others were not asked for, and stay unreadable.
        self.unpack = zlib.decompressobj(47) if encoding in {"gzip", "x-gzip", "deflate"} else None

    def add(self, chunk: bytes) -> bool:
        """Whether there is room for more."""
        if self.unpack is not None:
            try:
                chunk = self.unpack.decompress(chunk, MAX_ANSWER - self.size + 1)
            except zlib.error:
                self.cut = True
                return False
        self.size += len(chunk)
        self.chunks.append(chunk)
        self.cut = self.size > MAX_ANSWER
        return not self.cut

    def answer(self, response: httpx.Response) -> Answer:
        body = b"".join(self.chunks)[:MAX_ANSWER]
        return Answer(response.status_code, response.headers, body, self.cut)


def _whole(response: httpx.Response) -> Answer:
    """The answer of a response that a hook or a mock has read already."""
    content = response.content
    return Answer(response.status_code, response.headers, content[:MAX_ANSWER], cut=len(content) > MAX_ANSWER)


_Limits = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=_KEEPALIVE)
# Result files come from other hosts, some at a time. As many are kept as are allowed: see httpcore#1110.
_DownloadLimits = httpx.Limits(max_connections=16, max_keepalive_connections=16, keepalive_expiry=_KEEPALIVE)


class _SyncSlots:
    """The clients of one process, and who may use them."""

    def __init__(self, settings: TransportSettings) -> None:
        self.pid = os.getpid()
        self.settings = settings
        self.closed = False
        self.free = threading.Semaphore(settings.max_requests)
        self.lock = threading.Lock()
        self.idle: list[httpx.Client] = []
        self.clients: set[httpx.Client] = set()
        self.downloads: httpx.Client | None = None
        self.shared: httpx.Client | None = settings.http_client
        if self.shared is None and settings.transport is not None:
            self.shared = self._new(_DownloadLimits)

    def _new(self, limits: httpx.Limits) -> httpx.Client:
        settings = self.settings
        client = httpx.Client(
            verify=_context(settings.verify) if settings.transport is None else True,
            proxy=settings.proxy,
            transport=settings.transport,
            limits=limits,
            follow_redirects=False,
        )
        self.clients.add(client)
        return client

    def take(self) -> httpx.Client:
        if self.shared is not None:
            return self.shared
        with self.lock:
            if self.closed:
                raise TransportFault("the client is closed", unsent=True)
            return self.idle.pop() if self.idle else self._new(_Limits)

    def give(self, client: httpx.Client) -> None:
        if client is self.shared:
            return
        with self.lock:
            if not self.closed:
                self.idle.append(client)
                return
        client.close()

    def for_downloads(self) -> httpx.Client:
        if self.shared is not None:
            return self.shared
        with self.lock:
            if self.downloads is None:
                self.downloads = self._new(_DownloadLimits)
            return self.downloads

    def close(self) -> None:
        # After a fork these connections are the parent's.
        if self.closed or self.pid != os.getpid():
            return
        with self.lock:
            self.closed = True
            idle, self.idle = self.idle, []
            own = (self.downloads, self.shared)
            extra = [client for client in own if client is not None and client in self.clients]
        for client in (*idle, *extra):
            client.close()


class Download:
    """One answer of a file server: `status`, `headers`, `url`, and its bytes in pieces."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.url = str(response.url)

    def iter_bytes(self) -> Iterator[bytes]:
        """The body in pieces.

        Raises:
            TransportFault: It ended too early, or did not come.
        """
        try:
            yield from self._response.iter_bytes()
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            raise _fault(error) from error


class AsyncDownload:
    """One answer of a file server: `status`, `headers`, `url`, and its bytes in pieces."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.url = str(response.url)

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        """The body in pieces.

        Raises:
            TransportFault: It ended too early, or did not come.
        """
        try:
            async for chunk in self._response.aiter_bytes():
                yield chunk
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            raise _fault(error) from error


def _download_request(url: str, headers: Mapping[str, str], timeout: Timeouts) -> httpx.Request:
    # Made without the client, so that no header, cookie or token of it can come along.
    request = Request("GET", url)
    fields = {"accept-encoding": "identity", "accept": "*/*"}
    fields.update({name.lower(): value for name, value in headers.items()})
    return _httpx_request(request, list(fields.items()), timeout, None)


class SyncTransport:
    """Sends requests from any thread, and after a fork with connections of its own."""

    def __init__(self, settings: TransportSettings) -> None:
        self.settings = settings
        self._closed = False
        self._lock = threading.Lock()
        self._abandoned: list[_SyncSlots] = []
        self._slots = self._open()

    def _open(self) -> _SyncSlots:
        slots = _SyncSlots(self.settings)
        weakref.finalize(self, slots.close)
        return slots

    def _current(self) -> _SyncSlots:
        if self._closed:
            raise ConfigError("This client is closed.")
        slots = self._slots
        if slots.pid != os.getpid():
            # The other thread that held a lock at the fork does not exist here.
            self._lock = threading.Lock()
            self._abandoned.append(slots)
            slots = self._slots = self._open()
        return slots

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
        wait = timeouts.pool if limit is None else min(limit, timeouts.pool or limit)
        if not slots.free.acquire(timeout=wait):
            raise TransportFault(
                "no connection became free in time: too many requests in flight",
                unsent=True,
                timed_out=True,
            )
        try:
            if limit is not None:
                limit -= time.monotonic() - begun
            client = slots.take()
            try:
                return _exchange(client, request, headers, timeouts, limit)
            except TransportFault:
                raise
            except Exception as error:  # noqa: BLE001 (whatever it is, it must not look as if nothing was sent)
                fault = _fault(error)
            finally:
                slots.give(client)
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
        slots = self._current()
        request = _download_request(url, headers, timeout)
        client = slots.for_downloads()
        try:
            response = client.send(request, stream=True, auth=None, follow_redirects=False)
        except Exception as error:
            raise _fault(error) from error
        try:
            yield Download(response)
        finally:
            response.close()

    def close(self) -> None:
        """Close every connection. A client that was given from outside stays open."""
        self._closed = True
        self._slots.close()


def _exchange(
    client: httpx.Client,
    request: Request,
    headers: list[tuple[str, str]],
    timeouts: Timeouts,
    limit: float | None,
) -> Answer:
    ends = time.monotonic() + _total(request, limit) + _GRACE
    response = client.send(
        _httpx_request(request, headers, timeouts, limit), stream=True, auth=None, follow_redirects=False
    )
    try:
        if response.is_stream_consumed:
            return _whole(response)
        body = _Body(response)
        for chunk in response.iter_raw():
            if not body.add(chunk):
                break
            if time.monotonic() > ends:
                raise TransportFault("the answer came too slowly", timed_out=True)
        return body.answer(response)
    finally:
        response.close()


@dataclass(slots=True, weakref_slot=True)
class _AsyncSlots:
    """The clients of one event loop."""

    settings: TransportSettings
    free: asyncio.Semaphore
    idle: list[httpx.AsyncClient] = field(default_factory=list)
    clients: list[httpx.AsyncClient] = field(default_factory=list)
    downloads: httpx.AsyncClient | None = None
    guard: AsyncGenerator[None] | None = None
    closed: bool = False

    def new(self, limits: httpx.Limits) -> httpx.AsyncClient:
        settings = self.settings
        client = httpx.AsyncClient(
            verify=_context(settings.verify) if settings.transport is None else True,
            proxy=settings.proxy,
            transport=settings.transport,
            limits=limits,
            follow_redirects=False,
        )
        self.clients.append(client)
        return client

    def take(self) -> httpx.AsyncClient:
        if self.closed:
            raise TransportFault("the client is closed", unsent=True)
        return self.idle.pop() if self.idle else self.new(_Limits)

    def for_downloads(self) -> httpx.AsyncClient:
        if self.downloads is None:
            self.downloads = self.new(_DownloadLimits)
        return self.downloads

    async def aclose(self) -> None:
        self.closed = True
        clients, self.clients, self.idle = self.clients, [], []
        for client in clients:
            await client.aclose()


async def _close_with_loop(slots: _AsyncSlots) -> AsyncGenerator[None]:
    """Started and left standing: a loop closes its generators before it ends, and with this one the connections."""
    try:
        yield
    finally:
        await slots.aclose()


class AsyncTransport:
    """Sends requests from any event loop, each loop with connections of its own."""

    def __init__(self, settings: TransportSettings) -> None:
        self.settings = settings
        self._pid = os.getpid()
        self._closed = False
        self._loops: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _AsyncSlots] = (
            weakref.WeakKeyDictionary()
        )
        self._abandoned: list[object] = []
        self._given: httpx.AsyncClient | None = settings.http_client

    async def _current(self) -> _AsyncSlots:
        if self._closed:
            raise ConfigError("This client is closed.")
        if self._pid != os.getpid():
            self._abandoned.append(self._loops)
            self._loops = weakref.WeakKeyDictionary()
            self._pid = os.getpid()
        loop = asyncio.get_running_loop()
        slots = self._loops.get(loop)
        if slots is None:
            slots = _AsyncSlots(self.settings, asyncio.Semaphore(self.settings.max_requests))
            if self.settings.transport is not None:
                slots.downloads = slots.new(_DownloadLimits)
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
        loop = asyncio.get_running_loop()
        begun = loop.time()
        if slots.free.locked():
            try:
                async with asyncio.timeout(
                    timeouts.pool if limit is None else min(limit, timeouts.pool or limit)
                ):
                    await slots.free.acquire()
            except TimeoutError:
                raise TransportFault(
                    "no connection became free in time: too many requests in flight",
                    unsent=True,
                    timed_out=True,
                ) from None
        else:
            await slots.free.acquire()
        try:
            if limit is not None:
                limit -= loop.time() - begun
            shared = self._given or (slots.downloads if self.settings.transport is not None else None)
            client = shared or slots.take()
            try:
                async with asyncio.timeout(_total(request, limit) + _GRACE):
                    return await _exchange_async(client, request, headers, timeouts, limit)
            except TransportFault:
                raise
            except Exception as error:  # noqa: BLE001 (whatever it is, it must not look as if nothing was sent)
                fault = _fault(error)
            finally:
                if shared is None:
                    slots.idle.append(client)
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
        slots = await self._current()
        request = _download_request(url, headers, timeout)
        client = self._given or slots.for_downloads()
        try:
            response = await client.send(request, stream=True, auth=None, follow_redirects=False)
        except Exception as error:
            raise _fault(error) from error
        try:
            yield AsyncDownload(response)
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        """Close every connection. A client that was given from outside stays open."""
        self._closed = True
        here = asyncio.get_running_loop()
        for loop, slots in list(self._loops.items()):
            if loop is here:
                await slots.aclose()
            elif loop.is_running():
                asyncio.run_coroutine_threadsafe(slots.aclose(), loop)
        self._loops.clear()


async def _exchange_async(
    client: httpx.AsyncClient,
    request: Request,
    headers: list[tuple[str, str]],
    timeouts: Timeouts,
    limit: float | None,
) -> Answer:
    response = await client.send(
        _httpx_request(request, headers, timeouts, limit), stream=True, auth=None, follow_redirects=False
    )
    try:
        if response.is_stream_consumed:
            return _whole(response)
        body = _Body(response)
        async for chunk in response.aiter_raw():
            if not body.add(chunk):
                break
        return body.answer(response)
    finally:
        await response.aclose()
