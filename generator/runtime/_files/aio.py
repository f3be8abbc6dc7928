"""Downloads with asyncio: the network in the event loop, the disk in threads."""

from __future__ import annotations

import asyncio
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from .._protocol.effects import TransportFault
from .._protocol.retry import Clock
from .policy import DownloadPolicy, Failed
from .saving import Saving, is_data_uri

if TYPE_CHECKING:
    import os
    from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from .._options import Timeouts
    from ..errors import DownloadError
    from .disk import PartFile
    from .fetch import Fetch
    from .saving import Progress

__all__ = ["AsyncDownloader", "AsyncStream"]

P = ParamSpec("P")
T = TypeVar("T")

_PIECE = 1 << 20  # bytes gathered before a thread writes them


class AsyncAnswer(Protocol):
    """What is used of an answer."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    def aiter_bytes(self) -> AsyncIterable[bytes]: ...


class AsyncStream(Protocol):
    """What is used of a transport: no token, no redirect followed; raises TransportFault."""

    def stream(
        self, url: str, *, headers: Mapping[str, str], timeout: Timeouts
    ) -> AbstractAsyncContextManager[AsyncAnswer]: ...


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
    ) -> list[Path]:
        """Save every address, `concurrency` at a time, and return the paths in the same order.

        `max_bytes` is for each file (default: the policy's), `timeout` in seconds for all (default: `deadline`).
        `on_progress(done_bytes, total_bytes_or_none, name)` is called from the threads that write, one at a time.
        Raises DownloadError when all have ended, with `failures` and `saved`.
        """
        policy = self.policy if max_bytes is None else replace(self.policy, max_bytes=max_bytes)
        saving = Saving(
            urls,
            directory,
            policy,
            self.clock,
            overwrite=overwrite,
            timeout=self.deadline if timeout is None else timeout,
            on_progress=on_progress,
        )
        if not saving.urls:
            return []
        await _in_thread(saving.prepare)
        if self.transport is not None:
            return await self._told(await self._all(saving, self.transport, concurrency))
        from .._transport import AsyncTransport, TransportSettings

        transport = AsyncTransport(TransportSettings())
        try:
            return await self._told(await self._all(saving, transport, concurrency))
        finally:
            await transport.aclose()

    async def _told(self, paths: list[Path]) -> list[Path]:
        if self.saved is not None:
            await _in_thread(self.saved, paths)
        return paths

    async def _all(self, saving: Saving, transport: AsyncStream, concurrency: int) -> list[Path]:
        room = asyncio.Semaphore(max(1, concurrency))

        async def one(index: int) -> Path | DownloadError:
            async with room:
                return await self._one(saving, transport, index)

        tasks = [asyncio.ensure_future(one(index)) for index in range(len(saving.urls))]
        stops: list[BaseException] = []
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        except asyncio.CancelledError as stop:
            stops.append(stop)
        for task in tasks:
            task.cancel()
        await _finish(tasks, stops)
        await _finish([_start(saving.settle)], stops)
        stops += [error for task in tasks if not task.cancelled() and (error := task.exception())]
        if stops:
            saving.note(stops[0])
            raise stops[0]
        return saving.result([task.result() for task in tasks])

    async def _one(self, saving: Saving, transport: AsyncStream, index: int) -> Path | DownloadError:
        try:
            if is_data_uri(saving.urls[index]):
                return await _in_thread(saving.save_data, index)
            return await self._fetch(saving, transport, index)
        except TimeoutError:
            return saving.failure(index, Failed("there was no time left"))
        except (Failed, OSError) as error:
            return saving.failure(index, error)

    async def _fetch(self, saving: Saving, transport: AsyncStream, index: int) -> Path:
        fetch = saving.fetch(index)
        part = saving.open()
        try:
            async with asyncio.timeout(saving.left()):
                while not await self._body(saving, transport, index, fetch, part):
                    if fetch.pause:
                        await self.sleep(fetch.pause)
            # A file that is whole has come in time, however long the disk takes.
            return await _in_thread(saving.commit, index, part, fetch.content_type)
        finally:
            # Short, and it must happen at a cancellation too.
            part.discard()

    @staticmethod
    async def _body(saving: Saving, transport: AsyncStream, index: int, fetch: Fetch, part: PartFile) -> bool:
        """Make one request, and say whether the file is whole. Nothing that fails after that makes it less so."""
        whole = False
        try:
            async with transport.stream(
                fetch.url, headers=fetch.headers(), timeout=fetch.timeouts()
            ) as answer:
                if fetch.answered(answer.status, answer.headers):
                    await _receive(saving, index, fetch, part, answer)
                    whole = fetch.ended()
        except TransportFault as fault:
            if not whole:
                fetch.broke(fault)
        return whole


async def _receive(saving: Saving, index: int, fetch: Fetch, part: PartFile, answer: AsyncAnswer) -> None:
    await _in_thread(part.begin_at, fetch.got)
    gathered = bytearray()

    def flush() -> None:
        part.write(bytes(gathered))
        saving.received(index, fetch, part, len(gathered))
        gathered.clear()

    try:
        async for chunk in answer.aiter_bytes():
            gathered += chunk
            if len(gathered) >= _PIECE:
                await _in_thread(flush)
    except TransportFault:
        # What came before the fault need not come again.
        await _in_thread(flush)
        raise
    if gathered:
        await _in_thread(flush)


def _start(do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
    """Begin something in a thread. No task: whoever cancels all tasks of a loop does not stop a thread by that."""
    call = partial(copy_context().run, do, *args, **kwargs)
    return asyncio.get_running_loop().run_in_executor(None, call)


async def _in_thread(do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call something in a thread. A cancellation waits for its end: nothing must be cleared away under its hands."""
    work = _start(do, *args, **kwargs)
    stops: list[BaseException] = []
    await _finish([work], stops)
    error = work.exception()
    if stops:
        raise stops[0]
    if error is not None:
        raise error
    return work.result()


async def _finish(futures: Sequence[asyncio.Future[Any]], stops: list[BaseException]) -> None:
    """Wait for the end of all. Cancellations, however many come, wait for it too, and are then in `stops`."""
    while not all(future.done() for future in futures):
        try:
            await asyncio.wait(futures)
        except asyncio.CancelledError as stop:
            stops.append(stop)
