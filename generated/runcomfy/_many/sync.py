"""Drives a batch with a few threads: some that submit, and others that look."""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import threading
import time
from typing import TYPE_CHECKING, Any

from .._jobs.bounds import BOUND
from .._jobs.interrupts import Interrupts
from .._protocol import reads
from .._protocol.effects import Send, Sleep, WithheldError, Work
from ..errors import RunComfyError
from .batch import LOOKS, POSTS
from .handover import Hand
from .scheduler import Waiter

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from concurrent.futures import Future

    from .._jobs.sync_core import SyncCore
    from .batch import Batch
    from .job_flow import JobFlow, Probe
    from .outcome import BatchOutcome

__all__ = ["outcomes"]

_TICK = 0.5  # seconds between two looks at whether something is to be shown


def outcomes(batch: Batch) -> Generator[BatchOutcome[Any, Any]]:
    """Yield the outcomes of a batch whose requests are taken in. Whenever it ends, no thread goes on.

    SIGTERM ends it as Ctrl-C does.
    """
    batch.open()
    core: SyncCore = batch.core  # type: ignore[assignment]
    core.load()
    core.perform(batch.priced())
    threads = _Threads(batch)
    # For whoever leaves the loop by leaving the program.
    atexit.register(threads.stop)
    with Interrupts(), batch.shown() as show:
        try:
            threads.start()
            while not batch.delivery.over:
                outcome = threads.next_outcome()
                show()
                if outcome is None:
                    continue
                if outcome.error is not None and batch.settings.on_error == "raise":
                    raise outcome.error
                yield outcome
            threads.stop()
            batch.close()
        except GeneratorExit:
            threads.stop()
            batch.tell(None)
            raise
        except BaseException as error:
            threads.stop()
            threads.interrupted(error)
            raise
        finally:
            atexit.unregister(threads.stop)


class _Workers:
    """The threads of one kind. One of them watches the schedule and the clock, the others wait to take its place.

    So a change wakes one thread of each kind, and not all that have nothing to do.
    """

    def __init__(
        self,
        most: int,
        take: Callable[[float], tuple[JobFlow | Probe | None, float | None]],
        due: Callable[[], float | None],
        name: str,
        lock: threading.RLock,
    ) -> None:
        self.most = most
        self.take = take
        self.name = name
        self.watched = False
        self.changed = threading.Condition(lock)
        self.waiter: Waiter[JobFlow | Probe] = Waiter(take, due, self.changed.notify)
        self.spare = threading.Condition(lock)
        self.idle = 0
        self.threads: list[threading.Thread] = []


