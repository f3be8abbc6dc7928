"""What both drivers share: one call of `save`, from its addresses to the paths or the error."""

from __future__ import annotations

import logging
import os
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .._plain.data_uris import parse_data_uri
from .._plain.json_values import show, size_text
from .._plain.names import PACKAGE
from .._plain.sniff import HEAD_SIZE, not_media
from ..errors import ConfigError, DownloadError
from .disk import PartFile, sync_directories
from .fetch import Fetch
from .names import Names, name_of, with_extension
from .parts import clear_abandoned
from .policy import Failed, without_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Protocol

    from .._protocol.retry import Clock
    from .policy import DownloadPolicy

    Progress = Callable[[int, int | None, str], object]

    class HasLimits(Protocol):
        """What is used of a downloader of either kind."""

        @property
        def policy(self) -> DownloadPolicy: ...
        @property
        def deadline(self) -> float | None: ...
        @property
        def clock(self) -> Clock: ...

    class Sink(Protocol):
        """Where the bytes of a file go."""

        @property
        def head(self) -> bytes: ...
        def begin_at(self, offset: int) -> None: ...
        def write(self, data: bytes) -> object: ...


__all__ = ["Saving", "check_content"]

_log = logging.getLogger(PACKAGE)
_SHOWN = 20  # paths in a note


