"""A batch on other people's workers: any `concurrent.futures.Executor`, in this process, in others, on other machines.

A portion of the requests goes to a worker, which submits them and waits for them as a batch of its own, and sends back
how the jobs ended. Executors run a task again whose worker has died; that nothing is paid twice is the journal's doing:
each request is claimed there before it is sent, and what was accepted is found there by its id. So all workers must see
the same journal, which is checked. The token is taken from each worker's own environment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .._books import Books
from .._budget import make_budget
from .._sync_core import SyncCore
from ..errors import ConfigError, RunComfyError
from .batch import Batch
from .outcome import Outcome
from .settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor, Future

    from .._books import Paid
    from .._journal import JournalEntry
    from .._protocol.watch import Ending
    from .items import Item

__all__ = ["Portion", "Spread", "work"]

_PORTION = 8  # requests that a worker gets at once, at most
_TRIES = 3  # workers that a portion is given to, one after the other
_ENDLESS = "99999999999"  # US dollars: the budget is kept by whoever gives the portions out


@dataclass(frozen=True, slots=True)
class Portion:
    """What a worker gets. It pickles, without the token."""

    core: SyncCore
    settings: Settings
    items: tuple[Item, ...]
    ticket: str | None


class _Remote(Batch):
    """The batch of a worker: it says how jobs ended, and leaves it to the other side what that means."""

    def look_back(self) -> None:
        """Nothing: each request is looked up when it is claimed."""

    def finish(self, job: Any, ending: Ending, ends: float | None) -> Ending:  # noqa: ARG002
        self.core.books.end(self.core, job.request_id, ending)
        return ending


def work(portion: Portion) -> list[Outcome[Any, Any]]:
    """Submit the requests of a portion, and wait for their jobs: the worker's part.

    Raises:
        ConfigError: There is no token here, or another journal.
    """
    from .sync import outcomes

    core, settings = portion.core, portion.settings
    journal = core.books.journal
    if journal is not None and journal.location != portion.ticket:
        raise ConfigError(
            f"The journal at {journal.location} is not the one that the batch was started with: without it, a request "
            "might be paid twice.",
            hint="Give run_many a journal= that all workers see, such as a path on a shared disk.",
        )
    batch = _Remote(core.view(core.options, Books(make_budget(_ENDLESS, "allow"), journal)), settings)
    batch.preset(portion.items)
    # The other side has the requests, and makes the handles itself.
    return [
        replace(outcome, request=None, job=outcome.job.request_id if outcome.job is not None else None)
        for outcome in outcomes(batch)
    ]


class Spread:
    """Gives a batch's requests out to an executor, and takes in what comes back. It does no waiting."""

    def __init__(self, batch: Batch, executor: Executor) -> None:
        self._batch = batch
        self._executor = executor
        core, settings = batch.core, batch.settings
        self._size = max(1, min(_PORTION, -(-settings.max_in_flight // 4)))
        self._room = max(1, settings.max_in_flight // self._size)
        journal = core.books.journal
        rate = settings.requests_per_second
        self._settings = Settings(
            max_in_flight=self._size,
            batch_id=batch.name,
            journal=journal if journal is not None else False,
            resubmit_unknown=settings.resubmit_unknown,
            requests_per_second=None if rate is None else rate / self._room,
            progress=False,
        )
        self._core = SyncCore(core.base_url, core.options, books=Books(journal=journal))
        self._ticket = journal.location if journal is not None else None
        self._paid: dict[int, Paid] = {}
        self._tries: dict[Future[Any], int] = {}
        self.running: dict[Future[Any], Portion] = {}

    def fill(self) -> None:
        """Give out as much as there is room for."""
        while len(self.running) < self._room:
            taken = self._batch.next_items(self._size)
            if not taken:
                return
            items = self._affordable(taken)
            if items:
                self._give(Portion(self._core, self._settings, tuple(items), self._ticket), 1)

    def _affordable(self, items: Sequence[Item]) -> list[Item]:
        good: list[Item] = []
        for item in items:
            known = self._batch.before.get(item.slot)
            if known is not None and not self._to_be_sent(known):
                # It counts already.
                good.append(item)
                continue
            try:
                self._paid[item.index] = self._batch.reserve(item)
            except RunComfyError as error:
                self._batch.finished(item, Outcome(item.index, item.request, error=error))
            else:
                good.append(item)
        return good

    def _to_be_sent(self, known: JournalEntry) -> bool:
        from .._journal.rows import may_be_sent

        return may_be_sent(known, resubmit_unknown=self._settings.resubmit_unknown)

    def _give(self, portion: Portion, tries: int) -> None:
        try:
            future = self._executor.submit(work, replace(portion, items=tuple(map(_light, portion.items))))
        except Exception as error:  # noqa: BLE001 (what an executor raises that is broken is its own)
            if tries == 1:
                # Nobody has had it: certainly there is no job.
                for item in portion.items:
                    self._release(item)
            self._lost(portion, error)
            return
        self.running[future] = portion
        self._tries[future] = tries
        self._batch.away += len(portion.items)

    def _release(self, item: Item) -> None:
        paid = self._paid.pop(item.index, None)
        if paid is not None and paid.reservation is not None:
            paid.reservation.release()

    def take(self, future: Future[Any]) -> None:
        """What a worker has sent back, or why nothing will come.

        Raises:
            ConfigError: The workers cannot work.
        """
        portion, tries = self.running.pop(future), self._tries.pop(future)
        self._batch.away -= len(portion.items)
        error = future.exception() if not future.cancelled() else None
        if isinstance(error, ConfigError):
            raise error
        if error is not None or future.cancelled():
            # Without a journal nobody knows how far it came.
            if tries < _TRIES and self._ticket is not None and not future.cancelled():
                self._give(portion, tries + 1)
            else:
                self._lost(portion, error)
            return
        items = {item.index: item for item in portion.items}
        for outcome in future.result():
            self._take_in(items[outcome.index], outcome)

    def _take_in(self, item: Item, outcome: Outcome[Any, Any]) -> None:
        batch, core = self._batch, self._batch.core
        paid, error, result = self._paid.pop(item.index, None), outcome.error, None
        job = self._job(item, outcome.job)
        if paid is not None:
            core.books.adopt(paid, outcome.job, error)
        if error is None:
            ending: Any = outcome.result
            try:
                result = batch.finish(job, ending, None)
            except RunComfyError as found:
                error = found
        batch.finished(item, Outcome(item.index, item.request, result, error, job))

    def _job(self, item: Item, request_id: str | None) -> Any:
        if request_id is None or item.request is None:
            return None
        return self._batch.job(request_id, item.request.endpoint, None)

    def _lost(self, portion: Portion, error: BaseException | None) -> None:
        """The workers are gone. What they had sent stands in the journal."""
        books, before = self._batch.core.books, self._batch.written()
        said = f": {type(error).__name__}: {error}" if error is not None else ""
        for item in portion.items:
            known = before.get(item.slot)
            found = self._job(item, known.request_id) if known is not None else None
            paid = self._paid.pop(item.index, None)
            if paid is not None and known is not None:
                # It is settled when someone waits for the job.
                books.adopt(paid, known.request_id, None)
            lost = RunComfyError(
                f"The executor has lost this request{said}",
                hint="Run the same batch again: what was accepted is picked up by its id, and the rest is submitted.",
            )
            self._batch.finished(item, Outcome(item.index, item.request, error=lost, job=found))

    def stop(self) -> list[Portion]:
        """Give nothing out any more, and say what the workers still have."""
        return [portion for future, portion in self.running.items() if not future.cancel()]


def _light(item: Item) -> Item:
    return replace(item, copies=[])
