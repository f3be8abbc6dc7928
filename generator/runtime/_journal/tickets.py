"""Work for a store that waits its turn, so that one transaction does all that has come together."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Queue", "Ticket"]

_MOST = 500  # in one transaction: nobody may hold the store for long


class Ticket:
    """Something to be done in a transaction, and what came of it.

    Nobody waits for one that has a `failed`, which is told of an error: it goes along with the next transaction.
    """

    __slots__ = ("do", "done", "durable", "error", "failed", "leads", "value", "woken")

    def __init__(
        self,
        do: Callable[[Any], Any],
        *,
        durable: bool,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        self.do = do
        self.durable = durable
        self.failed = failed
        self.done = False
        self.leads = False
        self.value: Any = None
        self.error: Exception | None = None
        self.woken = threading.Event()

    def wake(self, *, done: bool) -> None:
        """Let whoever gave the ticket go on: it is done, or it is their turn to do all that waits."""
        if done:
            self.done = True
            if self.failed is not None and self.error is not None:
                self.failed(self.error)
        else:
            self.leads = True
        self.woken.set()


class Queue:
    """The tickets that wait, in their order. One of those who gave them leads, and does the work for all.

    That saves the others from standing in each other's way, and no more: two who lead do no harm.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Ticket] = []
        self._led = False

    def add(self, ticket: Ticket) -> None:
        """Add a new ticket. Where nobody is at work, it leads."""
        with self._lock:
            self._waiting.append(ticket)
            if not self._led and ticket.failed is None:
                self._led = ticket.leads = True

    def anything(self) -> bool:
        """Return whether something waits."""
        return bool(self._waiting)

    def take_lead(self, ticket: Ticket) -> None:
        """Let a ticket lead where nobody seems to: an interrupt may have hit who did."""
        with self._lock:
            self._led = ticket.leads = True

    def pass_on(self) -> None:
        """Let another one lead."""
        with self._lock:
            next_one = next((ticket for ticket in self._waiting if ticket.failed is None), None)
            if next_one is not None:
                next_one.wake(done=False)
            else:
                self._led = False

    def put_back(self, tickets: Iterable[Ticket]) -> None:
        """Add tickets in front, of which nothing was written."""
        with self._lock:
            self._waiting[:0] = tickets

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
        """Take those that a transaction may do; one that is not durable leaves out those that have to be."""
        with self._lock:
            taken = [one for one in self._waiting[:_MOST] if durable or not one.durable]
            chosen = set(taken)
            self._waiting = [one for one in self._waiting if one not in chosen]
            return taken
