"""Downloads with threads.

The calling thread only waits: a signal, or whatever else is raised there, cannot come between a file that is in place
and the knowledge of it. They are plain threads, because an executor takes nothing more once the main thread has ended.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol

from .._due import due_in
from .._protocol.effects import TransportFault
from .._protocol.retry import Clock
from .policy import DownloadPolicy, Failed
from .saving import Saving, is_data_uri

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from .._options import Timeouts
    from ..errors import DownloadError
    from .disk import PartFile
    from .fetch import Fetch
    from .saving import Progress

__all__ = ["Downloader", "SyncStream"]

_TICK = 0.2  # seconds
_PATIENCE = 5.0  # seconds that an interrupt waits for the threads to clear up


class SyncAnswer(Protocol):
    """What is used of an answer."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    def iter_bytes(self) -> Iterable[bytes]: ...


class SyncStream(Protocol):
    """What is used of a transport: no token, no redirect followed; raises TransportFault."""

    def stream(
        self, url: str, *, headers: Mapping[str, str], timeout: Timeouts
    ) -> AbstractContextManager[SyncAnswer]: ...


@dataclass(frozen=True, slots=True)
class Downloader:
    """Saves files from a transport, within a policy. Without one, as after a pickle, each `save` makes its own."""

    transport: SyncStream | None = field(default=None, repr=False)
    policy: DownloadPolicy = field(default_factory=DownloadPolicy)
    deadline: float | None = None
    clock: Clock = field(default=Clock(), repr=False)
    sleep: Callable[[float], object] | None = field(default=None, repr=False)
    saved: Callable[[list[Path]], object] | None = field(default=None, repr=False)
    """Told the paths when all files are there."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Downloader, (None, self.policy, self.deadline)

    def save(
        self,
        urls: Iterable[str],
        directory: str | os.PathLike[str] = ".",
        *,
        overwrite: bool = False,
        max_bytes: int | None = None,
        concurrency: int = 4,
        timeout: float | None = None,
        on_progress: Progress | None = None,
    ) -> list[Path]:
        """Save every address, `concurrency` at a time, and return the paths in the same order.

        `max_bytes` is for each file (default: the policy's), `timeout` in seconds for all (default: `deadline`).
        `on_progress(done_bytes, total_bytes_or_none, name)` is called from the downloading threads, one at a time.
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
        saving.prepare()
        if self.transport is not None:
            return self._told(self._all(saving, self.transport, concurrency))
        from .._transport import SyncTransport, TransportSettings

        transport = SyncTransport(TransportSettings())
        try:
            return self._told(self._all(saving, transport, concurrency))
        finally:
            transport.close()

    def _told(self, paths: list[Path]) -> list[Path]:
        if self.saved is not None:
            self.saved(paths)
        return paths

    def _all(self, saving: Saving, transport: SyncStream, concurrency: int) -> list[Path]:
        waiting = deque(range(len(saving.urls)))
        outcomes: dict[int, Path | DownloadError] = {}
        errors: list[BaseException] = []

        def work() -> None:
            try:
                while not saving.stop.is_set():
                    try:
                        index = waiting.popleft()
                    except IndexError:
                        return
                    outcomes[index] = self._one(saving, transport, index)
            except BaseException as error:  # noqa: BLE001 (raised in the calling thread)
                errors.append(error)
                saving.stop.set()

        try:
            _in_threads(work, max(1, min(concurrency, len(waiting))), saving.stop)
            if errors:
                raise errors[0]
        except BaseException as error:
            saving.note(error)
            raise
        finally:
            saving.settle()
        return saving.result([outcomes[index] for index in range(len(saving.urls))])

    def _one(self, saving: Saving, transport: SyncStream, index: int) -> Path | DownloadError:
        try:
            if is_data_uri(saving.urls[index]):
                return saving.save_data(index)
            return self._fetch(saving, transport, index)
        except (Failed, OSError) as error:
            return saving.failure(index, error)

    def _fetch(self, saving: Saving, transport: SyncStream, index: int) -> Path:
        fetch = saving.fetch(index)
        part = saving.open()
        try:
            while not self._body(saving, transport, index, fetch, part):
                if fetch.pause:
                    (self.sleep or saving.stop.wait)(fetch.pause)
                saving.check()
            return saving.commit(index, part, fetch.content_type)
        finally:
            part.discard()

    @staticmethod
    def _body(saving: Saving, transport: SyncStream, index: int, fetch: Fetch, part: PartFile) -> bool:
        """Make one request, and say whether the file is whole. Nothing that fails after that makes it less so."""
        whole = False
        try:
            with (
                due_in(saving.left(), saving.stop.is_set),
                transport.stream(fetch.url, headers=fetch.headers(), timeout=fetch.timeouts()) as answer,
            ):
                if fetch.answered(answer.status, answer.headers):
                    part.begin_at(fetch.got)
                    for chunk in answer.iter_bytes():
                        part.write(chunk)
                        saving.received(index, fetch, part, len(chunk))
                    whole = fetch.ended()
        except TransportFault as fault:
            if not whole:
                fetch.broke(fault)
        return whole


def _in_threads(work: Callable[[], object], number: int, stop: threading.Event) -> None:
    """Have so many threads do the same work, and wait for all of them, also where the wait is interrupted."""
    threads: list[threading.Thread] = []
    ended: SimpleQueue[None] = SimpleQueue()

    def run() -> None:
        try:
            work()
        finally:
            ended.put(None)

    try:
        for count in range(number):
            # Each with the caller's context, where tracing keeps its spans.
            thread = threading.Thread(
                target=copy_context().run, args=(run,), name=f"runcomfy-download-{count}"
            )
            threads.append(thread)
            try:
                thread.start()
            except RuntimeError:
                # There are no more to be had, or the interpreter is ending. Those that run do it all, else this one.
                threads.pop()
                break
        if not threads:
            work()
        _join(threads, ended)
    except BaseException:
        # They end with the piece they are at; one that hangs in a transport of the user's own does so by itself.
        # Another interrupt ends the wait for them.
        stop.set()
        _join(threads, ended, time.monotonic() + _PATIENCE)
        raise


def _join(threads: list[threading.Thread], ended: SimpleQueue[None], until: float = float("inf")) -> None:
    """Wait for threads, each of which puts something into the queue and ends.

    `Thread.join` alone would not do: interrupted, it takes the thread for ended (until Python 3.13), and Ctrl-C does
    not interrupt it on Windows.
    """
    while threads and time.monotonic() < until:
        with contextlib.suppress(Empty):
            ended.get(timeout=_TICK)
            threads.pop()
