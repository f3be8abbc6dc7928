"""A journal in one SQLite file on a disk of this machine."""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
from typing import TYPE_CHECKING

from ..errors import JournalError
from .file import adopt_file, open_file
from .store import PATIENCE, Store, Transaction, pause
from .troubles import WITHOUT, file_trouble, is_busy, refusal
from .turnstile import Turnstile

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from .file import FileTransaction

__all__ = ["SqliteStore"]

# Connections of the process before a fork. They are not this one's to close: that would touch the other's files.
_abandoned: list[sqlite3.Connection] = []
_stores: weakref.WeakSet[SqliteStore] = weakref.WeakSet()
_still: list[threading.Lock] = []  # those of the stores that wait for a fork

_FORK = 5.0  # seconds that a fork waits for what is being written


class SqliteStore(Store):
    """The file, with one connection for each process that uses it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.location = str(path)
        self._inherited = False
        super().__init__()
        _stores.add(self)

    def _forget(self) -> None:
        super()._forget()
        self._open: FileTransaction | None = None
        self._finalizer: weakref.finalize[[sqlite3.Connection, int], SqliteStore] | None = None
        self._durable: bool | None = None
        self._seen: tuple[int, int] | None = None
        # Of another process's only the handle is left behind, which it closes itself.
        self._turnstile = Turnstile(self.path.with_name(f"{self.path.name}-queue"))

    def begin(self, *, durable: bool, ends: float) -> Transaction:
        self._ready()
        begun = time.monotonic()
        self._turnstile.enter(ends - begun)
        while True:
            opened = self._ready()
            if durable is not self._durable:
                opened.change(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
                self._durable = durable
            try:
                opened.change("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                # Somebody passes the queue by. To give our turn away for that would mean to begin at its end.
                if not is_busy(error) or time.monotonic() > ends:
                    raise
                pause(time.monotonic() - begun)
            else:
                return opened

    def commit(self, *, ends: float) -> None:
        assert self._open is not None  # noqa: S101 (for the type checker)
        connection = self._open.connection
        begun = time.monotonic()
        while True:
            try:
                connection.commit()
            except sqlite3.OperationalError as error:
                # Without a write-ahead log those who read are waited for, and the transaction lasts.
                if not is_busy(error) or time.monotonic() > ends or not connection.in_transaction:
                    raise
                pause(time.monotonic() - begun)
            else:
                self._turnstile.leave()
                return

    def roll_back(self) -> None:
        self._turnstile.leave()
        if self._open is not None and self._open.connection.in_transaction:
            try:
                self._open.connection.rollback()
            except sqlite3.Error:
                self.disconnect()

    def look(self) -> Transaction:
        self._leave_if_replaced()
        return self._ready()

    def prove(self, patience: float) -> None:
        self._own()
        with self._lock:
            self._leave_if_replaced()
        super().prove(patience)

    def adopt(self, patience: float = PATIENCE) -> None:
        """Make a copy the journal of this machine.

        Raises:
            JournalError: It cannot be.
        """
        self._own()
        self.close()
        ends = time.monotonic() + patience
        with self._lock:
            while True:
                try:
                    return adopt_file(self.path)
                except (sqlite3.Error, OSError) as error:
                    if not self._may_retry(error, ends):
                        raise self.trouble(error) or error from None
                pause(0)

    def stand_still(self) -> threading.Lock | None:
        """Close the file until the lock that is returned is let go; None where it is in use for too long."""
        lock = self._lock
        if self._pid != os.getpid() or not lock.acquire(timeout=_FORK):
            return None
        self.disconnect()
        return lock

    def _ready(self) -> FileTransaction:
        if self._inherited:
            raise refusal(
                self.path,
                "was in use when this process was forked, and cannot be used in it",
                f"Fork before the first request, or start another process. {WITHOUT}",
            )
        if self._open is None:
            opened = open_file(self.path)
            found = self.path.stat()
            self._open, self._durable, self._seen = opened, None, (found.st_dev, found.st_ino)
            self._finalizer = weakref.finalize(self, _close, opened.connection, os.getpid())
        elif self._leave_if_replaced():
            raise refusal(
                self.path,
                "was deleted or replaced while it was in use: what this process wrote is gone with it",
                "Look at what was sent on the website, and start again.",
            )
        return self._open

    def _leave_if_replaced(self) -> bool:
        """Give up a file that is no longer where it was."""
        if self._open is None:
            return False
        try:
            found = self.path.stat()
        except OSError:
            found = None
        if found is not None and (found.st_dev, found.st_ino) == self._seen:
            return False
        # SQLite sees it, too: the log of the file that has taken its place stays.
        self.disconnect()
        return True

    def disconnect(self) -> None:
        if self._finalizer is not None:
            self._finalizer()
        self._open = self._finalizer = None

    def _abandon(self) -> None:
        if self._open is not None:
            _abandoned.append(self._open.connection)
            self._inherited = True
        if self._finalizer is not None:
            self._finalizer.detach()

    def busy(self) -> JournalError:
        code = sqlite3.OperationalError("database is locked")
        code.sqlite_errorcode = sqlite3.SQLITE_BUSY
        trouble = self.trouble(code)
        assert trouble is not None  # noqa: S101 (for the type checker)
        return trouble

    def may_pass(self, error: BaseException) -> bool:
        return error.transient if isinstance(error, JournalError) else is_busy(error)

    def trouble(self, error: BaseException) -> JournalError | None:
        return error if isinstance(error, JournalError) else file_trouble(error, self.path)


def _close(connection: sqlite3.Connection, pid: int) -> None:
    if pid == os.getpid():
        connection.close()
    else:
        _abandoned.append(connection)


def _before_fork() -> None:
    """Close the files: SQLite remembers which locks a process has, and a child would believe to have them, too.

    So it would not notice that others delete the log into which it writes.
    """
    _still.extend(lock for store in list(_stores) if (lock := store.stand_still()) is not None)


def _after_fork() -> None:
    while _still:
        _still.pop().release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork)
