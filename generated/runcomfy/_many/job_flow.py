"""One request of a batch from its submit to its outcome, as an operation that a driver of batches carries out.

The steps are those of a single job. What is added is a batch's own: a 429 or an outage makes all of the batch wait, and
what was sent before is not sent again.
"""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from .._catalogue.model import wire_of
from .._jobs.bounds import BOUND
from .._jobs.job import finish, timed_out
from .._protocol import reads
from .._protocol.context import DeadlinePassedError
from .._protocol.effects import Emit, Running, Send, Sleep, Work
from .._protocol.submit import submit
from .._protocol.watch import Watch
from .._schema.body import has_local_files, prepare_body
from ..errors import APIConnectionError, APIError, BudgetError, RunComfyError, SubmissionUnknownError
from .handover import Hand, hand_over
from .outage import probe
from .outcome import BatchOutcome

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._books.submission import Submission
    from .._catalogue.model import ModelRequest
    from .._protocol.effects import Operation
    from .._protocol.ending import Ending
    from .._protocol.submit import Accepted
    from .batch import Batch
    from .items import Item

__all__ = ["JobFlow", "Probe", "Step", "StoppedError"]

Step: TypeAlias = Send | Sleep | Work | Hand

_PATIENCE = 20  # refusals with a 429 that one request waits out


class StoppedError(BaseException):
    """The batch is over before this request was sent. It never reaches the user."""


class _Steps:
    """An operation of a batch under way."""

    __slots__ = ("job", "posting", "running", "sending")

    def __init__(self, operation: Generator[Any, Any, Any], *, posting: bool) -> None:
        self.posting = posting
        """Whether its next request is a submit."""
        self.sending = False
        """Whether a submit is on its way, or was when nobody waited for it any more."""
        self.job: Any = None
        self.running: Running[Any] = Running(operation)

    @property
    def step(self) -> Step | None:
        """What it asks for now; None when it has ended. Updates are for single jobs."""
        while isinstance(effect := self.running.effect, Emit):
            self.running.resume(None)
        return effect

    def stop(self) -> bool:
        """End it with the batch; return whether it still has something to write down."""
        with contextlib.suppress(StoppedError):
            self.running.fail(StoppedError())
            return True
        return False


class JobFlow(_Steps):
    """One request on its way. `job` is its handle as soon as the server has taken it."""

    __slots__ = ("_batch", "_fresh", "ends", "entry", "item")

    def __init__(self, batch: Batch, item: Item) -> None:
        self._batch = batch
        self._fresh = False
        self.ends: float | None = None
        """The moment of its deadline, once it has begun."""
        self.entry: Submission | None = None
        self.item = item
        super().__init__(self._run(), posting=item.request_id is None)

    @property
    def request_id(self) -> str | None:
        """Its job, as soon as the server has told it."""
        if self.job is not None:
            return str(self.job.request_id)
        return self.entry.request_id if self.entry is not None else None

    def _run(self) -> Generator[Any, Any, BatchOutcome[Any, Any] | None]:
        item, batch, result = self.item, self._batch, None
        try:
            # The first step is taken where the others are.
            yield Sleep(0.0)
            self.ends = ends = batch.core.deadline()
            if item.request_id is not None:
                self._attach_job(item.request_id, item.model_id)
            elif item.request is not None:
                yield from self._submit(item.request, ends)
            ending = yield from self._watch(ends)
            result = finish(self.job, ending)
            value = None
            if batch.then is not None:
                value = yield from hand_over(*batch.then, result, self.job, ends)
        except StoppedError:
            return None
        except Exception as error:  # noqa: BLE001 (one request's trouble is not the others')
            return BatchOutcome(item.index, item.request, result=result, error=error, job=self.job)
        return BatchOutcome(item.index, item.request, result=result, job=self.job, value=value)

    def _attach_job(self, request_id: str, model_id: str | None) -> None:
        """Attach the job that the request has already."""
        self.posting = False
        request = self.item.request
        self.job = self._batch.job(request_id, request.endpoint if request is not None else None, model_id)

    def _submit(self, request: ModelRequest[Any, Any], ends: float | None) -> Operation[None]:
        batch, core = self._batch, self._batch.core
        before = batch.record.before.get(self.item.slot)
        if before is not None and before.request_id is not None:
            self._attach_job(before.request_id, None)
            return
        wire = wire_of(request.endpoint, request.input)
        options = core.options
        make = partial(
            prepare_body,
            wire,
            local_files=options.local_files,
            max_body=options.max_body_bytes,
            model_id=request.model_id,
        )
        body: bytes = yield Work(make, blocking=has_local_files(wire))
        entry = core.ledger.entry(
            request.model_id,
            wire,
            place=batch.record.place(self.item),
            budget=batch.budget,
            size=len(body),
        )
        self.entry = entry
        try:
            accepted = yield from self._submit_paid(entry, body, ends)
        except SubmissionUnknownError as error:
            # One of an earlier run says nothing about the server.
            if entry.in_doubt:
                batch.submitted(request.model_id, error)
            raise
        except (APIError, APIConnectionError) as error:
            batch.submitted(request.model_id, error)
            raise
        if accepted.fresh:
            batch.record.note(entry.number)
        self._fresh = accepted.fresh
        self._attach_job(accepted.request_id, None)
        # The job is known from here on, and waits for long.
        self.entry = None
        if accepted.fresh:
            batch.submitted(request.model_id, None)

    def _submit_paid(self, entry: Submission, body: bytes, ends: float | None) -> Operation[Accepted]:
        """Submit it, when there is money for it."""
        batch, core = self._batch, self._batch.core
        while True:
            yield from self._priced(entry, ends)
            try:
                return (yield from submit(core.context(ends), entry, body, refusals=_PATIENCE))
            except BudgetError as error:
                pause = batch.wait_for_money(self, error)
                if pause is None or (ends is not None and core.now() + pause >= ends):
                    raise
                yield Sleep(pause)

    def _priced(self, entry: Submission, ends: float | None) -> Operation[None]:
        core = self._batch.core
        if not entry.asks_rate or core.ledger.rates.is_fresh(entry.model_id, core.now()):
            yield from core.priced(entry, ends)
            return
        # The question is not a submit, and takes no turn of one.
        self.posting = False
        yield from core.priced(entry, ends)
        self.posting = True
        yield Sleep(0.0)

    def _watch(self, ends: float | None) -> Operation[Ending]:
        core, job = self._batch.core, self.job
        begun = core.now()
        pace = core.pace(job.model_id, None)
        if self._fresh:
            pace = core.pace(job.model_id, begun, begin=core.options.poll_interval, at_once=False)
        look = Watch(
            core.context(ends), job.request_id, begun=begun, fresh=self._fresh, heartbeat=None, pace=pace
        )
        try:
            return (yield from look.run())
        except DeadlinePassedError as passed:
            cancellation = None
            if core.options.on_timeout == "cancel":
                soon = core.context(core.deadline(BOUND))
                with contextlib.suppress(RunComfyError):
                    cancellation = yield from reads.cancel(soon, job.request_id)
            raise timed_out(job, passed, cancellation) from None


class Probe(_Steps):
    """Asks whether the server is there again. It stands among the looks, and has no outcome."""

    __slots__ = ()

    def __init__(self, batch: Batch, model_id: str, rounds: int) -> None:
        super().__init__(probe(batch.core.context(), model_id, rounds), posting=False)
