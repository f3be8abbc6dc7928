"""Downloads with asyncio: the network in the event loop, the disk in threads."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from .._plain.data_uris import is_data_uri
from .._protocol.effects import TransportError
from .._protocol.retry import Clock
from .memory import MemoryPart
from .policy import DownloadPolicy, Failed
from .saving import Saving, check_content
from .streams import HeldBack
from .tasks import Background, finish, in_thread, start

if TYPE_CHECKING:
    import os
    from collections.abc import (
        AsyncGenerator,
        AsyncIterable,
        Awaitable,
        Callable,
        Iterable,
        Mapping,
    )
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from .._protocol.options import HTTPTimeouts
    from ..errors import DownloadError
    from .fetch import Fetch
    from .saving import Progress, Sink

__all__ = ["AsyncDownloader", "AsyncStream"]

_PIECE = 1 << 20  # bytes gathered before a thread writes them


class AsyncResponse(Protocol):
    """What is used of an answer."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    def aiter_bytes(self) -> AsyncIterable[bytes]: ...


class AsyncStream(Protocol):
    """What is used of a transport: no token, no redirect followed; raises TransportError."""

    def stream(
        self, url: str, *, headers: Mapping[str, str], timeout: HTTPTimeouts
    ) -> AbstractAsyncContextManager[AsyncResponse]: ...


@dataclass(frozen=True, slots=True)
class AsyncDownloader:
    """Saves files from a transport, within a policy. Without one, as after a pickle, each `save` makes its own."""

    transport: AsyncStream | None = field(default=None, repr=False)
    policy: DownloadPolicy = field(default_factory=DownloadPolicy)
    deadline: float | None = None
    clock: Clock = field(default=Clock(), repr=False)
    sleep: Callable[[float], Awaitable[object]] = field(default=asyncio.sleep, repr=False)
    saved: Callable[[list[Path]], object] | None = field(default=None, repr=False)
    """Told the paths when all files are there, in a thread."""

    def __reduce__(self) -> tuple[Any, ...]:
        return AsyncDownloader, (None, self.policy, self.deadline)

    async def save(
        self,
        urls: Iterable[str],
        directory: str | os.PathLike[str] = ".",
        *,
        overwrite: bool = False,
        max_bytes: int | None = None,
        concurrency: int = 4,
        timeout: float | None = None,  # noqa: ASYNC109 (the deadline reaches into the requests)
        on_progress: Progress | None = None,
        name: str | None = None,
    ) -> list[Path]:
        """Save every address, `concurrency` at a time, and return the paths in the same order.

        `name` is that of a single file (default: from its address, with the extension of its content).
        `max_bytes` is for each file (default: the policy's), `timeout` in seconds for all (default: `deadline`).
        `on_progress(done_bytes, total_bytes_or_none, name)` is called from the threads that write, one at a time.
        Raises DownloadError when all have ended, with `failures` and `saved`.
        """
        saving = Saving(
            self, urls, directory, max_bytes=max_bytes, timeout=timeout,
            overwrite=overwrite, on_progress=on_progress, name=name,
        )  # fmt: skip
        if not saving.urls:
            return []
        await in_thread(saving.prepare)
        async with self._connections() as transport:
            paths = await self._save_all(saving, transport, concurrency)
        if self.saved is not None:
            await in_thread(self.saved, paths)
        return paths

    async def _save_all(self, saving: Saving, transport: AsyncStream, concurrency: int) -> list[Path]:
        room = asyncio.Semaphore(max(1, concurrency))

        async def one(index: int) -> Path | DownloadError:
            async with room:
                return await self._save_one(saving, transport, index)

        tasks = [asyncio.ensure_future(one(index)) for index in range(len(saving.urls))]
        stops: list[BaseException] = []
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        except asyncio.CancelledError as stop:
            stops.append(stop)
        for task in tasks:
            task.cancel()
        await finish(tasks, stops)
        await finish([start(saving.settle)], stops)
        stops += [error for task in tasks if not task.cancelled() and (error := task.exception())]
        if stops:
            saving.note(stops[0])
            raise stops[0]
        return saving.result([task.result() for task in tasks])

    async def _save_one(self, saving: Saving, transport: AsyncStream, index: int) -> Path | DownloadError:
        try:
            if is_data_uri(saving.urls[index]):
                return await in_thread(saving.save_data, index)
            return await self._fetch(saving, transport, index)
        except TimeoutError:
            return saving.failure(index, Failed("there was no time left"))
        except (Failed, OSError) as error:
            return saving.failure(index, error)

    async def _fetch(self, saving: Saving, transport: AsyncStream, index: int) -> Path:
        fetch = saving.fetch(index)
        part = saving.open()
        try:
            await self._fetch_whole(saving, transport, index, fetch, part)
            # A file that is whole has come in time, however long the disk takes.
            return await in_thread(saving.commit, index, part, fetch.content_type)
        finally:
            # Short, and it must happen at a cancellation too.
            part.discard()

    async def _fetch_whole(
        self, saving: Saving, transport: AsyncStream, index: int, fetch: Fetch, part: Sink
    ) -> None:
        async with asyncio.timeout(saving.left()):
            while not await _receive_body(saving, transport, index, fetch, part):
                await self._pause(fetch)

    async def _pause(self, fetch: Fetch) -> None:
        if fetch.pause:
            await self.sleep(fetch.pause)

    async def read(
        self,
        url: str,
        *,
        max_bytes: int | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (the deadline reaches into the requests)
    ) -> bytes:
        """Return the content of one address. Raises DownloadError."""
        saving = Saving(self, [url], max_bytes=max_bytes, timeout=timeout)
        part = MemoryPart()
        try:
            if is_data_uri(url):
                return await in_thread(saving.content, 0)
            fetch = saving.fetch(0)
            async with self._connections() as transport:
                await self._fetch_whole(saving, transport, 0, fetch, part)
            check_content(part.head, fetch.content_type)
        except TimeoutError:
            raise saving.failure(0, Failed("there was no time left"), "read") from None
        except (Failed, OSError) as error:
            raise saving.failure(0, error, "read") from None
        return bytes(part.content)

    async def pieces(
        self,
        url: str,
        *,
        max_bytes: int | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (as above)
    ) -> AsyncGenerator[bytes]:
        """Yield the content of one address as it comes. Raises DownloadError."""
        saving = Saving(self, [url], max_bytes=max_bytes, timeout=timeout)
        try:
            if is_data_uri(url):
                yield await in_thread(saving.content, 0)
                return
            async with contextlib.aclosing(self._stream(saving.fetch(0))) as pieces:
                while True:
                    # What is waited for is bounded, and not what the caller does in between.
                    async with asyncio.timeout(saving.left()):
                        piece = await anext(pieces, None)
                    if piece is None:
                        return
                    yield piece
        except TimeoutError:
            raise saving.failure(0, Failed("there was no time left"), "read") from None
        except (Failed, OSError) as error:
            raise saving.failure(0, error, "read") from None

    async def _stream(self, fetch: Fetch) -> AsyncGenerator[bytes]:
        """Yield the bytes of one file, its beginning held back until it is known to be fit. Raises Failed."""
        held = HeldBack(fetch)
        async with self._connections() as transport:
            while True:
                whole = False
                try:
                    async with transport.stream(
                        fetch.url, headers=fetch.headers(), timeout=fetch.timeouts()
                    ) as answer:
                        if fetch.answered(answer.status, answer.headers):
                            held.begin_body()
                            async for chunk in answer.aiter_bytes():
                                fetch.received(len(chunk))
                                for piece in held.released(chunk):
                                    yield piece
                            whole = fetch.ended()
                except TransportError as fault:
                    if not whole:
                        fetch.broke(fault)
                if whole:
                    for piece in held.rest():
                        yield piece
                    return
                await self._pause(fetch)

    @contextlib.asynccontextmanager
    async def _connections(self) -> AsyncGenerator[AsyncStream]:
        if self.transport is not None:
            yield self.transport
            return
        from .._transport.aio import AsyncTransport
        from .._transport.settings import TransportSettings

        transport = AsyncTransport(TransportSettings(http_hosts=self.policy.http_hosts))
        try:
            yield transport
        finally:
            await transport.aclose()


