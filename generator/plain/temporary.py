"""Temporary files for the time of one task, whose disk is named where it refuses."""

from __future__ import annotations

import errno
import tempfile
import weakref
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.plain.refusals import is_full, reason_of

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator

__all__ = ["Contents", "temporary_folder"]


@contextmanager
def temporary_folder() -> Generator[Path]:
    """Give a new folder that is removed at the end. Raises OSError about the place of temporary files."""
    with (
        _disk_named(),
        tempfile.TemporaryDirectory(prefix="generator-", ignore_cleanup_errors=True) as folder,
    ):
        yield Path(folder)


@contextmanager
def _disk_named() -> Generator[None]:
    try:
        yield
    except OSError as error:
        if error.filename is not None and not is_full(error):
            raise
        # A disk that is full does not say which one.
        raise OSError(error.errno or errno.EIO, reason_of(error), tempfile.gettempdir()) from error


class Contents(Mapping[str, bytes]):
    """Contents of files by path. They stand in one temporary file, as those of many models would fill the memory."""

    def __init__(self) -> None:
        with _disk_named():
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed when nobody needs it any more
        self._spans: dict[str, tuple[int, int]] = {}
        weakref.finalize(self, self._file.close)

    def add(self, path: str, content: bytes) -> None:
        """Take in the content of a file. Raises OSError about the place of temporary files."""
        with _disk_named():
            self._spans[path] = self._file.seek(0, 2), len(content)
            self._file.write(content)

    def __getitem__(self, path: str) -> bytes:
        """Return the content of a file. Raises KeyError."""
        start, length = self._spans[path]
        with _disk_named():
            self._file.seek(start)
            return self._file.read(length)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return iter(self._spans)

    def __len__(self) -> int:
        """Count the files."""
        return len(self._spans)

    def keep(self, paths: Collection[str]) -> None:
        """Forget all files but these."""
        self._spans = {path: span for path, span in self._spans.items() if path in paths}
