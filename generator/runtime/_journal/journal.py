"""`Journal`: a file of paid requests as its owner sees it."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .place import default_path
from .rows import COLUMNS, ENDED, JournalEntry, entry_of
from .scribe import Scribe, is_lost
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

__all__ = ["Journal", "shared_journal"]

_OPEN = "request_id IS NOT NULL AND state NOT IN ('completed', 'failed', 'cancelled')"
_LOST = "request_id IS NULL AND state IN ('intent', 'unknown')"
_DAY = 86400.0


class Journal:
    """A file that says which paid requests were sent, and what became of each.

    Before a request leaves there is a row on the disk, and its id stands there as soon as the server has told it. It
    holds no token, but a hash of it that only this file can compare, and no inputs unless they are asked for. Any
    number of threads and processes of one machine may share it. The file is readable by its owner only.

    Everything here raises `sqlite3.Error` or `OSError` where the file cannot be used; a client that cannot use its
    journal warns and goes on.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None, *, wal: bool = True) -> None:
        """
        Args:
            path: The file; without it `journal.sqlite3` in `runcomfy` in the platform's state directory.
            wal: Whether SQLite's write-ahead log is used. It is faster, but only for one machine: turn it off for a
                file on a disk that several machines share, which must know POSIX locks.
        """
        self.path = Path(os.path.abspath(path)) if path is not None else default_path()  # noqa: PTH100
        self.wal = wal
        self._store = Store(self.path, wal=wal)
        self._salt: bytes | None = None

    def open_jobs(self) -> list[JournalEntry]:
        """The jobs that were accepted and whose end is not known here, of all accounts."""
        return self._entries(_OPEN)

    def unknown(self) -> list[JournalEntry]:
        """The requests of which nobody can say whether they were accepted: lost answers, and processes that died."""
        return [entry for entry in self._entries(_LOST) if is_lost(entry)]

    def entries(self) -> list[JournalEntry]:
        """Everything."""
        return self._entries("1")

    def forget(self, *entries: JournalEntry | int | str) -> int:
        """Delete entries, given as such, by number, or by request id; say how many there were.

        A job that is forgotten goes on; only this file does not know it any more.
        """
        count = 0
        with self._store.change(durable=True) as connection:
            for entry in entries:
                value = entry.number if isinstance(entry, JournalEntry) else entry
                column = "request_id" if isinstance(value, str) else "number"
                count += connection.execute(f"DELETE FROM jobs WHERE {column}=?", (value,)).rowcount  # noqa: S608
        return count

    def prune(self, older_than_days: float = 30.0) -> int:
        """Delete what ended so many days ago, and what was never sent or was refused; say how many there were."""
        limit = time.time() - older_than_days * _DAY
        states = (*ENDED, "unsent", "refused")
        with self._store.change() as connection:
            return connection.execute(
                f"DELETE FROM jobs WHERE state IN {states} AND changed < ?",  # noqa: S608
                (limit,),
            ).rowcount

    def close(self) -> None:
        """Close the file. The next use opens it again."""
        self._store.close()

    def scribe(self, base_url: str, token: str) -> Scribe:
        """What writes for one account. Strictly private."""
        return Scribe(self._store, base_url, self._account(token))

    def ticket(self, batch: str) -> str:
        """A mark of this very file, by which another process knows it again. Strictly private."""
        return hashlib.blake2b(batch.encode(), key=self._secret(), digest_size=16).hexdigest()

    def _account(self, token: str) -> bytes:
        return hashlib.blake2b(token.encode(), key=self._secret(), digest_size=16, person=b"account").digest()

    def _secret(self) -> bytes:
        """This file's own random key."""
        if self._salt is None:
            with self._store.change(durable=True) as connection:
                connection.execute(
                    "INSERT OR IGNORE INTO facts VALUES ('salt', ?)", (secrets.token_bytes(32),)
                )
                found = connection.execute("SELECT value FROM facts WHERE name='salt'").fetchone()
            self._salt = bytes(found[0])
        return self._salt

    def _entries(self, where: str, values: Iterable[Any] = ()) -> list[JournalEntry]:
        rows = self._store.read(
            f"SELECT {COLUMNS} FROM jobs WHERE {where} ORDER BY number",  # noqa: S608
            tuple(values),
        )
        return [entry_of(row) for row in rows]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Journal {self.path}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return shared_journal, (str(self.path), self.wal)


# One object for each file and process: each has a connection.
_known: weakref.WeakValueDictionary[tuple[str, bool], Journal] = weakref.WeakValueDictionary()
_knowing = threading.Lock()


def shared_journal(path: str | os.PathLike[str] | None = None, wal: bool = True) -> Journal:
    """The journal of a file, the same for all who ask in this process."""
    made = Journal(path, wal=wal)
    with _knowing:
        return _known.setdefault((str(made.path), wal), made)
