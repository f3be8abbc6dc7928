"""Downloads with threads.

The calling thread only waits: a signal, or whatever else is raised there, cannot come between a file that is in place
and the knowledge of it. They are plain threads, because an executor takes nothing more once the main thread has ended.
"""

from __future__ import annotations

import contextlib
import io
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from .._plain.data_uris import is_data_uri
from .._plain.due import due_in
from .._protocol.effects import TransportError
from .._protocol.retry import Clock
from .memory import MemoryPart
from .policy import DownloadPolicy, Failed
from .saving import Saving, check_content
from .streams import PIECE, FileStream, HeldBack
from .threads import in_threads

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Generator, Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from .._protocol.options import HTTPTimeouts
    from ..errors import DownloadError
    from .fetch import Fetch
    from .saving import Progress, Sink

__all__ = ["Downloader", "SyncStream"]


class SyncResponse(Protocol):
    """What is used of an answer."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    def iter_bytes(self) -> Iterable[bytes]: ...


class SyncStream(Protocol):
    """What is used of a transport: no token, no redirect followed; raises TransportError."""

    def stream(
        self, url: str, *, headers: Mapping[str, str], timeout: HTTPTimeouts
    ) -> AbstractContextManager[SyncResponse]: ...


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
        name: str | None = None,
    ) -> list[Path]:
        """Save every address, `concurrency` at a time, and return the paths in the same order.

        `name` is that of a single file (default: from its address, with the extension of its content).
        `max_bytes` is for each file (default: the policy's), `timeout` in seconds for all (default: `deadline`).
        `on_progress(done_bytes, total_bytes_or_none, name)` is called from the downloading threads, one at a time.
        Raises DownloadError when all have ended, with `failures` and `saved`.
        """
        saving = Saving(
            self, urls, directory, max_bytes=max_bytes, timeout=timeout,
            overwrite=overwrite, on_progress=on_progress, name=name,
        )  # fmt: skip
        if not saving.urls:
            return []
        saving.prepare()
        with self._connections() as transport:
            paths = self._save_all(saving, transport, concurrency)
        if self.saved is not None:
            self.saved(paths)
        return paths

    def _save_all(self, saving: Saving, transport: SyncStream, concurrency: int) -> list[Path]:
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
                    outcomes[index] = self._save_one(saving, transport, index)
            except BaseException as error:  # noqa: BLE001 (raised in the calling thread)
                errors.append(error)
                saving.stop.set()

        try:
            in_threads(work, max(1, min(concurrency, len(waiting))), saving.stop)
            if errors:
                raise errors[0]
        except BaseException as error:
            saving.note(error)
            raise
        finally:
            saving.settle()
        return saving.result([outcomes[index] for index in range(len(saving.urls))])

    def _save_one(self, saving: Saving, transport: SyncStream, index: int) -> Path | DownloadError:
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
            self._receive(saving, transport, index, fetch, part)
            return saving.commit(index, part, fetch.content_type)
        finally:
            part.discard()

    def _receive(self, saving: Saving, transport: SyncStream, index: int, fetch: Fetch, part: Sink) -> None:
        while not _receive_body(saving, transport, index, fetch, part):
            self._pause(saving, fetch)

    def _pause(self, saving: Saving, fetch: Fetch) -> None:
        if fetch.pause:
            (self.sleep or saving.stop.wait)(fetch.pause)
        saving.check()

    def read(self, url: str, *, max_bytes: int | None = None, timeout: float | None = None) -> bytes:
        """Return the content of one address. Raises DownloadError."""
        saving = Saving(self, [url], max_bytes=max_bytes, timeout=timeout)
        part = MemoryPart()
        try:
            if is_data_uri(url):
                return saving.content(0)
            fetch = saving.fetch(0)
            with self._connections() as transport:
                self._receive(saving, transport, 0, fetch, part)
            check_content(part.head, fetch.content_type)
        except (Failed, OSError) as error:
            raise saving.failure(0, error, "read") from None
        return bytes(part.content)

    def open(
        self, url: str, *, max_bytes: int | None = None, timeout: float | None = None
    ) -> io.BufferedReader | io.BytesIO:
        """Return the content of one address as it comes. Raises DownloadError, as reading it does."""
        saving = Saving(self, [url], max_bytes=max_bytes, timeout=timeout)
        try:
            if is_data_uri(url):
                return io.BytesIO(saving.content(0))
            pieces = self._pieces(saving, saving.fetch(0))
            stream = FileStream(pieces, lambda error: saving.failure(0, error, "read"))
        except Failed as error:
            raise saving.failure(0, error, "read") from None
        return io.BufferedReader(stream, PIECE)

    def _pieces(self, saving: Saving, fetch: Fetch) -> Generator[bytes]:
        """Yield the bytes of one file, its beginning held back until it is known to be fit. Raises Failed."""
        held = HeldBack(fetch)
        with self._connections() as transport:
            while True:
                whole = False
                try:
                    with contextlib.ExitStack() as stack:
                        # What is waited for is bounded, and not what the caller does in between.
                        with due_in(saving.left()):
                            answer = stack.enter_context(
                                transport.stream(fetch.url, headers=fetch.headers(), timeout=fetch.timeouts())
                            )
                        if fetch.answered(answer.status, answer.headers):
                            held.begin_body()
                            chunks = iter(answer.iter_bytes())
                            while True:
                                with due_in(saving.left()):
                                    chunk = next(chunks, None)
                                if chunk is None:
                                    break
                                fetch.received(len(chunk))
                                yield from held.released(chunk)
                            whole = fetch.ended()
                except TransportError as fault:
                    if not whole:
                        fetch.broke(fault)
                if whole:
                    yield from held.rest()
                    return
                self._pause(saving, fetch)

    @contextlib.contextmanager
    def _connections(self) -> Generator[SyncStream]:
        if self.transport is not None:
            yield self.transport
            return
        from .._transport.settings import TransportSettings
        from .._transport.sync import SyncTransport

        transport = SyncTransport(TransportSettings(http_hosts=self.policy.http_hosts))
        try:
            yield transport
        finally:
            transport.close()


def _receive_body(saving: Saving, transport: SyncStream, index: int, fetch: Fetch, part: Sink) -> bool:
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
    except TransportError as fault:
        if not whole:
            fetch.broke(fault)
    return whole
