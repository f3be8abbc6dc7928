"""One SQLite file for several threads and processes: short transactions, and what must last is on the disk."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
import weakref
from typing import TYPE_CHECKING, Any

from .place import make_private
from .rows import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

__all__ = ["Store"]

_PATIENT = 5.0  # seconds for another process to be done with the file
_IMPATIENT = 0.2  # once it was not: a paid request must not wait for it again and again
_VERSION = 1

# Connections of the process before a fork. They are not this one's to close: that would touch the other's files.
_abandoned: list[sqlite3.Connection] = []


class Store:
    """The file, with one connection for each process that uses it. Errors are sqlite3's and the system's."""

    def __init__(self, path: Path, *, wal: bool = True) -> None:
        self.path = path
        self._wal = wal
        self._forget()

    def _forget(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._closing: weakref.finalize[[sqlite3.Connection, int], Store] | None = None
        self._patience = _PATIENT
        self._durable: bool | None = None

    def read(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self._ready() as connection:
            return connection.execute(query, values).fetchall()

    @contextlib.contextmanager
    def change(self, *, durable: bool = False) -> Generator[sqlite3.Connection]:
        """One transaction. With `durable` it is on the disk when the block has ended."""
        with self._ready() as connection:
            if durable is not self._durable:
                connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
                self._durable = durable
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextlib.contextmanager
    def _ready(self) -> Generator[sqlite3.Connection]:
        if self._pid != os.getpid():
            # Whoever held the lock at the fork does not exist here.
            if self._connection is not None:
                _abandoned.append(self._connection)
            if self._closing is not None:
                self._closing.detach()
            self._forget()
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = self._open()
                yield self._connection
            except sqlite3.OperationalError:
                self._set_patience(_IMPATIENT)
                raise
            else:
                self._set_patience(_PATIENT)

    def _set_patience(self, seconds: float) -> None:
        if self._connection is not None and seconds != self._patience:
            self._connection.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
        self._patience = seconds

    def _open(self) -> sqlite3.Connection:
        make_private(self.path)
        connection = sqlite3.connect(
            self.path, timeout=self._patience, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._durable = None
        self._closing = weakref.finalize(self, _close, connection, self._pid)
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make the tables. Turning WAL on does not wait for others by itself."""
        ends = time.monotonic() + self._patience
        while True:
            try:
                if self._wal:
                    connection.execute("PRAGMA journal_mode=WAL")
                found = connection.execute("PRAGMA user_version").fetchone()[0]
                if found == 0:
                    connection.executescript(
                        f"BEGIN IMMEDIATE;{SCHEMA}PRAGMA user_version={_VERSION};COMMIT;"
                    )
                elif found != _VERSION:
                    raise sqlite3.DatabaseError(f"it was written by another version ({found})")
                return
            except sqlite3.OperationalError as error:
                if connection.in_transaction:
                    connection.rollback()
                if "locked" not in str(error) or time.monotonic() > ends:
                    raise
                time.sleep(0.02)

    def close(self) -> None:
        """Close the connection. The next use opens it again."""
        if self._pid != os.getpid():
            return
        with self._lock:
            if self._closing is not None:
                self._closing()
            self._connection = self._closing = None


def _close(connection: sqlite3.Connection, pid: int) -> None:
    if pid == os.getpid():
        connection.close()
    else:
        _abandoned.append(connection)
