"""What the two drivers of a batch share: its requests, its schedule, its money, and the outcomes on their way out."""

from __future__ import annotations

import contextlib
import copy
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from .._books.funds import make_funds
from .._journal import find_journal
from .._plain.json_values import show
from .._plain.log import logger
from .._protocol.effects import WithheldError
from .._protocol.options import check_function
from .._protocol.rates import live_rates
from .._protocol.retry import bounded, log_wait, retry_after
from ..errors import (
    APIConnectionError,
    AuthenticationError,
    ConfigError,
    InsufficientBalanceError,
    RunComfyError,
    SubmissionUnknownError,
)
from .delivery import Delivery
from .handover import Hands
from .items import Item, refusal, take_in
from .job_flow import JobFlow, Probe, StoppedError
from .outage import Outage
from .outcome import BatchOutcome
from .record import BatchRecord
from .scheduler import Scheduler

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from concurrent.futures import Executor

    from .._catalogue.model import Endpoint
    from .._jobs.core import Core
    from .._journal import Journal, JournalEntry
    from .._protocol.effects import Operation, Response
    from ..errors import BudgetError
    from .outcome import BatchProgress
    from .settings import Settings

__all__ = ["LOOKS", "POSTS", "Batch"]

POSTS = 8  # submits of a batch on their way at once
_FIRST = 2  # of them before the server has accepted one: it may be out of order
_MONEY_WAIT = 0.5  # seconds before a request that does not fit into the budget asks again
LOOKS = 24  # looks, which must not wait for a few that hang


