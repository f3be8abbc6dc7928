"""What the two drivers of a batch share: its requests, its schedule, its books, and the outcomes on their way out."""

from __future__ import annotations

import contextlib
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .._budget import make_budget
from .._journal import find_journal
from .._log import logger
from .._protocol.retry import LONGEST_ASKED, retry_after
from .agenda import Agenda
from .flow import Flow, StoppedError
from .items import Item, batch_name, refusal, take_in
from .outcome import BatchProgress, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping

    from .._books import Paid
    from .._core import Core
    from .._endpoint import Endpoint
    from .._journal import Journal, JournalEntry
    from .._protocol.context import Context, DeadlinePassedError
    from .._protocol.effects import Answer
    from .._protocol.watch import Ending
    from .._states import CancelOutcome
    from .settings import Settings

__all__ = ["Batch"]

POOL = 8  # HTTP requests of a batch on their way at once


class Batch:
    """One run of a batch. Its methods are called by one driver, which guards what several of its workers touch."""

    def __init__(self, core: Core[Any], settings: Settings) -> None:
        self.settings = settings
        self.total = 0
        self.failed = 0
        self.away = 0
        """How many requests others are busy with."""
        self.stopping = False
        journal = _journal_of(core, settings)
        books = core.books.with_journal(journal)
        self.budget = books.budget
        if settings.budget_usd is not None or settings.unknown_price is not None:
            policy = settings.unknown_price or self.budget.unknown_price
            self.budget = make_budget(settings.budget_usd, policy, parent=self.budget)
        # A view of the client, whose jobs keep these books.
        self.core = core.view(core.options, books)
        self.agenda: Agenda[Flow] = Agenda(
            settings.requests_per_second, max(1, min(POOL, settings.max_in_flight))
        )
        self.before: Mapping[str, JournalEntry] = {}
        self.flows: set[Flow] = set()
        self._name = settings.batch_id
        self._waiting: deque[Item] = deque()
        self._early: deque[Outcome[Any, Any]] = deque()
        self._held: dict[int, Outcome[Any, Any]] = {}
        self._next = 0
        self._done = 0
        self._complete = True
        self.since = 0 if journal is None else books.keep(lambda: books.writer(core).closing(), 0)

    # Before the first request.

    def take_in(self, requests: Iterable[object]) -> None:
        """Read and check all the requests.

        Raises:
            InputError: Some cannot be sent, and `on_invalid` is `refuse`.
        """
        settings = self.settings
        items, wrong = take_in(requests, self.core.options, dedupe=settings.dedupe)
        self.total = len(items) + sum(len(item.copies) for item in items) + len(wrong)
        if wrong and settings.on_invalid == "refuse":
            raise refusal(wrong, self.total)
        self._waiting.extend(items)
        for index, error in sorted(wrong.items()):
            self._finish(Outcome(index, None, error=error))
        self._name = settings.batch_id or batch_name(items)

    def take_up(self, entries: Iterable[JournalEntry]) -> None:
        """Jobs that were submitted before, instead of requests."""
        self._complete = False
        for index, entry in enumerate(entries):
            self._waiting.append(Item(index, None, "", "", entry.request_id, entry.model_id))
        self.total = len(self._waiting)

    def preset(self, items: Iterable[Item]) -> None:
        """Requests that were read and checked elsewhere."""
        self._waiting.extend(items)
        self.total = len(self._waiting)

    def look_back(self) -> None:
        """What the journal knows of this batch from before."""
        self.before = self.written()
        self.core.books.carry(self.before.values(), self.budget)

    def written(self) -> dict[str, JournalEntry]:
        """What stands in the journal of this batch, by slot."""
        books = self.core.books
        if books.journal is None or self._name is None:
            return {}
        name = self._name
        nothing: dict[str, JournalEntry] = {}
        return books.keep(lambda: books.writer(self.core).find(name, None, self.since), nothing)

    # While it runs.

    def fill(self) -> None:
        """Begin as many requests as there is room for."""
        now = self.core.now()
        room = self.settings.max_in_flight
        # Outcomes that nobody takes hold the batch up, too.
        while self._waiting and len(self.flows) < room and (self._undelivered() < room or not self.flows):
            flow = Flow(self, self._waiting.popleft())
            self.flows.add(flow)
            if flow.posting:
                self.agenda.submit(flow, now)
            else:
                self.agenda.look(flow, now)

    def next_items(self, count: int) -> list[Item]:
        """Requests to be sent by others."""
        room = self.settings.max_in_flight
        if self._undelivered() >= room and self.away:
            return []
        return [self._waiting.popleft() for _ in range(min(count, len(self._waiting)))]

    def _undelivered(self) -> int:
        return len(self._early) + len(self._held)

    def ended(self, flow: Flow, outcome: Outcome[Any, Any] | None) -> None:
        """A request has its outcome, or none as the batch is over."""
        self.flows.discard(flow)
        if outcome is not None:
            self.finished(flow.item, outcome)

    def finished(self, item: Item, outcome: Outcome[Any, Any]) -> None:
        """A request, and those that are the same, have their outcome."""
        # What the journal has no job of would be forgotten with the batch.
        self._complete = self._complete and outcome.job is not None
        self._finish(outcome)
        for index in item.copies:
            self._finish(replace(outcome, index=index, duplicate_of=outcome.index))

    def _finish(self, outcome: Outcome[Any, Any]) -> None:
        self.failed += not outcome.ok
        if self.settings.ordered:
            self._held[outcome.index] = outcome
        else:
            self._early.append(outcome)

    def deliver(self) -> Outcome[Any, Any] | None:
        """The next outcome for the caller, if there is one."""
        if self.settings.ordered:
            outcome = self._held.pop(self._next, None)
            self._next += outcome is not None
        else:
            outcome = self._early.popleft() if self._early else None
        self._done += outcome is not None
        return outcome

    @property
    def name(self) -> str:
        """What it is called in the journal."""
        return self._name or ""

    @property
    def over(self) -> bool:
        """Whether every outcome was delivered."""
        return self._done == self.total

    def answered(self, answer: Answer) -> None:
        """A look was answered: when the server has had too much, all looks wait."""
        if answer.status == 429:
            asked = retry_after(answer.headers)
            self.agenda.hush(self.core.now() + min(1.0 if asked is None else asked, LONGEST_ASKED))

    def progress(self) -> BatchProgress:
        """How it is doing."""
        done = self._done + self._undelivered()
        running = len(self.flows) + self.away
        return BatchProgress(self.total, done, self.failed, running, self.budget.spent)

    def close(self) -> None:
        """All has been delivered: the same requests are another batch from now on, unless it has a name."""
        books = self.core.books
        name = self._name
        if (
            books.journal is not None
            and self._complete
            and self.settings.batch_id is None
            and name is not None
        ):
            numbers = [entry.number for entry in self.written().values()]
            books.keep(lambda: books.writer(self.core).close_requests(numbers), None)

    def tell(self, error: BaseException | None) -> None:
        """Say with an interrupt, and in the log, what is still running."""
        running = [flow.job.request_id for flow in self.flows if flow.job is not None]
        unsent = len(self._waiting) + len(self.flows) - len(running)
        if not running and not unsent and not self.away:
            return
        names = ", ".join(running[:10]) + (f" and {len(running) - 10} more" if len(running) > 10 else "")
        still = f"{len(running)} jobs go on: {names}" if running else "no job goes on"
        if self.away:
            still = f"{self.away} requests are with the executor's workers"
        again = "" if self.core.books.journal is None else "; the same batch started again picks them up"
        note = f"RunComfy batch stopped: {still}; {unsent} requests were not sent{again}"
        logger.warning("%s", note)
        if error is not None:
            error.add_note(note)

    # What the flows ask for.

    def check_stopping(self) -> None:
        """Let nothing leave any more when the batch is over."""
        if self.stopping:
            raise StoppedError

    def context(self, ends: float | None) -> Context:
        """What a submit needs to know. A 429 is the batch's matter, not its own."""
        context = self.core.context(ends)
        return replace(context, options=context.options.changed({"resubmit_on_429": False}))

    def reserve(self, item: Item) -> Paid:
        """Set the money for a request aside that others will send.

        Raises:
            BudgetError: There is not enough.
        """
        assert item.request is not None  # noqa: S101 (for the type checker)
        wire = item.request.endpoint.wire(item.request.input)
        return self.core.books.reserve(item.request.model_id, wire, self.budget)

    def claim(self, item: Item, wire: Mapping[str, Any]) -> Paid:
        """Write a request down, and set its money aside."""
        assert item.request is not None  # noqa: S101 (for the type checker)
        return self.core.books.claim(
            self.core,
            item.request.model_id,
            wire,
            budget=self.budget,
            batch=(self._name or "", item.slot, item.digest, self.since),
            resubmit_unknown=self.settings.resubmit_unknown,
        )

    def job(self, request_id: str, endpoint: Endpoint[..., Any, Any] | None, model_id: str | None) -> Any:
        """The handle of a job."""
        from .._untyped import known_endpoint

        return self.core.job(request_id, endpoint or known_endpoint(model_id))

    def finish(self, job: Any, ending: Ending, ends: float | None) -> Any:
        """The result of a job that has ended, or its error."""
        if self.core.is_async:
            self.core.books.end(self.core, job.request_id, ending)
        return job.finish(ending, ends)

    @staticmethod
    def timed_out(job: Any, passed: DeadlinePassedError, cancellation: CancelOutcome | None) -> Exception:
        """The error that a deadline is."""
        error: Exception = job.timed_out(passed, cancellation)
        return error

    @contextlib.contextmanager
    def shown(self) -> Generator[Callable[[], object]]:
        """Show how it is doing, while inside, whenever what is given is called."""
        from .progress import shown

        with shown(self.settings.progress, self.progress) as show:
            yield show


def _journal_of(core: Core[Any], settings: Settings) -> Journal | None:
    """Without a word about it, a batch is written into the client's journal, or into the usual one."""
    if settings.journal is None:
        return core.books.journal or find_journal(True)
    return find_journal(settings.journal)
