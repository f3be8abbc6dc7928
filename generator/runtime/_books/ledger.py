"""What a client keeps of its paid requests: the money in its budget, the facts in its journal.

All views of a client share one. A request is let out only when its line stands in the journal, where there is one;
what happens to it afterwards is written as soon as it can be, and never stops the job.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from .._catalogue.registry import known_info
from .._plain.json_values import show
from .._plain.locks import make_lock
from .._plain.log import logger, warn
from .._plain.money import money
from .._protocol.options import check_word
from .._protocol.reading import message_of
from ..errors import ConfigError, JournalError
from .funds import Funds, make_funds
from .rates import Rates
from .run_times import RunTimes
from .unwritten import Unwritten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal
    from typing import TypeAlias

    from .._catalogue.rate import Rate
    from .._journal import Journal, JournalEntry, JournalWriter
    from .._journal.prices import PriceShelf
    from .._protocol.ending import Ending
    from .._states import JobUpdate
    from .choices import Prices, UnknownPrice
    from .funds import Reservation
    from .submission import BatchPlace, Submission

    Account: TypeAlias = Callable[[], tuple[str, str]]

__all__ = ["Ledger", "make_ledger"]

_REMEMBERED = 50_000  # jobs that have not ended
_AT_ONCE = 4  # run times of a model that are written together


class Ledger:
    """The budget and the journal of one account. Strictly private.

    `account` gives the address of the API and the token; the journal keeps a keyed hash of the token.
    """

    def __init__(
        self,
        account: Account,
        budget: Funds | None = None,
        journal: Journal | None = None,
        *,
        keep_inputs: bool = False,
        prices: Prices = "live",
    ) -> None:
        self.budget: Funds = budget or Funds()
        self.journal = journal
        self.keep_inputs = keep_inputs
        self.prices: Prices = prices
        self.rates: Rates = Rates(self._price_shelf)
        self.unwritten: Unwritten = Unwritten()
        self.run_times: RunTimes = RunTimes(_typical_seconds)
        self._account = account
        self._writer: JournalWriter | None = None
        self._jobs = _Jobs()
        self._others: dict[Journal | None, Ledger] = {}
        self._said = False
        self._hasty = False

    @property
    def blocking(self) -> bool:
        """Whether writing may wait for a disk."""
        return self.journal is not None

    @property
    def remarks_block(self) -> bool:
        """Whether `see`, `end` and `cancelled` may wait for a disk."""
        return self.journal is not None and not self._hasty

    def hasty(self) -> Ledger:
        """Return the same, but what becomes of jobs is written a little later, many in one go.

        Without these lines a job that has an id is found again all the same: by that it is asked for once more.
        """
        ledger = copy.copy(self)
        ledger._hasty = True
        return ledger

    def settle(self) -> None:
        """Write what was put off; what cannot be written is told."""
        if self.journal is not None:
            self._save_times(1)
            self._write(lambda writer, _: writer.settle())

    def recall(self, model_id: str) -> None:
        """Look at what the journal knows of the run times of a model; once."""
        if self.journal is None or not self.run_times.needs(model_id):
            return
        try:
            times, at = self.writer.times(model_id)
        except JournalError as error:
            logger.info("what is known of the run times of %s could not be read: %s", model_id, error)
        else:
            self.run_times.recall(model_id, times, at)

    def learn(self, model_id: str, seconds: float, unsure: float) -> None:
        """Take in how many seconds a job of the model ran, give or take half of `unsure`."""
        self.run_times.learn(model_id, seconds, unsure)
        if self.journal is not None:
            self._save_times(_AT_ONCE, model_id)

    def _save_times(self, least: int, *models: str) -> None:
        for model_id in models or self.run_times.models():
            times = self.run_times.unsaved(model_id, least)
            if times:
                self._write(lambda writer, later: writer.add_times(model_id, times, later))  # noqa: B023 (called now)

    def with_journal(self, journal: Journal | None) -> Ledger:
        """Return the same money with another journal."""
        if journal is self.journal:
            return self
        ledger = self._others.get(journal)
        if ledger is None:
            ledger = self._others[journal] = Ledger(
                self._account, self.budget, journal, keep_inputs=self.keep_inputs, prices=self.prices
            )
            ledger._jobs = self._jobs
            ledger.rates = Rates(ledger._price_shelf, self.rates)
            ledger.run_times = self.run_times
        return ledger

    @property
    def writer(self) -> JournalWriter:
        """What writes for this account. There must be a journal."""
        if self._writer is None:
            assert self.journal is not None  # noqa: S101 (for the type checker)
            from .._journal import writer_of

            self._writer = writer_of(self.journal, *self._account())
        return self._writer

    def _price_shelf(self) -> PriceShelf | None:
        return None if self.journal is None else self.writer.prices

    # Paid requests.

    def entry(
        self,
        model_id: str,
        wire: Mapping[str, Any],
        *,
        once: str | None = None,
        place: BatchPlace | None = None,
        budget: Funds | None = None,
        size: int = 0,
    ) -> Submission:
        """Return the line of a request of `size` bytes that is to be sent; nothing is written yet."""
        from .submission import Submission

        return Submission(self, model_id, wire, budget or self.budget, once=once, place=place, size=size)

    def asks_rates(self, budget: Funds) -> bool:
        """Return whether the server is asked for a model's rate before a request to it leaves."""
        return self.prices == "live" and budget.needs_estimates

    def reserve(
        self, model_id: str, wire: Mapping[str, Any], budget: Funds, rate: Rate | None = None
    ) -> Reservation:
        """Set the money for a request aside, by a rate or the packaged one.

        Raises:
            BudgetError: There is not enough.
        """
        from .._catalogue.price import estimate  # not before there is money to be counted

        expected = estimate(model_id, wire, rate) if budget.needs_estimates else None
        return budget.reserve(model_id, expected)

    def remember(self, request_id: str, reservation: Reservation) -> bool:
        """Keep the money of a job until it ends; False where it is counted already."""
        return self._jobs.remember(request_id, reservation, bounded=not self.budget.needs_estimates)

    def is_new(self, request_id: str) -> bool:
        """Return whether no job that is under way has this id, as far as this client has seen."""
        return self._jobs.is_new(request_id)

    def carry(self, entries: Iterable[JournalEntry], budget: Funds) -> None:
        """Count what a batch has spent, or may have spent, before its process ended."""
        for entry in entries:
            # What is about to be sent is counted by whoever sends it.
            if entry.request_id is None and (entry.busy or entry.state in {"unsent", "refused", "paused"}):
                continue
            known = entry.request_id is not None and self._jobs.knows(entry.request_id)
            held = budget.hold(
                entry.model_id, entry.estimate if entry.cost is None else entry.cost, alone=known
            )
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
        """Note that a job has moved on."""
        # That it is in the queue stands there since it was accepted.
        if update.status == "in_progress":
            self._write(lambda writer, later: writer.see(update.request_id, "in_progress", later))

    def end(self, request_id: str, ending: Ending) -> None:
        """Note that a job has ended."""
        cost = money(ending.document.get("cost"))
        self._jobs.ended(request_id)
        self._jobs.settle(request_id, cost, free=ending.state == "cancelled" and cost is None)
        failed = ending.state == "failed"
        said = (message_of(ending.reason) or "the server gave no reason") if failed else None
        self._write(lambda writer, later: writer.end(request_id, ending.state, cost, said, later))

    def cancelled(self, request_id: str) -> None:
        """Note that a job was cancelled before it began."""
        self._jobs.ended(request_id)
        self._jobs.settle(request_id, None, free=True)
        self._write(lambda writer, later: writer.end(request_id, "cancelled", None, None, later))

    def saved(self, request_id: str, paths: Iterable[object]) -> None:
        """Note where the files of a job are on this disk."""
        texts = [str(path) for path in paths]
        self._write(lambda writer, _: writer.save(request_id, texts))

    def _write(self, do: Callable[[JournalWriter, Callable[[Exception], object] | None], object]) -> None:
        if self.journal is None:
            return
        if not self._hasty:
            self.unwritten.try_again()
        try:
            do(self.writer, self._warn_unwritten if self._hasty else None)
        except JournalError as error:
            self._warn_unwritten(error)

    def _warn_unwritten(self, error: Exception) -> None:
        if not self._said:
            self._said = True
            said = getattr(error, "message", error)
            warn(f"What became of a job could not be written down, and the work goes on: {said}")

    def close(self) -> None:
        """Write what could not be written so far, and close the journal. The next use opens it again."""
        if self.journal is not None:
            self.settle()
            self.unwritten.finish()
            self.journal.close()
        for other in list(self._others.values()):
            other.close()


