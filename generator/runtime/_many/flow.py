"""One request of a batch from its submit to its outcome, as steps that whoever drives them carries out.

What to send and how to read the answer is decided where it is for single requests. What is added is a batch's own: the
books are kept in steps, too, a 429 makes all of the batch wait, and what was sent before is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from .._body import has_local_files, prepare_body
from .._interrupts import BOUND
from .._protocol import reads
from .._protocol.context import DeadlinePassedError
from .._protocol.effects import Answer, Emit, Operation, Send, Sleep, TransportFault
from .._protocol.retry import backoff
from .._protocol.submit import submit
from .._protocol.watch import Ending, Watch
from ..errors import RateLimitError, RunComfyError, SubmissionUnknownError
from .outcome import Outcome

if TYPE_CHECKING:
    from .._books import Paid
    from .._journal import JournalEntry
    from .._request import ModelRequest
    from .batch import Batch
    from .items import Item

__all__ = ["Flow", "Step", "StoppedError", "Work"]

T = TypeVar("T")

_PATIENCE = 20  # refusals with a 429 that one request waits out


class StoppedError(BaseException):
    """The batch is over before this request was sent. It never reaches the user."""


@dataclass(frozen=True, slots=True)
class Work:
    """Do something that takes no network; `blocking` where it may wait for a disk."""

    do: Callable[[], Any]
    blocking: bool


Step: TypeAlias = Send | Sleep | Work
Steps: TypeAlias = Generator[Step, Any, T]


class Flow:
    """One request on its way. `posting` is true until the server has taken it, `job` is its handle from then on."""

    __slots__ = ("_batch", "_fresh", "_paid", "begun", "flying", "item", "job", "pending", "posting", "steps")

    def __init__(self, batch: Batch, item: Item) -> None:
        self._batch = batch
        self._paid: Paid | None = None
        self._fresh = False
        self.item = item
        self.begun = False
        self.flying = False
        self.posting = item.request_id is None
        self.job: Any = None
        self.pending: Send | None = None
        self.steps: Steps[Outcome[Any, Any]] = self._run()

    def _run(self) -> Steps[Outcome[Any, Any]]:
        item, ends = self.item, self._batch.core.deadline()
        try:
            if item.request_id is not None:
                self._found(item.request_id, item.model_id)
            elif item.request is not None:
                yield from self._submit(item.request, ends)
            ending = yield from self._watch(ends)
            # A view of the item's own, so that the request is not kept by every result.
            result = yield self._work(partial(self._batch.finish, self.job, ending, ends))
            return Outcome(item.index, item.request, result=result, job=self.job)
        except Exception as error:  # noqa: BLE001 (one request's trouble is not the others')
            return Outcome(item.index, item.request, error=error, job=self.job)

    def _work(self, do: Callable[[], Any]) -> Work:
        return Work(do, blocking=self._batch.core.books.journal is not None)

    def _found(self, request_id: str, model_id: str | None) -> None:
        """The job that the request has already."""
        self.posting = False
        request = self.item.request
        self.job = self._batch.job(request_id, request.endpoint if request is not None else None, model_id)

    def _submit(self, request: ModelRequest[Any, Any], ends: float | None) -> Steps[None]:
        batch, core, model_id = self._batch, self._batch.core, request.model_id
        before = batch.before.get(self.item.slot)
        if before is not None and before.request_id is not None:
            self._found(before.request_id, None)
            return
        wire = request.endpoint.wire(request.input)
        options = core.options
        make = partial(
            prepare_body, wire, local_files=options.local_files, max_body=options.max_body, model_id=model_id
        )
        body: bytes = yield Work(make, blocking=has_local_files(wire))
        paid: Paid = yield self._work(partial(batch.claim, self.item, wire))
        if paid.claimed is not None:
            self._take_over(paid.claimed)
            return
        self._paid = paid
        books = core.books
        try:
            request_id = yield from self._post(paid, model_id, body, ends)
        except GeneratorExit as error:
            books.fail(core, paid, error, flying=self.flying)
            raise
        except BaseException as error:
            yield self._work(partial(books.fail, core, paid, error, flying=self.flying))
            raise
        self._fresh = True
        self.posting = False
        self.job = batch.job(request_id, request.endpoint, None)
        yield self._work(partial(books.accept, core, paid, request_id))
        batch.agenda.accepted()

    def _take_over(self, entry: JournalEntry) -> None:
        if entry.request_id is None:
            raise _unknown(entry)
        self._found(entry.request_id, None)

    def _post(self, paid: Paid, model_id: str, body: bytes, ends: float | None) -> Steps[str]:
        core, context = self._batch.core, self._batch.context(ends)
        refusals = 0
        while True:
            try:
                request_id = yield from self._sent(submit(context, model_id, body), paid)
            except RateLimitError as error:
                self.flying = False
                seconds = backoff(refusals, error.retry_after, context.clock.chance)
                refusals += 1
                left = context.left()
                if refusals > _PATIENCE or (left is not None and seconds >= left):
                    raise
                yield from self._pause(paid, seconds)
            else:
                return request_id
            yield self._work(partial(core.books.go_on, core, paid))

    def _sent(self, operation: Operation[T], paid: Paid) -> Steps[T]:
        """A submit, with what is written into the books while it is not on its way."""
        core = self._batch.core
        try:
            effect = next(operation)
            while True:
                reply: Answer | None = None
                if isinstance(effect, Sleep):
                    self.flying = False
                    yield from self._pause(paid, effect.seconds)
                    yield self._work(partial(core.books.go_on, core, paid))
                elif isinstance(effect, Send):
                    self._batch.check_stopping()
                    self.flying = True
                    try:
                        reply = yield effect
                    except TransportFault as fault:
                        effect = operation.throw(fault.with_traceback(None))
                        continue
                effect = operation.send(reply)
        except StopIteration as stop:
            value: T = stop.value
            return value
        finally:
            operation.close()

    def _pause(self, paid: Paid, seconds: float) -> Steps[None]:
        """The server takes nothing now: everybody waits."""
        core = self._batch.core
        yield self._work(partial(core.books.pause, core, paid))
        self._batch.agenda.refused(core.now() + seconds)
        yield Sleep(seconds)

    def _watch(self, ends: float | None) -> Steps[Ending]:
        batch, core, job = self._batch, self._batch.core, self.job
        if self._fresh:
            yield Sleep(core.options.poll_interval)
        begun = core.now()
        look = Watch(core.context(ends), job.request_id, begun=begun, fresh=self._fresh, heartbeat=None)
        try:
            return (yield from self._told(look.run()))
        except DeadlinePassedError as passed:
            cancellation = None
            if core.options.on_timeout == "cancel":
                cancellation = yield from self._cancel(job.request_id)
            raise batch.timed_out(job, passed, cancellation) from None

    def _told(self, operation: Operation[T]) -> Steps[T]:
        """An operation whose updates go into the journal."""
        core = self._batch.core
        try:
            effect = next(operation)
            while True:
                reply: Any = None
                if isinstance(effect, Emit):
                    if core.books.journal is not None:
                        yield self._work(partial(core.books.see, core, effect.update))
                else:
                    try:
                        reply = yield effect
                    except TransportFault as fault:
                        effect = operation.throw(fault.with_traceback(None))
                        continue
                effect = operation.send(reply)
        except StopIteration as stop:
            value: T = stop.value
            return value
        finally:
            operation.close()

    def _cancel(self, request_id: str) -> Steps[Any]:
        core = self._batch.core
        try:
            outcome = yield from self._told(reads.cancel(core.context(core.deadline(BOUND)), request_id))
        except RunComfyError:
            return None
        if outcome:
            yield self._work(partial(core.books.cancel, core, request_id))
        return outcome


def _unknown(entry: JournalEntry) -> SubmissionUnknownError:
    if entry.state == "intent" and entry.owner:
        from .._journal import is_lost

        if not is_lost(entry):
            return SubmissionUnknownError(
                "Another process is sending this request at this moment; it was not sent again.",
                model_id=entry.model_id,
                hint="Start the batch again when the other one has ended.",
            )
    return SubmissionUnknownError(
        "Nobody can say whether the request was accepted: it was on its way when its answer was lost, or its process "
        f"ended. It was not sent again (journal entry {entry.number}).",
        model_id=entry.model_id,
        hint="Look at your requests on the RunComfy website. If there is no such job, start the batch with "
        "resubmit_unknown=True.",
    )
