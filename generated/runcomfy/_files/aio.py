"""Downloads with asyncio: the network in the event loop, the disk in threads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from .._protocol.effects import TransportFault
from .._protocol.retry import Clock
from .policy import DownloadPolicy, Failed
from .saving import Saving, is_data_uri

if TYPE_CHECKING:
    import os
    from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from .._options import Timeouts
    from ..errors import DownloadError
    from .disk import PartFile
    from .fetch import Fetch
    from .saving import Progress

__all__ = ["AsyncDownloader", "AsyncStream"]

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
        await asyncio.to_thread(saving.prepare)
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
            await asyncio.to_thread(self.saved, paths)
        return paths

    async def _all(self, saving: Saving, transport: AsyncStream, concurrency: int) -> list[Path]:
        room = asyncio.Semaphore(max(1, concurrency))

        async def one(index: int) -> Path | DownloadError:
            async with room:
                return await self._one(saving, transport, index)

        # Ends every task before it raises: at a cancellation nothing is left behind.
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(index)) for index in range(len(saving.urls))]
        return saving.result([task.result() for task in tasks])

    async def _one(self, saving: Saving, transport: AsyncStream, index: int) -> Path | DownloadError:
        try:
            if is_data_uri(saving.urls[index]):
                return await asyncio.to_thread(saving.save_data, index)
            async with asyncio.timeout(saving.left()):
                return await self._fetch(saving, transport, index)
        except TimeoutError:
            return saving.failure(index, Failed("there was no time left"))
        except (Failed, OSError) as error:
            return saving.failure(index, error)

    async def _fetch(self, saving: Saving, transport: AsyncStream, index: int) -> Path:
        fetch = saving.fetch(index)
        part = saving.open()
        try:
            while True:
                try:
                    async with transport.stream(
                        fetch.url, headers=fetch.headers(), timeout=fetch.timeouts()
                    ) as answer:
                        if fetch.answered(answer.status, answer.headers):
                            await self._body(saving, index, fetch, part, answer)
                            if fetch.ended():
                                return await asyncio.to_thread(saving.commit, index, part, fetch.content_type)
                except TransportFault as fault:
                    fetch.broke(fault)
                if fetch.pause:
                    await self.sleep(fetch.pause)
        finally:
            # Short, and it must happen at a cancellation too.
            part.discard()

    async def _body(
        self, saving: Saving, index: int, fetch: Fetch, part: PartFile, answer: AsyncAnswer
    ) -> None:
        await asyncio.to_thread(part.begin_at, fetch.got)
        gathered = bytearray()

        def flush() -> None:
            part.write(bytes(gathered))
            saving.received(index, fetch, len(gathered))
            gathered.clear()

        try:
            async for chunk in answer.aiter_bytes():
                gathered += chunk
                if len(gathered) >= _PIECE:
                    await asyncio.to_thread(flush)
        except TransportFault:
            # What came before the fault need not come again.
            await asyncio.to_thread(flush)
            raise
        if gathered:
            await asyncio.to_thread(flush)
