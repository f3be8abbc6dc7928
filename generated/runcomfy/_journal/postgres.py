"""A journal in a PostgreSQL database, for many machines."""

from __future__ import annotations

import os
import secrets
import time
import weakref
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from ..errors import JournalError
from .dsn import check_url, location_of
from .schema import VERSION, tables
from .store import Store, Transaction, plain
from .troubles import WITHOUT, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection, Cursor

__all__ = ["PostgresStore"]

# One writer at a time, as in a file: whoever decides sees all that was decided before. Any number will do.
_LOCK = 7_264_813_905
_IDLE = 15  # seconds after which the server ends the transaction of a machine that has fallen silent
_CONNECTING = 10  # seconds

# Connections of the process before a fork.
_abandoned: list[Connection[tuple[Any, ...]]] = []

# Classes and codes of SQLSTATE after which another try may work: the connection, resources, locks, the server's end.
_TRANSIENT = ("08", "25P03", "40", "53300", "55P03", "57")
_NOT_YET = ("starting up", "shutting down", "recovery", "too many", "connection slots", "terminating")


@lru_cache(maxsize=256)
def _marked(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


class _Connected(Transaction):
    """A connection, in a transaction or not."""

    clock = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"
    era = "server"
    local = False

    def __init__(self, connection: Connection[tuple[Any, ...]]) -> None:
        self.connection = connection
        self.salt = b""
        # A server that waits for its standbys goes on doing so; one that waits for nothing is asked to.
        [(usual,)] = self.rows("SELECT current_setting('synchronous_commit')")
        self.durably = "on" if usual == "off" else usual

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._run(sql, values).fetchall()

    def change(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._run(sql, values).rowcount

    def insert(self, sql: str, values: Sequence[Any]) -> int | None:
        found = self._run(f"{sql} RETURNING number", values).fetchone()
        return cast("int", found[0]) if found else None

    def _run(self, sql: str, values: Sequence[Any]) -> Cursor[tuple[Any, ...]]:
        # The statements are ours; values never become part of them.
        return self.connection.execute(cast("Any", _marked(sql)), plain(values))

    def command(self, sql: str) -> None:
        """Run statements that take no values, several of them in one go."""
        self.connection.execute(cast("Any", sql))


class PostgresStore(Store):
    """The database, with one connection for each process that uses it."""

    def __init__(self, url: str) -> None:
        """Open nothing yet.

        Raises:
            ConfigError: The URL is wrong, or psycopg is not installed.
        """
        check_url(url)
        self._url = url
        self.location = location_of(url)
        super().__init__()

    def _forget(self) -> None:
        super()._forget()
        self._open: _Connected | None = None
        self._finalizer: weakref.finalize[[Connection[tuple[Any, ...]], int], PostgresStore] | None = None

    def begin(self, *, durable: bool, ends: float) -> Transaction:
        opened = self._ready()
        opened.command(_begin(opened.durably if durable else "off", ends))
        return opened

    def commit(self, *, ends: float) -> None:  # noqa: ARG002 (nobody is waited for here)
        assert self._open is not None  # noqa: S101 (for the type checker)
        self._open.command("COMMIT")

    def roll_back(self) -> None:
        from psycopg import Error
        from psycopg.pq import TransactionStatus

        if self._open is None:
            return
        try:
            if self._open.connection.info.transaction_status != TransactionStatus.IDLE:
                self._open.command("ROLLBACK")
        except Error:
            self.disconnect()

    def look(self) -> Transaction:
        return self._ready()

    def _ready(self) -> _Connected:
        if self._open is None:
            self._open = self._connect()
            self._finalizer = weakref.finalize(self, _close, self._open.connection, os.getpid())
        return self._open

    def _connect(self) -> _Connected:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict

        # A machine that is gone is noticed within a minute; what the URL says comes first.
        settings: dict[str, Any] = {
            "connect_timeout": _CONNECTING,
            "application_name": "runcomfy",
            "keepalives_idle": 20,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,
            **conninfo_to_dict(self._url),
        }
        # Without prepared statements it also works behind a pool of connections.
        connection = psycopg.connect(autocommit=True, prepare_threshold=None, **settings)
        try:
            opened = _Connected(connection)
            self._prepare(opened)
        except BaseException:
            connection.close()
            raise
        return opened

    def _prepare(self, opened: _Connected) -> None:
        if not _is_made(opened):
            opened.command(_begin(opened.durably, time.monotonic() + _CONNECTING))
            # Another process may have been quicker.
            if not _is_made(opened):
                for statement in tables("BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"):
                    opened.command(statement)
                opened.set_fact("version", str(VERSION))
                opened.set_fact("salt", secrets.token_hex(32))
            opened.command("COMMIT")
        version = opened.fact("version")
        if version != str(VERSION):
            raise refusal(
                self.location,
                f"was written by another version of this package ({version}; this one writes {VERSION})",
                f"Use another database. {WITHOUT}",
            )
        opened.salt = bytes.fromhex(opened.fact("salt") or "")

    def disconnect(self) -> None:
        if self._finalizer is not None:
            self._finalizer()
        self._open = self._finalizer = None

    def _abandon(self) -> None:
        if self._open is not None:
            _abandoned.append(self._open.connection)
        if self._finalizer is not None:
            self._finalizer.detach()

    def busy(self) -> JournalError:
        return refusal(
            self.location,
            "is busy: other writers held it for too long",
            f"Try again later. {WITHOUT}",
            transient=True,
        )

    def may_pass(self, error: BaseException) -> bool:
        if isinstance(error, JournalError):
            return error.transient
        import psycopg

        if not isinstance(error, psycopg.Error):
            return False
        if error.sqlstate is not None:
            return error.sqlstate.startswith(_TRANSIENT)
        # Without a code it is the connection: not there, lost, or turned away by the server.
        text = str(error)
        turned_away = "FATAL" in text and not any(words in text for words in _NOT_YET)
        return isinstance(error, psycopg.OperationalError) and not turned_away

    def trouble(self, error: BaseException) -> JournalError | None:
        if isinstance(error, JournalError):
            return error
        import psycopg

        if not isinstance(error, psycopg.Error):
            return None
        if error.sqlstate == "55P03":
            return self.busy()
        text, transient = " ".join(str(error).split()) or type(error).__name__, self.may_pass(error)
        hint = "Check that the database can be reached." if transient else "Check what the database says."
        return refusal(self.location, f"cannot be used: {text}", f"{hint} {WITHOUT}", transient=transient)


def _begin(synchronous: str, ends: float) -> str:
    """Return what begins a transaction that alone may write, in one message."""
    wait = max(100, int((ends - time.monotonic()) * 1000))
    return (
        # The database's usual level may be one that does not see what others have committed while this one waited.
        "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
        f"SET LOCAL synchronous_commit={synchronous};"
        f"SET LOCAL lock_timeout={wait};"
        f"SET LOCAL idle_in_transaction_session_timeout={_IDLE * 1000};"
        f"SELECT pg_advisory_xact_lock({_LOCK})"
    )


def _is_made(opened: _Connected) -> bool:
    # A look-up by name alone may not see what was committed since this transaction began.
    found = opened.rows(
        "SELECT 1 FROM pg_catalog.pg_class WHERE relname='runcomfy_facts' AND pg_catalog.pg_table_is_visible(oid)"
    )
    return bool(found)


def _close(connection: Connection[tuple[Any, ...]], pid: int) -> None:
    if pid == os.getpid():
        connection.close()
    else:
        _abandoned.append(connection)
