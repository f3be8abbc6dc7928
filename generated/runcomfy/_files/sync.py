"""Downloads with threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
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
    from .saving import Progress

__all__ = ["Downloader", "SyncStream"]


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
        workers = max(1, min(concurrency, len(saving.urls)))
        if workers == 1:
            return saving.result([self._one(saving, transport, index) for index in range(len(saving.urls))])
        with ThreadPoolExecutor(workers, thread_name_prefix="runcomfy-download") as pool:
            try:
                futures = [
                    pool.submit(self._one, saving, transport, index) for index in range(len(saving.urls))
                ]
                outcomes = [future.result() for future in futures]
            except BaseException:
                # Ctrl-C: let the threads end with the piece they are at, and start no more.
                saving.stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return saving.result(outcomes)

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
            while True:
                try:
                    with (
                        due_in(saving.left(), saving.stop.is_set),
                        transport.stream(
                            fetch.url, headers=fetch.headers(), timeout=fetch.timeouts()
                        ) as answer,
                    ):
                        if fetch.answered(answer.status, answer.headers):
                            part.begin_at(fetch.got)
                            for chunk in answer.iter_bytes():
                                part.write(chunk)
                                saving.received(index, fetch, len(chunk))
                            if fetch.ended():
                                return saving.commit(index, part, fetch.content_type)
                except TransportFault as fault:
                    fetch.broke(fault)
                if fetch.pause:
                    (self.sleep or saving.stop.wait)(fetch.pause)
                saving.check()
        finally:
            part.discard()
