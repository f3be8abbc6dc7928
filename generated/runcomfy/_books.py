"""What a client keeps of its paid requests: the money in its budget, the facts in its journal.

All views of a client share them. A journal that cannot be used stops nothing: it is said once, and the work goes on.
"""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from ._budget import Budget, make_budget
from ._log import warn
from ._price import estimate, money
from ._protocol.reading import message_of, shorten
from .errors import (
    APIConnectionError,
    APIError,
    BudgetError,
    ConfigError,
    InputError,
    JournalError,
    SubmissionUnknownError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from ._budget import Reservation
    from ._core import Core
    from ._journal import Hold, Intent, Journal, JournalEntry, JournalWriter
    from ._journal.rows import State
    from ._protocol.watch import Ending
    from ._states import Update

__all__ = ["Books", "Paid", "make_books"]

T = TypeVar("T")
Fate: TypeAlias = Literal["unsent", "refused", "unknown"]

_LEASE = 3600.0  # seconds; no request is on its way for longer
_REMEMBERED = 50_000  # jobs that have not ended


class Paid:
    """One paid request on its way, and later its job."""

    __slots__ = ("claimed", "hold", "paused", "reservation")

    def __init__(self, reservation: Reservation | None) -> None:
        self.reservation = reservation
        self.hold: Hold | None = None
        self.paused = False
        self.claimed: JournalEntry | None = None
        """What stands in the journal of a batch's request that was sent before, and is not sent now."""


class Books:
    """The budget and the journal of a client. Strictly private."""

    def __init__(
        self, budget: Budget | None = None, journal: Journal | None = None, *, keep_inputs: bool = False
    ) -> None:
        self.budget = budget or Budget()
        self.journal = journal
        self.keep_inputs = keep_inputs
        self._writer: JournalWriter | None = None
        self._lock = threading.Lock()
        self._paid: dict[str, Paid] = {}
        self._said = False

    def with_journal(self, journal: Journal | None) -> Books:
        """The same money with another journal."""
        if journal is self.journal:
            return self
        books = Books(self.budget, journal, keep_inputs=self.keep_inputs)
        books._lock, books._paid = self._lock, self._paid
        return books

    def open(
        self, core: Core[Any], model_id: str, wire: Mapping[str, Any], budget: Budget | None = None
    ) -> Paid:
        """Before a request leaves: set money aside, and write down that it will leave.

        Raises:
            BudgetError: There is not enough money.
        """
        paid = self.reserve(model_id, wire, budget or self.budget)
        if self.journal is not None:
            self._claim(core, paid, self._intent(model_id, wire, paid), resubmit_unknown=False)
        return paid

    def claim(
        self,
        core: Core[Any],
        model_id: str,
        wire: Mapping[str, Any],
        *,
        budget: Budget | None,
        batch: tuple[str, str, str, int],
        resubmit_unknown: bool,
    ) -> Paid:
        """The same for a request of a batch: its name, the request's slot, and the hash of its inputs.

        What was sent before is not paid again: it is found in `claimed`.

        Raises:
            BudgetError: There is not enough money.
        """
        paid = self.reserve(model_id, wire, budget or self.budget)
        if self.journal is not None:
            intent = self._intent(model_id, wire, paid, batch)
            self._claim(core, paid, intent, resubmit_unknown=resubmit_unknown)
            if paid.claimed is not None:
                self._taken_over(paid, paid.claimed)
        return paid

    def _claim(self, core: Core[Any], paid: Paid, intent: Intent, *, resubmit_unknown: bool) -> None:
        from ._journal import Hold

        def do() -> Hold | JournalEntry | None:
            return self.writer(core).claim(
                intent, secrets.token_hex(8), resubmit_unknown=resubmit_unknown, lease=_LEASE
            )

        claimed = self.keep(do, None)
        if isinstance(claimed, Hold):
            paid.hold = claimed
        else:
            paid.claimed = claimed

    def _taken_over(self, paid: Paid, entry: JournalEntry) -> None:
        """Another process has sent the request: what was set aside is for its job, if it has one."""
        if entry.request_id is not None:
            with self._lock:
                if self._paid.setdefault(entry.request_id, paid) is paid:
                    return
        if paid.reservation is not None:
            paid.reservation.release()

    def carry(self, entries: Iterable[JournalEntry], budget: Budget) -> None:
        """Count what a batch has spent, or may have spent, before its process ended."""
        for entry in entries:
            if entry.request_id is None and entry.state in {"unsent", "refused"}:
                continue
            paid = Paid(budget.hold(entry.estimate if entry.cost is None else entry.cost))
            if entry.cost is not None and paid.reservation is not None:
                paid.reservation.settle(entry.cost)
            elif entry.request_id is not None:
                with self._lock:
                    self._paid[entry.request_id] = paid

    def adopt(self, paid: Paid, request_id: str | None, error: Exception | None) -> None:
        """What another process has sent with the money set aside here."""
        if request_id is not None:
            with self._lock:
                self._paid[request_id] = paid
        elif error is not None and paid.reservation is not None and _fate(error, flying=True) != "unknown":
            paid.reservation.release()

    def reserve(self, model_id: str, wire: Mapping[str, Any], budget: Budget) -> Paid:
        """Set the money for a request aside.

        Raises:
            BudgetError: There is not enough.
        """
        expected = estimate(model_id, wire) if budget.needs_estimates else None
        return Paid(budget.reserve(model_id, expected))

    def _intent(
        self,
        model_id: str,
        wire: Mapping[str, Any],
        paid: Paid,
        batch: tuple[str, str, str, int] | None = None,
    ) -> Intent:
        from ._digest import inputs_text, request_hash
        from ._journal import Intent

        name, slot, digest, since = batch or (None, None, request_hash(model_id, wire), 0)
        kept = inputs_text(wire) if self.keep_inputs else None
        amount = paid.reservation.amount if paid.reservation is not None else None
        return Intent(model_id, digest, kept, amount, name, slot, since=since)

    def pause(self, core: Core[Any], paid: Paid) -> None:
        """The request was turned away for now: certainly there is no job."""
        hold = paid.hold
        if hold is not None:
            paid.paused = True
            self.keep(lambda: self.writer(core).pause(hold, _LEASE), None)

    def go_on(self, core: Core[Any], paid: Paid) -> None:
        """It is sent again."""
        hold = paid.hold
        if hold is not None and paid.paused:
            paid.paused = False
            self.keep(lambda: self.writer(core).go_on(hold, _LEASE), None)

    def accept(self, core: Core[Any], paid: Paid, request_id: str) -> None:
        """The server has taken it, under this id."""
        if paid.reservation is not None:
            with self._lock:
                self._paid[request_id] = paid
                if len(self._paid) > _REMEMBERED and not self.budget.needs_estimates:
                    # Jobs that nobody waits for must not fill the memory where nothing is at stake.
                    self._paid.pop(next(iter(self._paid)))
        hold = paid.hold
        if hold is not None:
            self.keep(lambda: self.writer(core).accept(hold, request_id), None)

    def fail(self, core: Core[Any], paid: Paid, error: BaseException, *, flying: bool) -> None:
        """It brought no id. Where there is certainly no job, the money comes back."""
        state = _fate(error, flying=flying)
        if state != "unknown" and paid.reservation is not None:
            paid.reservation.release()
        hold = paid.hold
        if hold is not None:
            said = shorten(f"{type(error).__name__}: {getattr(error, 'message', '')}".rstrip(": "))
            self.keep(lambda: self.writer(core).fail(hold, state, said), None)

    def see(self, core: Core[Any], update: Update) -> None:
        """A job has moved on."""
        if self.journal is not None and update.status in {"in_queue", "in_progress"}:
            word: State = "in_queue" if update.status == "in_queue" else "in_progress"
            self.keep(lambda: self.writer(core).see(update.request_id, word), None)

    def end(self, core: Core[Any], request_id: str, ending: Ending) -> None:
        """A job has ended."""
        cost = money(ending.document.get("cost"))
        self._settle(request_id, cost, free=ending.state == "cancelled" and cost is None)
        if self.journal is not None:
            failed = ending.state == "failed"
            said = (message_of(ending.reason) or "the server gave no reason") if failed else None
            self.keep(lambda: self.writer(core).end(request_id, ending.state, cost, said), None)

    def cancel(self, core: Core[Any], request_id: str) -> None:
        """A job was cancelled before it began."""
        self._settle(request_id, None, free=True)
        if self.journal is not None:
            self.keep(lambda: self.writer(core).end(request_id, "cancelled", None, None), None)

    def save(self, core: Core[Any], request_id: str, paths: Iterable[object]) -> None:
        """The files of a job are on this disk."""
        if self.journal is not None:
            texts = [str(path) for path in paths]
            self.keep(lambda: self.writer(core).save(request_id, texts), None)

    def _settle(self, request_id: str, cost: object, *, free: bool) -> None:
        with self._lock:
            paid = self._paid.get(request_id)
        if paid is None or paid.reservation is None:
            return
        if free:
            paid.reservation.release()
        # Where the cost comes late, it takes the estimate's place then.
        elif not paid.reservation.settle(cost):
            return
        with self._lock:
            self._paid.pop(request_id, None)

    def writer(self, core: Core[Any]) -> JournalWriter:
        """What writes for this client's account."""
        if self._writer is None:
            assert self.journal is not None  # noqa: S101 (for the type checker)
            self._writer = self.journal.writer(core.base_url, core.session.token.reveal())
        return self._writer

    def keep(self, do: Callable[[], T], otherwise: T) -> T:
        """Do something with the journal; where that fails, say so once and go on."""
        from ._journal import DuplicateIdError

        try:
            return do()
        except (JournalError, DuplicateIdError) as error:
            if not self._said:
                self._said = True
                warn(f"The work goes on without the journal: {error}")
            return otherwise

    def close(self) -> None:
        """Close the journal. The next use opens it again."""
        if self.journal is not None:
            self.journal.close()


def _fate(error: BaseException, *, flying: bool) -> Fate:
    """What became of a request that ended in this error."""
    if isinstance(error, SubmissionUnknownError):
        return "unknown"
    if isinstance(error, APIError):
        return "refused"
    if isinstance(error, APIConnectionError | ConfigError | InputError | BudgetError):
        return "unsent"
    return "unknown" if flying else "unsent"


def make_books(
    budget_usd: float | str | Decimal | None, unknown_price: str, journal: object, *, keep_inputs: bool
) -> Books:
    """The books that a client's arguments ask for.

    Raises:
        ConfigError: One of them cannot be.
    """
    from ._journal import find_journal

    return Books(make_budget(budget_usd, unknown_price), find_journal(journal), keep_inputs=keep_inputs)
