"""Opening a journal's file: made where there is none, and refused where it cannot be trusted."""

from __future__ import annotations

import contextlib
import secrets
import shlex
import sqlite3
from typing import TYPE_CHECKING, Any

from .._plain.names import COMMAND
from .identity import Identity, first_identity, place_of, recognise
from .machine import boot_id, boot_seconds
from .mounts import mount_trouble
from .place import make_private
from .schema import VERSION, tables
from .store import Transaction, plain
from .troubles import WITHOUT, refusal

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

__all__ = ["FileTransaction", "adopt_file", "open_file"]

_SMALL = 4 * 2**20  # bytes of a file that is read through when it is opened


class FileTransaction(Transaction):
    """An open file."""

    clock = "runcomfy_clock()"
    local = True

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.era = boot_id()
        self.salt = b""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, plain(values)).fetchall()

    def change(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self.connection.execute(sql, plain(values)).rowcount

    def insert(self, sql: str, values: Sequence[Any]) -> int | None:
        made = self.connection.execute(sql, plain(values))
        return made.lastrowid if made.rowcount == 1 else None


def open_file(path: Path) -> FileTransaction:
    """Open it, and make it if there is none.

    Raises:
        JournalError: It cannot be trusted.
        sqlite3.Error, OSError: It cannot be opened.
    """
    trouble = mount_trouble(path)
    if trouble:
        raise refusal(
            path,
            f"cannot be used: {trouble}",
            f"Many machines share a journal in PostgreSQL: journal='postgresql://...'. {WITHOUT}",
        )
    if path.is_dir():
        raise refusal(
            path, "cannot be opened: it is a directory", f"Give the path of a file in it. {WITHOUT}"
        )
    make_private(path)
    names = path.stat().st_nlink
    if names > 1:
        raise refusal(
            path,
            f"cannot be used: the file has {names} names (hard links), and SQLite keeps a log for each",
            f"Delete the other names. {WITHOUT}",
        )
    opened = _connect(path)
    try:
        _prepare(opened, path)
    except BaseException:
        opened.connection.close()
        raise
    return opened


def adopt_file(path: Path) -> None:
    """Make a copy the journal of this machine.

    Raises:
        JournalError: It is not a journal.
        sqlite3.Error, OSError: It cannot be opened or written.
    """
    path.stat()
    opened = _connect(path)
    try:
        if not _is_made(opened, path):
            raise refusal(path, "is not a journal", f"Give the path of one. {WITHOUT}")
        _record(opened, first_identity(place_of(path)))
    finally:
        opened.connection.close()


def _connect(path: Path) -> FileTransaction:
    # Whoever finds it locked tries again by itself: where SQLite waits, some starve.
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    connection.create_function("runcomfy_clock", 0, boot_seconds, deterministic=True)
    return FileTransaction(connection)


def _prepare(opened: FileTransaction, path: Path) -> None:
    if not _is_made(opened, path):
        # One that is there stays as its owner made it.
        opened.connection.execute("PRAGMA journal_mode=WAL")
        _make(opened, path)
    elif path.stat().st_size <= _SMALL:
        found = opened.rows("PRAGMA quick_check(1)")[0][0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"malformed: {found}")
    _identify(opened, path)
    opened.salt = bytes.fromhex(opened.fact("salt") or "")


def _is_made(opened: FileTransaction, path: Path) -> bool:
    """Return whether the tables are there; false for an empty file."""
    with _transaction(opened, "BEGIN"):
        version = opened.rows("PRAGMA user_version")[0][0]
        names = {row[0] for row in opened.rows("SELECT name FROM sqlite_master WHERE type='table'")}
    if version == VERSION and {"runcomfy_jobs", "runcomfy_facts"} <= names:
        return True
    if not version and not names:
        return False
    ours = {"jobs", "facts"} <= names or "runcomfy_jobs" in names
    raise refusal(
        path,
        f"was written by another version of this package ({version}; this one writes {VERSION})"
        if ours
        else "is another program's database",
        f"Move it away, or give another path. {WITHOUT}",
    )


@contextlib.contextmanager
def _transaction(opened: FileTransaction, begin: str = "BEGIN IMMEDIATE") -> Generator[None]:
    opened.change(begin)
    try:
        yield
        opened.connection.commit()
    except BaseException:
        opened.connection.rollback()
        raise


def _make(opened: FileTransaction, path: Path) -> None:
    with _transaction(opened):
        # Another process may have been quicker.
        if opened.rows("PRAGMA user_version")[0][0]:
            return
        for statement in tables("INTEGER PRIMARY KEY AUTOINCREMENT"):
            opened.change(statement)
        opened.set_fact("salt", secrets.token_hex(32))
        for name, value in first_identity(place_of(path)).facts().items():
            opened.set_fact(name, value)
        opened.change(f"PRAGMA user_version={VERSION}")


def _identify(opened: FileTransaction, path: Path) -> None:
    """Refuse a copy, and remember this machine."""
    known, here = Identity.of(dict(opened.rows("SELECT name, value FROM runcomfy_facts"))), place_of(path)
    recognised = known and recognise(known, here)
    if known is None or recognised is None:
        then = "nobody knows where" if known is None else _where(known.inode, known.machines)
        raise refusal(
            path,
            f"is a copy: it was written as {then}, and is {_where(here.inode, [here.machine])}. What was paid for with "
            "the original since then does not stand in it",
            "If the original is not used any more, "
            f"`{COMMAND} journal adopt {shlex.quote(str(path))}` or Journal(path).adopt() makes it the journal. "
            f"{WITHOUT}",
        )
    if recognised != known:
        _record(opened, recognised)


def _where(inode: str, machines: Sequence[str]) -> str:
    names = " or ".join(name[:12] for name in machines[:3] if name) or "without a name"
    return f"file {inode or 'without a number'} on machine {names}"


def _record(opened: FileTransaction, identity: Identity) -> None:
    with _transaction(opened):
        for name, value in identity.facts().items():
            opened.set_fact(name, value)