class Saving:
    """One call of `save`, `read` or `open`. Some of this writes to the disk; nothing here touches the network.

    `name` is the one that the only file gets, whatever its content; without it they have those of their addresses.
    """

    def __init__(
        self,
        downloader: HasLimits,
        urls: Iterable[str],
        directory: str | os.PathLike[str] = ".",
        *,
        max_bytes: int | None = None,
        timeout: float | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        name: str | None = None,
    ) -> None:
        self.urls = list(dict.fromkeys(urls))
        self.directory = Path(directory)
        self.policy = downloader.policy
        if max_bytes is not None:
            self.policy = replace(self.policy, max_bytes=max_bytes)
        self.overwrite = overwrite
        self.stop = threading.Event()
        self.placed: list[Path] = []
        self._changed = [self.directory]
        self._clock = downloader.clock
        timeout = downloader.deadline if timeout is None else timeout
        # It may be over already, which is not a mistake of an argument's.
        given = cast("object", timeout)
        if given is not None and (not isinstance(given, int | float) or not given <= sys.float_info.max):
            raise ConfigError(f"timeout must be a finite number of seconds, not {show(given)}.")
        self._ends = None if timeout is None else self._clock.now() + timeout
        self._on_progress = on_progress
        self._progress_lock = threading.Lock()
        # In the order of the addresses, so that the same answer gives the same names whichever file comes first.
        wanted = Names()
        self.names = [next(iter(wanted.candidates(name or name_of(url)))) for url in self.urls]
        self._exact = name is not None
        self._final = Names()

    def prepare(self) -> None:
        """Make the directory, clear away what a killed process left there, and see which names are taken.

        Raises DownloadError.
        """
        try:
            for parent in self.directory.parents:
                if self._changed[-1].exists():
                    break
                self._changed.append(parent)
            self.directory.mkdir(parents=True, exist_ok=True)
            present = os.listdir(self.directory)  # noqa: PTH208 (names only)
            clear_abandoned(self.directory, present)
            self._final = Names(() if self.overwrite else present)
        except OSError as error:
            raise DownloadError(
                f"The directory {str(self.directory)!r} cannot be used: {error.strerror or error}",
                path=self.directory,
            ) from None

    def fetch(self, index: int) -> Fetch:
        """Return the decisions for one file. Raises Failed."""
        return Fetch(self.urls[index], self.policy, self._clock, self._ends)

    def open(self) -> PartFile:
        """Return a temporary file. Raises OSError."""
        return PartFile(self.directory)

    def left(self) -> float | None:
        """Return the seconds left for the whole call, or None without a limit."""
        return None if self._ends is None else max(self._ends - self._clock.now(), 0.0)

    def check(self) -> None:
        """Raise Failed if the whole call was stopped."""
        if self.stop.is_set():
            raise Failed("the download was stopped")

    def received(self, index: int, fetch: Fetch, part: Sink, size: int) -> None:
        """Note that so many bytes are written. Raises Failed, also where the whole call was stopped."""
        self.check()
        if fetch.got < HEAD_SIZE <= fetch.got + size:
            check_content(part.head, fetch.content_type)
        fetch.received(size)
        self._show(fetch.got, fetch.total, self.names[index])

    def commit(self, index: int, part: PartFile, content_type: str) -> Path:
        """Put a whole file in place. Raises Failed and OSError."""
        check_content(part.head, content_type)
        name = self.names[index]
        if not self._exact:
            name = with_extension(name, content_type, part.head)
        path = part.commit(name, self._final, overwrite=self.overwrite)
        self.placed.append(path)
        return path

    def settle(self) -> None:
        """Write the names of the files in place through to the disk."""
        if self.placed:
            sync_directories(self._changed)

    def note(self, error: BaseException) -> None:
        """Leave with an error that ends the whole call which files are in place all the same."""
        if self.placed:
            paths = ", ".join(repr(str(path)) for path in self.placed[:_SHOWN])
            more = f" and {len(self.placed) - _SHOWN} more" if len(self.placed) > _SHOWN else ""
            error.add_note(f"RunComfy: saved before this came: {paths}{more}")

    def save_data(self, index: int) -> Path:
        """Save a data: URI. Raises Failed and OSError."""
        content, content_type = self._parsed(index)
        part = self.open()
        try:
            part.write(content)
            path = self.commit(index, part, content_type)
        finally:
            part.discard()
        self._show(len(content), len(content), self.names[index])
        return path

    def failure(self, index: int, error: Failed | OSError, deed: str = "saved") -> DownloadError:
        """Return the error of one file."""
        reason = f"{error.strerror or error}" if isinstance(error, OSError) else str(error)
        shown = without_query(self.urls[index])
        path = self.directory if deed == "saved" else None
        return DownloadError(f"{shown} was not {deed}: {reason}", url=self.urls[index], path=path)

    def content(self, index: int) -> bytes:
        """Return the content of a data: URI. Raises Failed."""
        content, content_type = self._parsed(index)
        check_content(content[:HEAD_SIZE], content_type)
        return content

    def _parsed(self, index: int) -> tuple[bytes, str]:
        try:
            content, content_type = parse_data_uri(self.urls[index])
        except ValueError as error:
            raise Failed(str(error)) from None
        if not content:
            raise Failed("it is empty")
        if len(content) > self.policy.max_bytes:
            raise Failed(f"it is larger than {size_text(self.policy.max_bytes)}")
        return content, content_type

    def result(self, outcomes: Sequence[Path | DownloadError]) -> list[Path]:
        """Return the paths in the order of the addresses. Raises DownloadError if a file is missing."""
        saved = [one for one in outcomes if isinstance(one, Path)]
        failures = [one for one in outcomes if isinstance(one, DownloadError)]
        if not failures:
            return saved
        lines = [failure.message for failure in failures]
        if len(outcomes) > 1:
            lines.insert(0, f"{len(failures)} of {len(outcomes)} files were not saved; the others are.")
        hint = "Result files expire: try again soon."
        if "is not allowed" in "".join(lines):
            hint += " Further hosts can be allowed with with_options(download_hosts=...)."
        raise DownloadError(
            "\n  ".join(lines),
            url=failures[0].url,
            path=self.directory,
            failures=failures,
            saved=saved,
            hint=hint,
        )

    def _show(self, done: int, total: int | None, name: str) -> None:
        with self._progress_lock:
            if self._on_progress is None:
                return
            try:
                self._on_progress(done, total, name)
            except Exception:  # noqa: BLE001
                # A display that fails must not cost the files.
                self._on_progress = None
                _log.exception("on_progress failed and is not called again")


def check_content(head: bytes, content_type: str) -> None:
    """Refuse what a captive portal or a server in trouble sends in the place of a file. Raises Failed."""
    other = not_media(head, content_type)
    if other is not None:
        raise Failed(f"it is {other}, not a picture, video or sound")
