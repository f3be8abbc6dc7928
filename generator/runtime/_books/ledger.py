"""What a client keeps of its paid requests: the money in its budget, the facts in its journal.

All views of a client share one. A request is let out only when its line stands in the journal, where there is one;
what happens to it afterwards is written as soon as it can be, and never stops the job.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from .._catalogue.price import estimate, money
from .._journal import find_journal
from .._plain.log import warn
from .._protocol.reading import message_of
from ..errors import ConfigError, JournalError
from .budget import Budget, make_budget
from .submission import BatchPlace, Submission
from .unwritten import Unwritten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal
    from typing import TypeAlias

    from .._journal import Journal, JournalEntry, JournalWriter
    from .._protocol.ending import Ending
    from .._states import JobUpdate
    from .budget import Reservation

    Account: TypeAlias = Callable[[], tuple[str, str]]

__all__ = ["Ledger", "make_ledger"]

_REMEMBERED = 50_000  # jobs that have not ended


class Ledger:
    """The budget and the journal of one account. Strictly private.

    `account` gives the address of the API and the token; the journal keeps a keyed hash of the token.
    """

    def __init__(
        self,
        account: Account,
        budget: Budget | None = None,
        journal: Journal | None = None,
        *,
        keep_inputs: bool = False,
    ) -> None:
        self.budget = budget or Budget()
        self.journal = journal
        self.keep_inputs = keep_inputs
        self.unwritten = Unwritten()
        self._account = account
        self._writer: JournalWriter | None = None
        self._jobs = _Jobs()
        self._others: dict[Journal | None, Ledger] = {}
        self._said = False

    @property
    def blocking(self) -> bool:
        """Whether writing may wait for a disk."""
        return self.journal is not None

    def with_journal(self, journal: Journal | None) -> Ledger:
        """The same money with another journal."""
        if journal is self.journal:
            return self
        ledger = self._others.get(journal)
        if ledger is None:
            ledger = self._others[journal] = Ledger(
                self._account, self.budget, journal, keep_inputs=self.keep_inputs
            )
            ledger._jobs = self._jobs
        return ledger

    @property
    def writer(self) -> JournalWriter:
        """What writes for this account. There must be a journal."""
        if self._writer is None:
            assert self.journal is not None  # noqa: S101 (for the type checker)
            self._writer = self.journal.writer(*self._account())
        return self._writer

    # Paid requests.

    def entry(
        self,
        model_id: str,
        wire: Mapping[str, Any],
        *,
        once: str | None = None,
        place: BatchPlace | None = None,
        budget: Budget | None = None,
        size: int = 0,
    ) -> Submission:
        """The line of a request of `size` bytes that is to be sent; nothing is written yet."""
        return Submission(self, model_id, wire, budget or self.budget, once=once, place=place, size=size)

    def reserve(self, model_id: str, wire: Mapping[str, Any], budget: Budget) -> Reservation:
        """Set the money for a request aside.

        Raises:
            BudgetError: There is not enough.
        """
        expected = estimate(model_id, wire) if budget.needs_estimates else None
        return budget.reserve(model_id, expected)

    def remember(self, request_id: str, reservation: Reservation) -> bool:
        """Keep the money of a job until it ends; False where it is counted already."""
        return self._jobs.remember(request_id, reservation, bounded=not self.budget.needs_estimates)

    def is_new(self, request_id: str) -> bool:
        """Whether no job that is under way has this id, as far as this client has seen."""
        return self._jobs.is_new(request_id)

    def carry(self, entries: Iterable[JournalEntry], budget: Budget) -> None:
        """Count what a batch has spent, or may have spent, before its process ended."""
        for entry in entries:
            # What is about to be sent is counted by whoever sends it.
            if entry.request_id is None and (entry.busy or entry.state in {"unsent", "refused", "paused"}):
                continue
            known = entry.request_id is not None and self._jobs.knows(entry.request_id)
            held = budget.hold(entry.estimate if entry.cost is None else entry.cost, alone=known)
            if entry.cost is not None:
                held.settle(entry.cost)
            if known or entry.request_id is None:
                continue
            if not self.remember(entry.request_id, held):
                held.release()
            elif entry.cost is not None:
                self._jobs.settle(entry.request_id, entry.cost, free=False)

    # Their jobs. Nothing here stops one.

    def see(self, update: JobUpdate) -> None:
        """A job has moved on."""
        if update.status == "in_queue":
            self._write(lambda writer: writer.see(update.request_id, "in_queue"))
        elif update.status == "in_progress":
            self._write(lambda writer: writer.see(update.request_id, "in_progress"))

    def end(self, request_id: str, ending: Ending) -> None:
        """A job has ended."""
        cost = money(ending.document.get("cost"))
        self._jobs.ended(request_id)
        self._jobs.settle(request_id, cost, free=ending.state == "cancelled" and cost is None)
        failed = ending.state == "failed"
        said = (message_of(ending.reason) or "the server gave no reason") if failed else None
        self._write(lambda writer: writer.end(request_id, ending.state, cost, said))

    def cancelled(self, request_id: str) -> None:
        """A job was cancelled before it began."""
        self._jobs.ended(request_id)
        self._jobs.settle(request_id, None, free=True)
        self._write(lambda writer: writer.end(request_id, "cancelled", None, None))

    def saved(self, request_id: str, paths: Iterable[object]) -> None:
        """The files of a job are on this disk."""
        texts = [str(path) for path in paths]
        self._write(lambda writer: writer.save(request_id, texts))

    def _write(self, do: Callable[[JournalWriter], object]) -> None:
        if self.journal is None:
            return
        self.unwritten.try_again()
        try:
            do(self.writer)
        except JournalError as error:
            if not self._said:
                self._said = True
                warn(f"What became of a job could not be written down, and the work goes on: {error.message}")

    def close(self) -> None:
        """Write what could not be written so far, and close the journal. The next use opens it again."""
        if self.journal is not None:
            self.unwritten.finish()
            self.journal.close()
        for other in list(self._others.values()):
            other.close()


class _Jobs:
    """The money set aside for jobs that have not ended, and the ids that the server gave."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, Reservation] = {}
        self._open: dict[str, None] = {}
        self._settled: dict[str, None] = {}

    def is_new(self, request_id: str) -> bool:
        with self._lock:
            if request_id in self._open:
                return False
            _note(self._open, request_id)
            return True

    def knows(self, request_id: str) -> bool:
        with self._lock:
            return request_id in self._held or request_id in self._settled

    def ended(self, request_id: str) -> None:
        with self._lock:
            self._open.pop(request_id, None)

    def remember(self, request_id: str, reservation: Reservation, *, bounded: bool) -> bool:
        with self._lock:
            if (
                request_id in self._settled
                or self._held.setdefault(request_id, reservation) is not reservation
            ):
                return False
            if bounded and len(self._held) > _REMEMBERED:
                # Jobs that nobody waits for must not fill the memory where nothing is at stake.
                self._held.pop(next(iter(self._held)))
            return True

    def settle(self, request_id: str, cost: Decimal | None, *, free: bool) -> None:
        with self._lock:
            held = self._held.get(request_id)
        if held is None:
            return
        if free:
            held.release()
        # Where the cost comes late, it takes the estimate's place then.
        elif not held.settle(cost):
            return
        with self._lock:
            self._held.pop(request_id, None)
            _note(self._settled, request_id)


def _note(ids: dict[str, None], request_id: str) -> None:
    """Remember an id, and forget the oldest where there are too many."""
    ids[request_id] = None
    if len(ids) > _REMEMBERED:
        ids.pop(next(iter(ids)))


def make_ledger(
    account: Account,
    budget_usd: float | str | Decimal | None,
    unknown_price: str,
    journal: object,
    *,
    keep_inputs: bool,
) -> Ledger:
    """The ledger that a client's arguments ask for.

    Raises:
        ConfigError: One of them cannot be.
    """
    if not isinstance(keep_inputs, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigError(f"journal_inputs must be True or False, not {keep_inputs!r:.100}.")
    return Ledger(
        account, make_budget(budget_usd, unknown_price), find_journal(journal), keep_inputs=keep_inputs
    )