class Batch:
    """One run of a batch. `lock` guards what several workers of its driver touch."""

    def __init__(
        self,
        core: Core[Any],
        settings: Settings,
        executor: Executor | None = None,
        then: Callable[[Any], Any] | None = None,
    ) -> None:
        if core.options.once is not None:
            raise ConfigError("once= stands for one paid job, and a batch has many: give it a batch_id.")
        if (executor is None) is not (then is None):
            raise ConfigError(
                "executor= and then= belong together: the executor's workers call `then` with each result."
            )
        if executor is not None and not callable(getattr(executor, "submit", None)):
            raise ConfigError(f"executor must be a concurrent.futures.Executor, not {show(executor)}.")
        check_function("then", then)
        self.settings = settings
        self.lock = threading.RLock()
        self.stopping = False
        self.hands = Hands()
        self.then = None if executor is None or then is None else (executor, then)
        ledger = core.ledger.with_journal(_journal_of(core, settings)).hasty()
        self.budget = ledger.budget
        given = (settings.budget_usd, settings.unknown_price, settings.max_job_usd)
        if any(one is not None for one in given):
            policy = self.budget.unknown_price if settings.unknown_price is None else settings.unknown_price
            self.budget = make_funds(
                settings.budget_usd, policy, parent=self.budget, max_job=settings.max_job_usd
            )
        # A view of the client, whose jobs are written into this journal.
        self.core = core.view(core.options, ledger)
        self.record = BatchRecord(ledger, settings.batch_id, resubmit_unknown=settings.resubmit_unknown)
        self.delivery = Delivery(ordered=settings.ordered)
        width = max(1, min(POSTS, settings.max_in_flight))
        self.scheduler: Scheduler[JobFlow | Probe] = Scheduler(settings.requests_per_second, width, _FIRST)
        self.flows: set[JobFlow] = set()
        self._waiting: deque[Item] = deque()
        self._outage = Outage()
        self._halted: RunComfyError | None = None

    # Before the first request.

    def take_in(self, requests: Iterable[object]) -> None:
        """Read and check all the requests.

        Raises:
            InputError: Some cannot be sent, and `on_invalid` is `refuse`.
        """
        settings = self.settings
        items, wrong = take_in(requests, self.core.options, dedupe=settings.dedupe)
        self.delivery.total = len(items) + sum(len(item.copies) for item in items) + len(wrong)
        if wrong and settings.on_invalid == "refuse":
            raise refusal(wrong, self.delivery.total)
        self._waiting.extend(items)
        for index, error in sorted(wrong.items()):
            self.delivery.put(BatchOutcome(index, None, error=error))

    def take_up(self, entries: Iterable[JournalEntry]) -> None:
        """Take in jobs that were submitted before, instead of requests."""
        for index, entry in enumerate(entries):
            self._waiting.append(Item(index, None, "", "", entry.request_id, entry.model_id))
        self.delivery.total = len(self._waiting)

    def open(self) -> None:
        """Look at what the journal knows of this batch from before.

        Raises:
            JournalError: It cannot be trusted, so that nothing may be sent.
        """
        self.record.open([item for item in self._waiting if item.request is not None], self.budget)

    def priced(self) -> Operation[None]:
        """Ask for the rates of all models that are to be paid for, where money is limited."""
        core = self.core
        if core.ledger.asks_rates(self.budget):
            new = (item for item in self._waiting if item.slot not in self.record.before)
            models = [item.request.model_id for item in new if item.request is not None]
            yield from live_rates(core.context(core.deadline()), core.ledger.rates, models)

    # While it runs.

    def fill(self) -> None:
        """Begin as many requests as there is room for."""
        now = self.core.now()
        room = self.settings.max_in_flight
        while self._waiting and self._halted is not None:
            item = self._waiting.popleft()
            self.delivery.put(BatchOutcome(item.index, item.request, error=self.halted()), item.copies)
        # Outcomes that nobody takes hold the batch up, too.
        while self._waiting and len(self.flows) < room and (self.delivery.waiting < room or not self.flows):
            flow = JobFlow(self, self._waiting.popleft())
            self.flows.add(flow)
            self.park(flow, now)

    def late(self) -> list[JobFlow | Probe]:
        """Return the requests that wait for the end of an outage and whose deadline has passed."""
        if self.core.options.timeout is None:
            return []
        now, late = self.core.now(), list[JobFlow | Probe]()
        for flow in self.scheduler.held_back():
            if isinstance(flow, JobFlow) and flow.ends is not None and flow.ends <= now:
                late.append(flow)
            else:
                self.park(flow, now)
        return late

    def wait_for_money(self, flow: JobFlow, error: BudgetError) -> float | None:
        """Return the seconds until there may be money for a request; None where no job of this batch gives any back."""
        with self.lock:
            others = [other for other in self.flows if other is not flow]
        if not error.later or not any(other.sending or other.request_id is not None for other in others):
            return None
        # All that wait take a few turns a second together.
        return max(_MONEY_WAIT, _MONEY_WAIT * len(others) / 4)

    def park(self, flow: JobFlow | Probe, due: float) -> None:
        """Let it go on at that moment, in its turn."""
        (self.scheduler.submit if flow.posting else self.scheduler.look)(flow, due)

    def ended(self, flow: JobFlow | Probe) -> None:
        """Take in that a request has its outcome, or none as the batch is over."""
        if isinstance(flow, Probe):
            logger.info("The server answers again: the batch goes on.")
            self._outage.answered()
            self.scheduler.reopen(self.core.now())
            return
        outcome = flow.running.value
        # Without one the batch is over, and this is among what is told of.
        if outcome is not None:
            self.flows.discard(flow)
            self.delivery.put(outcome, flow.item.copies)

    def submitted(self, model_id: str, error: RunComfyError | None) -> None:
        """Learn from the server's answer when the next submits may leave."""
        with self.lock:
            if isinstance(error, SubmissionUnknownError):
                if self._halted is None and self._outage.unclear():
                    logger.warning(
                        "Several submits in a row had no clear answer: no more are sent until the server answers again."
                    )
                    self.scheduler.close()
                    self.park(Probe(self, model_id, self._outage.rounds), self.core.now())
                return
            if not isinstance(error, APIConnectionError):
                self._outage.clear()
            if error is None:
                self.scheduler.accepted()
            elif _is_final(error) and self._halted is None:
                logger.warning("No more requests of this batch are sent: %s", error.message)
                self._halted = error
                # Those that wait for their turn have it now, to hear of it.
                self.scheduler.reopen(float("-inf"))

    def halted(self) -> RunComfyError | None:
        """Return why nothing is submitted any more, as an error for a request that was not sent."""
        if self._halted is None:
            return None
        error = copy.copy(self._halted)
        error.message = f"Not sent, since an earlier request of the batch was refused: {self._halted.message}"
        return error

    def wake(self, flow: JobFlow | Probe) -> None:
        """Let it go on, its time has come; where nothing is submitted any more, with the error that says so."""
        halted = self.halted() if flow.posting else None
        if halted is not None:
            flow.running.fail(halted)
        else:
            flow.running.resume(None)

    def let_through(self) -> None:
        """Let no submit leave when the batch is over, or the server takes none.

        Raises:
            WithheldError: It must not leave.
        """
        if self.stopping:
            raise WithheldError(StoppedError())
        halted = self.halted()
        if halted is not None:
            raise WithheldError(halted)

    def answered(self, response: Response) -> None:
        """Take in the answer to a look: when the server has had too much, all looks wait."""
        if response.status == 429:
            asked = retry_after(response.headers)
            pause = 1.0 if asked is None else bounded(asked)
            log_wait("looks at the jobs of a batch", asked, pause)
            self.scheduler.hush(self.core.now() + pause)

    def progress(self) -> BatchProgress:
        """Return how it is doing."""
        return self.delivery.progress(len(self.flows), self.budget.spent)

    def close(self) -> None:
        """Close what was opened: all has been delivered."""
        self.record.close(complete=self.delivery.complete)

    def tell(self, error: BaseException | None) -> None:
        """Say with an interrupt, and in the log, what is still running."""
        self.core.ledger.settle()
        unwritten = self.core.ledger.unwritten.finish() if self.core.ledger.journal is not None else []
        running = [request_id for flow in self.flows if (request_id := flow.request_id) is not None]
        sending = sum(flow.sending for flow in self.flows)
        unsent = len(self._waiting) + len(self.flows) - len(running) - sending
        if not running and not sending and not unsent and not unwritten:
            return
        names = ", ".join(running[:10]) + (f" and {len(running) - 10} more" if len(running) > 10 else "")
        still = f"{len(running)} jobs go on: {names}" if running else "no job goes on"
        again = "" if self.core.ledger.journal is None else "; the same batch started again picks them up"
        note = f"RunComfy batch stopped: {still}"
        if unsent:
            note = f"{note}; {unsent} requests were not sent"
        note = f"{note}{again}"
        if sending:
            note = f"{note}; of {sending} that were on their way nobody can say whether they were accepted"
        if unwritten:
            note = f"{note}; not in the journal: {' '.join(unwritten)}"
        logger.warning("%s", note)
        if error is not None:
            error.add_note(note)

    # What the flows ask for.

    def job(self, request_id: str, endpoint: Endpoint[..., Any, Any] | None, model_id: str | None) -> Any:
        """Return the handle of a job."""
        from .._catalogue.untyped import known_endpoint

        return self.core.job(request_id, endpoint or known_endpoint(model_id))

    @contextlib.contextmanager
    def shown(self) -> Generator[Callable[[], object]]:
        """Show how it is doing, while inside, whenever what is given is called."""
        from .progress import shown

        with shown(self.settings.progress, self.progress) as show:
            yield show


def _is_final(error: Exception) -> bool:
    """Return whether every other request would end in the same way."""
    if isinstance(error, APIConnectionError):
        return error.lasting
    return isinstance(error, AuthenticationError | InsufficientBalanceError)


def _journal_of(core: Core[Any], settings: Settings) -> Journal | None:
    """Return the journal of a batch: where nothing is said, the client's, or the usual one."""
    if settings.journal is None:
        return core.ledger.journal or find_journal(True)
    return find_journal(settings.journal)