class _Threads:
    """A few threads that do what the scheduler says."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._core: SyncCore = batch.core  # type: ignore[assignment]
        self._lock = batch.lock
        self._pid = os.getpid()
        self._calls: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._broken: BaseException | None = None
        scheduler = batch.scheduler
        self._kinds = (
            _Workers(POSTS, scheduler.take_post, scheduler.post_due, "runcomfy-submits", batch.lock),
            _Workers(LOOKS, scheduler.take_look, scheduler.look_due, "runcomfy-looks", batch.lock),
        )

    def start(self) -> None:
        """Begin."""
        with self._lock:
            self._batch.fill()
            for workers in self._kinds:
                self._start_spare(workers)

    def _start_spare(self, workers: _Workers) -> None:
        """Start a thread, so that one always waits for its turn as long as there may be more; the lock is held."""
        if workers.idle == 0 and len(workers.threads) < workers.most and not self._batch.stopping:
            name = f"{workers.name}-{len(workers.threads)}"
            thread = threading.Thread(target=self._work, args=(workers,), name=name, daemon=True)
            try:
                thread.start()
            except RuntimeError:
                # There are no more threads to be had: those that are there do the work.
                if not workers.threads:
                    raise
                return
            workers.threads.append(thread)
            workers.idle += 1

    def next_outcome(self) -> BatchOutcome[Any, Any] | None:
        """Return the next one, or None when nothing has come for a moment."""
        with self._lock:
            if self._broken is not None:
                raise self._broken
            outcome = self._batch.delivery.take()
            if outcome is not None:
                self._batch.fill()
                self._notice()
                return outcome
            overdue, late = self._batch.hands.overdue(self._core.now()), self._batch.late()
        for flow in overdue:
            flow.running.fail(TimeoutError())
            self._advance(flow)
        for flow in late:
            flow.running.resume(None)
            self._advance(flow)
        with contextlib.suppress(queue.Empty):
            self._calls.get(timeout=_TICK)
        return None

    def stop(self) -> None:
        """Let what is on its way arrive, for a few seconds, and nothing leave any more."""
        if self._pid != os.getpid():
            # A forked process has none of these threads, and a lock may be one's that it has not.
            return
        with self._lock:
            self._batch.stopping = True
            self._batch.hands.cancel()
            for workers in self._kinds:
                workers.changed.notify_all()
                workers.spare.notify_all()
        ends = time.monotonic() + BOUND
        for workers in self._kinds:
            for thread in workers.threads:
                thread.join(max(ends - time.monotonic(), 0.0))
        with self._lock:
            left = self._batch.scheduler.clear()
        for flow in left:
            if flow.stop():
                self._advance(flow)

    def interrupted(self, error: BaseException) -> None:
        """Cancel what can be cancelled, if the options say so, and tell what goes on."""
        core, batch = self._core, self._batch
        if core.options.on_interrupt == "cancel" and not isinstance(error, Exception):
            ends = core.deadline(BOUND)
            for flow in list(batch.flows):
                if flow.job is None or core.context(ends).left() == 0:
                    continue
                with contextlib.suppress(RunComfyError):
                    if core.perform(reads.cancel(core.context(ends), flow.job.request_id)):
                        batch.flows.discard(flow)
        batch.tell(error)

    def _work(self, workers: _Workers) -> None:
        try:
            flow = self._take_next(workers)
            while flow is not None:
                if isinstance(flow.step, Sleep):
                    self._batch.wake(flow)
                flow = self._advance(flow, workers) or self._take_next(workers)
        except BaseException as error:  # noqa: BLE001 (it is raised where the outcomes are read)
            self._broken = error
            self._calls.put(None)

    def _take_next(self, workers: _Workers) -> JobFlow | Probe | None:
        with self._lock:
            while workers.watched and not self._batch.stopping:
                workers.spare.wait()
            workers.watched = True
            try:
                return self._watch(workers)
            finally:
                workers.watched = False
                workers.spare.notify()

    def _watch(self, workers: _Workers) -> JobFlow | Probe | None:
        """Return the next that is due, or None when the batch is over; the lock is held."""
        while not self._batch.stopping:
            flow, pause = workers.waiter.take(self._core.now())
            if flow is not None:
                workers.idle -= 1
                self._start_spare(workers)
                # What was taken may be what the other kind waits for.
                self._notice()
                return flow
            if pause is None:
                workers.changed.wait()
            else:
                self._core.clock.wait(workers.changed, pause)
        return None

    def _take_due(self, workers: _Workers) -> JobFlow | Probe | None:
        """Return what whoever has just been at work does next, or None where they wait; the lock is held."""
        flow = None if self._batch.stopping else workers.take(self._core.now())[0]
        workers.idle += flow is None
        return flow

    def _notice(self) -> None:
        """Wake those who watch where something has changed for them; the lock is held."""
        for workers in self._kinds:
            workers.waiter.notice()

    def _advance(self, flow: JobFlow | Probe, workers: _Workers | None = None) -> JobFlow | Probe | None:
        """Take a request's steps until it has to wait; it may send one request.

        Returns:
            What these workers have to do next, where something is due: to wake another thread for it takes longer.
        """
        batch, posting, sent = self._batch, workers is self._kinds[0], False
        while (step := flow.step) is not None:
            if isinstance(step, Sleep):
                break
            if isinstance(step, Hand):
                self._hand_over(flow, step)
                break
            if isinstance(step, Send):
                if sent:
                    break
                sent = True
            self._carry_out(flow, step)
        with self._lock:
            if posting:
                batch.scheduler.landed()
            if step is None:
                batch.ended(flow)
                batch.fill()
            elif isinstance(step, Send):
                batch.scheduler.urgent(flow)
            elif isinstance(step, Sleep):
                due = self._core.now() + step.seconds
                if step.crowded:
                    batch.scheduler.refused(due)
                batch.park(flow, due)
            following = self._take_due(workers) if workers is not None else None
            self._notice()
        if step is None:
            self._calls.put(None)
        return following

    def _carry_out(self, flow: JobFlow | Probe, step: Send | Work) -> None:
        try:
            if isinstance(step, Work):
                reply = step.do()
            else:
                if flow.posting:
                    self._batch.let_through()
                    flow.sending = True
                reply = self._core.send(step)
                flow.sending = False
                if not flow.posting:
                    with self._lock:
                        self._batch.answered(reply)
        except BaseException as error:  # noqa: BLE001 (the request's own trouble)
            flow.sending = flow.sending and not isinstance(error, Exception | WithheldError)
            flow.running.fail(error)
        else:
            flow.running.resume(reply)

    def _hand_over(self, flow: JobFlow | Probe, step: Hand) -> None:
        try:
            future = step.give()
        except Exception as error:  # noqa: BLE001 (what an executor raises that is broken is its own)
            flow.running.fail(error)
            self._advance(flow)
            return
        with self._lock:
            if self._batch.stopping:
                future.cancel()
                return
            self._batch.hands.give(flow, future, step.ends)
        future.add_done_callback(lambda done: self._on_returned(flow, done))

    def _on_returned(self, flow: JobFlow | Probe, future: Future[Any]) -> None:
        """Go on with what a worker has returned; this is a thread of the executor's."""
        with self._lock:
            if self._batch.stopping or not self._batch.hands.take(flow):
                return
        try:
            try:
                reply = future.result()
            except BaseException as error:  # noqa: BLE001 (an executor's own trouble)
                flow.running.fail(error)
            else:
                flow.running.resume(reply)
            self._advance(flow)
        except BaseException as error:  # noqa: BLE001 (it is raised where the outcomes are read)
            self._broken = error
            self._calls.put(None)