async def _receive_body(saving: Saving, transport: AsyncStream, index: int, fetch: Fetch, part: Sink) -> bool:
    """Make one request, and say whether the file is whole. Nothing that fails after that makes it less so."""
    whole = False
    try:
        async with transport.stream(fetch.url, headers=fetch.headers(), timeout=fetch.timeouts()) as answer:
            if fetch.answered(answer.status, answer.headers):
                await _receive(saving, index, fetch, part, answer)
                whole = fetch.ended()
    except TransportError as fault:
        if not whole:
            fetch.broke(fault)
    return whole


async def _receive(saving: Saving, index: int, fetch: Fetch, part: Sink, answer: AsyncResponse) -> None:
    await in_thread(part.begin_at, fetch.got)
    background = Background()
    gathered: list[bytes] = []
    size = 0

    def flush(pieces: list[bytes], length: int) -> None:
        part.write(b"".join(pieces))
        saving.received(index, fetch, part, length)

    try:
        async for chunk in answer.aiter_bytes():
            gathered.append(chunk)
            size += len(chunk)
            if size >= _PIECE:
                await background.begin(flush, gathered, size)
                gathered, size = [], 0
    except TransportError:
        # What came before the fault need not come again.
        await background.begin(flush, gathered, size)
        await background.end()
        raise
    except BaseException:
        # Nothing may be written any more when this is left; what ends it matters more than what became of that.
        await background.end(quietly=True)
        raise
    if size:
        await background.begin(flush, gathered, size)
    await background.end()
