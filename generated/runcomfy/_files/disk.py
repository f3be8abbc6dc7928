"""A file while it comes: written beside its place under a name of its own, and put in place when it is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

from .._plain.sniff import HEAD_SIZE
from .parts import hold, part_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .names import Names

__all__ = ["PartFile", "sync_directories"]

_FLAGS = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)  # fmt: skip
# What a file system answers that has no such thing as writing through to a disk.
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
_AHEAD = 8 << 20  # bytes, after which the system is told to begin to write them to the disk


class PartFile:
    """A temporary file in the target directory, locked while it is open. Every method may raise OSError."""

    def __init__(self, directory: Path) -> None:
        self.head = b""
        self._directory = directory
        while True:
            self.path = directory / part_name()
            file = os.open(self.path, _FLAGS, 0o666)
            if hold(self.path, file):
                break
            os.close(file)
        self._file = os.fdopen(file, "wb")
        self._untold = 0

    def begin_at(self, offset: int) -> None:
        """Keep the first `offset` bytes, and go on behind them."""
        self._file.flush()
        self._file.truncate(offset)
        self._file.seek(offset)
        self.head = self.head[:offset]
        self._untold = 0

    def write(self, data: bytes) -> None:
        """Append."""
        if len(self.head) < HEAD_SIZE:
            self.head += data[: HEAD_SIZE - len(self.head)]
        self._file.write(data)
        self._untold += len(data)
        if self._untold >= _AHEAD:
            self._write_ahead()

    def _write_ahead(self) -> None:
        """Have the disk at work while more comes, so that little is left to be waited for at the end."""
        if sys.platform == "linux":
            begin = self._file.tell() - self._untold
            # It waits for nothing. What is not on the disk yet stays in memory, whatever the name of this says.
            with contextlib.suppress(OSError):
                os.posix_fadvise(self._file.fileno(), begin, self._untold, os.POSIX_FADV_DONTNEED)
        self._untold = 0

    def commit(self, name: str, names: Names, *, overwrite: bool) -> Path:
        """Put the file in place under a free name like `name`.

        Its bytes are on the disk before; its name is there after `sync_directories`.
        """
        self._file.flush()
        _sync(self._file.fileno())
        if os.name == "nt":
            # An open file cannot be renamed there. Elsewhere it stays open, and so locked, until it has its name.
            self._file.close()
        for candidate in names.candidates(name):
            target = self._directory / candidate
            if overwrite:
                # A link there is replaced, not followed.
                self.path.replace(target)
                return target
            try:
                self._place(target)
            except FileExistsError:
                continue
            return target
        raise AssertionError("names do not end")

    def discard(self) -> None:
        """Remove what is left. Never raises."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._file.close()
        if os.name == "nt":
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _place(self, target: Path) -> None:
        """Rename, but never over a file that is there. A second name is made first: a rename would replace."""
        try:
            os.link(self.path, target)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError, AttributeError):
            # A file system without hard links: nearly as good.
            if os.path.lexists(target):
                raise FileExistsError(target) from None
            self.path.rename(target)


def sync_directories(directories: Iterable[Path]) -> None:
    """Write through to the disk which names are in these directories, where the system can."""
    for directory in directories:
        # Windows opens no directory; others may forbid it.
        with contextlib.suppress(OSError):
            opened = os.open(directory, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def _sync(file: int) -> None:
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
