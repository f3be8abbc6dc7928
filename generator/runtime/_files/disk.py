"""A file while it comes: written beside its place under a name of its own, and put in place when it is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import threading
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
_AHEAD = 4 << 20  # bytes, after which they are written to the disk while more comes


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
        self._early = _EarlySync()
        self._unwritten = 0

    def begin_at(self, offset: int) -> None:
        """Keep the first `offset` bytes, and go on behind them."""
        self._file.flush()
        self._file.truncate(offset)
        self._file.seek(offset)
        self.head = self.head[:offset]
        self._unwritten = 0

    def write(self, data: bytes) -> None:
        """Append."""
        if len(self.head) < HEAD_SIZE:
            self.head += data[: HEAD_SIZE - len(self.head)]
        self._file.write(data)
        self._unwritten += len(data)
        if self._unwritten >= _AHEAD and self._early.begin(self._file.fileno()):
            self._unwritten = 0

    def commit(self, name: str, names: Names, *, overwrite: bool) -> Path:
        """Put the file in place under a free name like `name`.

        Its bytes are on the disk before; its name is there after `sync_directories`.
        """
        self._file.flush()
        self._early.end()
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


class _EarlySync:
    """Writes to the disk what has come so far, in a thread, so that little is left to be waited for at the end.

    A hint that it may be written does not do: what the file system then has to note about it waits for the end.
    """

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._error: OSError | None = None

    def begin(self, file: int) -> bool:
        """Begin, unless it is still at what came before; False where it is."""
        if sys.platform != "linux":
            return True
        if self._thread is not None and self._thread.is_alive():
            return False
        # Without a free descriptor or thread all is written at the end.
        with contextlib.suppress(OSError):
            # One of its own: the file may be given up, and closed, in the meantime.
            own = os.dup(file)
            self._thread = threading.Thread(target=self._run, args=(own,), daemon=True)
            try:
                self._thread.start()
            except RuntimeError:
                self._thread = None
                os.close(own)
        return True

    def _run(self, file: int) -> None:
        try:
            _sync(file)
        except OSError as error:
            self._error = error
        finally:
            os.close(file)

    def end(self) -> None:
        """Wait for the last of it. Raises what failed: the system tells that once, and not again at the end."""
        if self._thread is not None:
            self._thread.join()
        if self._error is not None:
            raise self._error


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