class _Jobs:
    """The money set aside for jobs that have not ended, and the ids that the server gave."""

    def __init__(self) -> None:
        self._lock = make_lock()
        self._held: dict[str, Reservation] = {}
        self._open: dict[str, None] = {}
        self._settled: dict[str, None] = {}

    def is_new(self, request_id: str) -> bool:
        with self._lock:
            if request_id in self._open:
                return False
            _remember_id(self._open, request_id)
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
            _remember_id(self._settled, request_id)


def _typical_seconds(model_id: str) -> float | None:
    """Return what a model's document says of its run time."""
    info = known_info(model_id)
    return info.typical_seconds if info is not None else None


def _remember_id(ids: dict[str, None], request_id: str) -> None:
    """Remember an id, and forget the oldest where there are too many."""
    ids[request_id] = None
    if len(ids) > _REMEMBERED:
        ids.pop(next(iter(ids)))


def make_ledger(
    account: Account,
    budget_usd: float | str | Decimal | None,
    unknown_price: UnknownPrice,
    journal: object,
    *,
    keep_inputs: bool,
    prices: Prices = "live",
    max_job_usd: float | str | Decimal | None = None,
) -> Ledger:
    """Return the ledger that a client's arguments ask for.

    Raises:
        ConfigError: One of them cannot be.
    """
    if not isinstance(keep_inputs, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigError(f"journal_inputs must be True or False, not {show(keep_inputs)}.")
    check_word("prices", prices, ("live", "packaged"))
    budget = make_funds(budget_usd, unknown_price, max_job=max_job_usd)
    found = None
    if journal is not False:
        from .._journal import find_journal

        found = find_journal(journal)
    return Ledger(account, budget, found, keep_inputs=keep_inputs, prices=prices)
