"""Work for a store that waits its turn, so that one transaction does all that has come together."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Notes", "Queue", "Ticket"]

_MOST = 500  # that somebody waits for, in one transaction: nobody may hold the store for long


class Ticket:
    """Something to be done in a transaction, and what came of it."""

    __slots__ = ("_woken", "do", "done", "durable", "error", "leads", "value")

    def __init__(self, do: Callable[[Any], Any], *, durable: bool) -> None:
        self.do = do
        self.durable = durable
        self.done = False
        self.leads = False
        self.value: Any = None
        self.error: Exception | None = None
        # An event would make three objects more.
        self._woken = threading.Lock()
        self._woken.acquire()

    def wait(self, seconds: float) -> bool:
        """Wait until it is woken; return whether it was in time."""
        return self._woken.acquire(timeout=seconds)

    def wake(self, *, done: bool) -> None:
        """Let whoever gave the ticket go on: it is done, or it is their turn to do all that waits."""
        if done:
            self.done = True
        else:
            self.leads = True
        # Woken to lead, it may be done by another before it comes to that.
        with contextlib.suppress(RuntimeError):
            self._woken.release()


class Notes(Ticket):
    """What nobody waits for, and one call writes together. `failed` is told of an error."""

    __slots__ = ("failed", "notes", "write")

    def __init__(
        self, write: Callable[[Any, list[Any]], object], failed: Callable[[Exception], object]
    ) -> None:
        super().__init__(self._write_all, durable=False)
        self.write = write
        self.failed = failed
        self.notes: list[Any] = []

    def _write_all(self, seen: Any) -> None:
        self.write(seen, self.notes)

    def wake(self, *, done: bool) -> None:
        super().wake(done=done)
        if self.error is not None:
            self.failed(self.error)


class Queue:
    """The tickets that wait, in their order, and the notes, which go along with the next transaction.

    One of those who gave the tickets leads, and does the work for all. That saves the others from standing in each
    other's way, and no more: two who lead do no harm.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Ticket] = []
        self._notes: dict[tuple[Any, Any], Notes] = {}
        self._led = False

    def add(self, ticket: Ticket) -> None:
        """Add a new ticket. Where nobody is at work, it leads."""
        with self._lock:
            self._waiting.append(ticket)
            if not self._led:
                self._led = ticket.leads = True

    def note(
        self, write: Callable[[Any, list[Any]], object], note: Any, failed: Callable[[Exception], object]
    ) -> None:
        """Add a note to those that the same call writes."""
        with self._lock:
            self._notes_of(write, failed).append(note)

    def _notes_of(
        self, write: Callable[[Any, list[Any]], object], failed: Callable[[Exception], object]
    ) -> list[Any]:
        found = self._notes.get((write, failed))
        if found is None:
            found = self._notes[write, failed] = Notes(write, failed)
        return found.notes

    def anything(self) -> bool:
        """Return whether something waits."""
        return bool(self._waiting or self._notes)

    def take_lead(self, ticket: Ticket) -> None:
        """Let a ticket lead where nobody seems to: an interrupt may have hit who did."""
        with self._lock:
            self._led = ticket.leads = True

    def pass_on(self) -> None:
        """Let another one lead."""
        with self._lock:
            if self._waiting:
                self._waiting[0].wake(done=False)
            else:
                self._led = False

    def put_back(self, tickets: Sequence[Ticket]) -> None:
        """Add tickets in front, of which nothing was written."""
        with self._lock:
            self._waiting[:0] = [one for one in tickets if not isinstance(one, Notes)]
            for one in tickets:
                if isinstance(one, Notes):
                    self._notes_of(one.write, one.failed)[:0] = one.notes

    def withdraw(self, ticket: Ticket) -> bool:
        """Take a ticket back; false where somebody is at work on it, or has done it."""
        with self._lock:
            if ticket not in self._waiting:
                return False
            self._waiting.remove(ticket)
            return True

    def wants_durable(self) -> bool:
        """Return whether one of those that wait must be on the disk."""
        with self._lock:
            return any(ticket.durable for ticket in self._waiting[:_MOST])

    def take(self, *, durable: bool) -> list[Ticket]:
        """Take those that a transaction may do, and after them all notes.

        A transaction that is not durable leaves out those that have to be.
        """
        with self._lock:
            taken = [one for one in self._waiting[:_MOST] if durable or not one.durable]
            chosen = set(taken)
            self._waiting = [one for one in self._waiting if one not in chosen]
            notes, self._notes = self._notes, {}
            return [*taken, *notes.values()]
