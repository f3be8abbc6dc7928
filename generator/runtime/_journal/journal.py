"""`Journal`: a file or a database of paid requests as its owner sees it."""

from __future__ import annotations

import os
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .._plain.json_values import show
from .._plain.locks import make_lock
from ..errors import ConfigError, JournalError
from .dsn import is_url, without_password
from .place import default_path
from .rows import ENDED, FREE, LOST, OPEN, JournalEntry, is_lost
from .sqlite import SqliteStore
from .writer import JournalWriter

if TYPE_CHECKING:
    from typing import Self

    from .store import Store, Transaction

__all__ = ["Journal", "find_journal", "shared_journal", "writer_of"]

_DAY = 86400.0
_MOST_DAYS = 1e6
_PATIENT = 30.0  # seconds; before the first request there is time


class Journal:
    """Says which paid requests were sent, and what became of each.

    Before a request leaves there is a row on the disk, and its id stands there as soon as the server has told it. It
    holds no token, but a hash of it that only this journal can compare, and no inputs unless they are asked for. It is
    a file on a disk of this machine, readable by its owner only, for any number of threads and processes; or a
    PostgreSQL database for any number of machines.

    Everything here raises `JournalError` where the journal cannot be opened, read, written or trusted.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        """
        Args:
            path: The file, or a `postgresql://` URL, for which the extra `postgres` must be installed; without it
                `journal.sqlite3` in `runcomfy` in the platform's state directory.

        Raises:
            ConfigError: The path or URL is wrong, or the extra is not installed.
        """
        if path is not None and _path_of(path) is None:
            raise ConfigError(f"A journal's path must be a path or a postgresql:// URL, not {show(path)}.")
        self._place = _place(path)  # with the password of a URL: for no message
        self.path: Path | None = None if is_url(self._place) else Path(self._place)
        self._store: Store
        if self.path is None:
            from .postgres import PostgresStore

            self._store = PostgresStore(self._place)
        else:
            self._store = SqliteStore(self.path)

    @property
    def location(self) -> str:
        """The file, or the database without its password, for messages."""
        return self._store.location

    def check(self, patience: float = _PATIENT) -> None:
        """Open the journal, and write something into it, to see that it can be trusted with what is to come.

        Args:
            patience: Seconds for which a busy journal is tried again.

        Raises:
            JournalError: It cannot be used.
        """
        self._store.prove(patience)

    def adopt(self) -> None:
        """Make a file that is a copy of another journal the journal of this machine.

        What was paid for with the original since it was copied does not stand in it, and would be paid for again. The
        original must not be used any more.

        Raises:
            JournalError: It cannot be written, or is not a journal.
        """
        if not isinstance(self._store, SqliteStore):
            raise JournalError(
                f"The journal {self.location} is not a file, and needs no adopting.", path=self.location
            )
        self._store.adopt()

    def open_jobs(self) -> list[JournalEntry]:
        """Return the jobs that were accepted and whose end is not known here, of all accounts."""
        return self._entries(OPEN)

    def unknown(self) -> list[JournalEntry]:
        """Return the requests of which nobody can say whether they were accepted.

        Their answers were lost, or their processes died.
        """
        return [entry for entry in self._entries(LOST) if is_lost(entry)]

    def entries(self) -> list[JournalEntry]:
        """Return everything."""
        return self._entries("1=1")

    def _entries(self, where: str) -> list[JournalEntry]:
        return self._store.read(lambda seen: seen.entries(f"{where} ORDER BY number"))

    def forget(self, *entries: JournalEntry | int | str) -> int:
        """Delete entries, given as such, by number, or by request id; return how many there were.

        A job that is forgotten goes on; only this journal does not know it any more. What a process is sending at this
        moment stays.
        """

        def do(seen: Transaction) -> int:
            return sum(_forget(seen, one.number if isinstance(one, JournalEntry) else one) for one in entries)

        return self._store.write(do, durable=True)

    def prune(self, older_than_days: float = 30.0) -> int:
        """Delete what ended so many days ago, and what was never sent or was refused; return how many there were.

        What was sent under a `once` key stays for ever. A batch that is started again pays for what was deleted.
        """
        days = cast("object", older_than_days)
        if not isinstance(days, int | float) or isinstance(days, bool) or not 0 <= days <= _MOST_DAYS:
            raise ConfigError(f"older_than_days must be a number of days, 0 or more, not {show(days)}.")
        limit = time.time() - older_than_days * _DAY
        states = (*ENDED, *FREE)
        return self._store.write(
            lambda seen: seen.change(
                f"DELETE FROM runcomfy_jobs WHERE state IN {states} AND once IS NULL AND changed <= ?",  # noqa: S608
                (limit,),
            )
        )

    def close(self) -> None:
        """Close the connection. The next use opens it again."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Journal {self.location}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # A password stays here.
        return shared_journal, (without_password(self._place) if self.path is None else self._place,)


def _forget(seen: Transaction, wanted: int | str) -> int:
    column = "request_id" if isinstance(wanted, str) else "number"
    numbers = [entry.number for entry in seen.entries(f"{column}=?", (wanted,)) if not entry.busy]
    return sum(seen.change("DELETE FROM runcomfy_jobs WHERE number=?", (number,)) for number in numbers)


# One object for each journal and process: each has a connection.
_known: weakref.WeakValueDictionary[str, Journal] = weakref.WeakValueDictionary()
_knowing = make_lock()


def shared_journal(path: str | os.PathLike[str] | None = None) -> Journal:
    """Return the journal of a path or URL, the same for all who ask in this process."""
    with _knowing:
        place = _place(path)
        found = _known.get(place)
        if found is None:
            found = _known[place] = Journal(place)
        return found


def _place(path: str | os.PathLike[str] | None) -> str:
    """Return the one name of a journal: an absolute path, or a URL."""
    if is_url(path):
        return str(path)
    return os.path.abspath(path) if path is not None else str(default_path())  # noqa: PTH100


def find_journal(journal: object) -> Journal | None:
    """Return the journal that an argument means: True is the usual file; a path, a URL, or a Journal; False none.

    Raises:
        ConfigError: It is no such thing.
    """
    if journal is False or journal is None:
        return None
    if isinstance(journal, Journal):
        return journal
    if journal is True:
        return shared_journal()
    if (place := _path_of(journal)) is not None:
        return shared_journal(place)
    raise ConfigError(
        f"journal must be True, False, a path, a postgresql:// URL or a Journal, not {show(journal)}."
    )


def _path_of(value: object) -> str | os.PathLike[str] | None:
    """Return what can be the path or the address of a journal; None where it cannot."""
    if not isinstance(value, str | os.PathLike):
        return None
    place = cast("str | os.PathLike[str]", value)
    try:
        return place if os.fspath(place) and b"\0" not in os.fsencode(place) else None
    except (TypeError, ValueError):
        return None


def writer_of(journal: Journal, base_url: str, token: str) -> JournalWriter:
    """Return what writes into a journal for one account."""
    return JournalWriter(journal._store, base_url, token)  # pyright: ignore[reportPrivateUsage] (users have no use for it)
