"""What a journal is kept in, whatever database that is: shared transactions, tried again while it is busy."""

from __future__ import annotations

import contextlib
import os
import random
import threading
import time
from abc import ABC, abstractmethod
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..errors import JournalError
from .rows import COLUMNS, JournalEntry, entry_of
from .tickets import Queue, Ticket

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["PATIENCE", "Store", "Transaction", "plain"]

T = TypeVar("T")

PATIENCE = 5.0  # seconds for others to be done with the store
_LATER = 0.1  # seconds for which what nobody waits for is put off at most
_TURN = 0.5  # seconds after which a ticket looks whether somebody is at work at all
# Pauses between two tries, in seconds, for who has waited so long: the longer, the more often, so that nobody starves.
_PAUSES = ((1.0, 0.02), (3.0, 0.01), (10.0, 0.005), (float("inf"), 0.003))


class Transaction(ABC):
    """The open transaction, or a look without one. SQL has `?` for its values, and is the same for all databases."""

    clock: str
    """SQL for the store's own clock, in seconds."""
    era: str
    """What that clock counts from."""
    local: bool
    """Whether only processes of this machine use the store."""
    salt: bytes
    """The journal's own random key."""

    @abstractmethod
    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""

    @abstractmethod
    def change(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Change something, and return how many rows that were."""

    @abstractmethod
    def insert(self, sql: str, values: Sequence[Any]) -> int | None:
        """Insert a job, and return its number; None where `ON CONFLICT DO NOTHING` did nothing."""

    def entries(self, where: str, values: Sequence[Any] = ()) -> list[JournalEntry]:
        """Return the entries for which a condition holds, which may go on with an order."""
        found = self.rows(f"SELECT {COLUMNS}, {self.clock} FROM runcomfy_jobs WHERE {where}", values)  # noqa: S608
        return [entry_of(row[:-1], era=self.era, now=row[-1], local=self.local) for row in found]

    def fact(self, name: str) -> str | None:
        """Return what the journal knows of itself under a name."""
        found = self.rows("SELECT value FROM runcomfy_facts WHERE name=?", (name,))
        return cast("str", found[0][0]) if found else None

    def set_fact(self, name: str, value: str) -> None:
        """Write down what the journal knows of itself."""
        self.change(
            "INSERT INTO runcomfy_facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value=excluded.value",
            (name, value),
        )


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode("utf-8")


def plain(values: Sequence[Any]) -> list[Any]:
    """Return values that every database takes: texts without NUL and without halves of characters."""
    return [
        value if not isinstance(value, str) or (value.isascii() and "\0" not in value) else _plain(value)
        for value in values
    ]


class Store(ABC):
    """One database for several threads and processes. All its errors are `JournalError`.

    Every change is put into a queue. Whoever gets the connection does all that waits there in one transaction, and
    commits once for all; where one fails, all of it is done again with a savepoint around each. What is given to
    `write` may also be done a second time where nobody can say whether the first was committed: it must find what it
    wrote itself, and leave it.
    """

    location: str
    """The name of the database in messages, without a password."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        """Begin anew, in this process."""
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._queue = Queue()
        self._sweeping = False

    def _own(self) -> None:
        if self._pid != os.getpid():
            # Whoever held the lock at the fork does not exist here, and the connection is the parent's.
            self._abandon()
            self._forget()

    def write(
        self, do: Callable[[Transaction], T], *, durable: bool = False, patience: float | None = None
    ) -> T:
        """Do something in a transaction, perhaps together with what others have to do.

        Args:
            do: What; it may be done twice.
            durable: Whether it must be on the disk when this returns.
            patience: Seconds for which a busy store is tried again.

        Raises:
            JournalError: It could not be written.
        """
        self._own()
        ends = time.monotonic() + (PATIENCE if patience is None else patience)
        queue, ticket = self._queue, Ticket(do, durable=durable)
        try:
            queue.add(ticket)
            self._await_turn(ticket, ends)
            while not ticket.done:
                self._lead(ends)
        except BaseException:
            queue.withdraw(ticket)
            raise
        finally:
            if ticket.leads:
                queue.pass_on()
        if ticket.error is not None:
            raise ticket.error
        return cast("T", ticket.value)

    def write_later(
        self,
        write: Callable[[Transaction, list[T]], object],
        note: T,
        failed: Callable[[Exception], object],
    ) -> None:
        """Write something in the next transaction, a fraction of a second from now at the latest. Waits for nothing.

        It is lost where the process is killed before that.

        Args:
            write: Writes all notes of its kind that have come by then, in their order; it may be called twice with
                the same ones. A statement for each would give the interpreter away to all other threads as often.
            note: What it is given.
            failed: Told, in whatever thread, of an error that writing them has raised.
        """
        self._own()
        self._queue.note(write, note, failed)
        if not self._sweeping:
            self._sweeping = True
            try:
                threading.Thread(target=self._sweep, name="runcomfy-journal-later", daemon=True).start()
            except RuntimeError:
                # No more threads, or the interpreter is ending: then with the next transaction, or at the end.
                self._sweeping = False

    def _sweep(self) -> None:
        """Write what waits, as long as something does; in a thread of its own."""
        pause = threading.Event()
        quiet = False
        while not quiet:
            pause.wait(_LATER)
            quiet = not self._queue.anything()
            if not quiet:
                with contextlib.suppress(JournalError):
                    self.settle()
        self._sweeping = False
        if self._queue.anything():
            with contextlib.suppress(JournalError):
                self.settle()

    def settle(self, patience: float | None = None) -> None:
        """Write what was put off.

        Raises:
            JournalError: It cannot be written now.
        """
        self._own()
        if self._queue.anything():
            self.write(_nothing, patience=patience)

    def _await_turn(self, ticket: Ticket, ends: float) -> None:
        """Wait until the ticket is done, or leads."""
        while not (ticket.done or ticket.leads):
            left = ends - time.monotonic()
            # Once its time is over it is taken back, unless somebody is at work on it.
            if left <= 0 and self._queue.withdraw(ticket):
                raise self.busy()
            if not ticket.wait(_TURN if left <= 0 else min(left, _TURN)) and not self._lock.locked():
                self._queue.take_lead(ticket)

    def _lead(self, ends: float) -> None:
        if not self._lock.acquire(timeout=max(0.0, ends - time.monotonic())):
            raise self.busy()
        try:
            self._commit_waiting(ends)
        finally:
            self._lock.release()

    def _commit_waiting(self, ends: float) -> None:
        """Do all that waits in one transaction."""
        begun, apart = time.monotonic(), False
        while True:
            taken: list[Ticket] = []
            try:
                durable = self._queue.wants_durable()
                transaction = self.begin(durable=durable, ends=ends)
                taken = self._queue.take(durable=durable)
                self._perform(transaction, taken, apart=apart and len(taken) > 1)
                self.commit(ends=ends)
            except BaseException as error:  # noqa: BLE001 (it is raised again)
                self.roll_back()
                self._queue.put_back(taken)
                if isinstance(error, _SpoiledError):
                    apart = True
                    continue
                if not self._may_retry(error, ends):
                    raise self.trouble(error) or error from None
            else:
                for one in taken:
                    one.wake(done=True)
                return
            pause(time.monotonic() - begun)

    def _may_retry(self, error: BaseException, ends: float) -> bool:
        return self.may_pass(error) and time.monotonic() < ends

    def _perform(self, transaction: Transaction, tickets: list[Ticket], *, apart: bool) -> None:
        """Do all of them; `apart` each behind a savepoint, so that one that fails takes nobody with it."""
        for ticket in tickets:
            ticket.value = ticket.error = None
            if apart:
                self._perform_apart(transaction, ticket)
                continue
            try:
                ticket.value = ticket.do(transaction)
            except Exception as error:
                if len(tickets) > 1:
                    raise _SpoiledError from error
                raise

    def _perform_apart(self, transaction: Transaction, ticket: Ticket) -> None:
        transaction.change("SAVEPOINT one")
        try:
            ticket.value = ticket.do(transaction)
        except Exception as error:  # noqa: BLE001 (whoever gave the ticket gets it)
            try:
                transaction.change("ROLLBACK TO SAVEPOINT one")
            except Exception:  # noqa: BLE001 (the transaction is gone; what ended it is of interest)
                raise error from None
            ticket.error = self.trouble(error) or error
        transaction.change("RELEASE SAVEPOINT one")

    def read(self, do: Callable[[Transaction], T], *, patience: float | None = None) -> T:
        """Look something up.

        Raises:
            JournalError: It could not be read.
        """
        with contextlib.suppress(JournalError):
            self.settle(patience)
        begun = time.monotonic()
        ends = begun + (PATIENCE if patience is None else patience)
        with self._lock:
            while True:
                try:
                    return do(self.look())
                except Exception as error:  # noqa: BLE001 (it is raised again)
                    self.roll_back()
                    if not self._may_retry(error, ends):
                        raise self.trouble(error) or error from None
                pause(time.monotonic() - begun)

    def close(self) -> None:
        """Write what was put off, and close the connection. The next use opens it again."""
        if self._pid == os.getpid():
            with contextlib.suppress(JournalError):
                self.settle()
            with self._lock:
                self.disconnect()

    def prove(self, patience: float) -> None:
        """Open it anew if it is not what it was, and write something.

        Raises:
            JournalError: That cannot be.
        """
        self.write(lambda seen: seen.set_fact("checked", repr(time.time())), durable=True, patience=patience)

    # What each database does in its own way. All but the last three are called with the lock held, and may raise
    # that database's own errors.

    @abstractmethod
    def begin(self, *, durable: bool, ends: float) -> Transaction:
        """Begin a transaction that alone may write."""

    @abstractmethod
    def commit(self, *, ends: float) -> None:
        """End it."""

    @abstractmethod
    def roll_back(self) -> None:
        """Undo it, if there is one, and give up a connection that is broken. Raises nothing."""

    @abstractmethod
    def look(self) -> Transaction:
        """Return what queries can be asked of without a transaction."""

    @abstractmethod
    def disconnect(self) -> None:
        """Close the connection, if there is one."""

    @abstractmethod
    def _abandon(self) -> None:
        """Let go of the connection of another process without touching it."""

    @abstractmethod
    def busy(self) -> JournalError:
        """Return the error for a store that others did not let go of in time."""

    @abstractmethod
    def may_pass(self, error: BaseException) -> bool:
        """Return whether another try may work."""

    @abstractmethod
    def trouble(self, error: BaseException) -> JournalError | None:
        """Return what an error of the database's or of the system's is here; None for any other error."""


class _SpoiledError(Exception):
    """One of several that share a transaction has failed: nobody knows yet whether it was its own fault."""


def _nothing(_: Transaction) -> None:
    """Do nothing, in a transaction that does what waits."""


def pause(waited: float) -> None:
    """Sleep for a moment, by chance, before the next try of somebody who has waited so long."""
    longest = next(pause for limit, pause in _PAUSES if waited < limit)
    time.sleep(random.uniform(longest / 4, longest))  # noqa: S311 (no secret)
