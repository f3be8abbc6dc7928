"""Drives a batch with a few threads."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from typing import TYPE_CHECKING, Any

from .._interrupts import BOUND
from .._protocol import reads
from .._protocol.effects import Send, Sleep
from ..errors import RunComfyError
from .batch import POOL
from .flow import StoppedError, Work

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._sync_core import SyncCore
    from .batch import Batch
    from .flow import Flow, Step
    from .outcome import Outcome

__all__ = ["outcomes"]

_TICK = 0.5  # seconds between two looks at whether something is to be shown


def outcomes(batch: Batch) -> Generator[Outcome[Any, Any]]:
    """The outcomes of a batch whose requests are taken in. Whenever it ends, no thread goes on."""
    threads = _Threads(batch)
    batch.look_back()
    with batch.shown() as show:
        try:
            threads.start()
            while not batch.over:
                outcome = threads.next_outcome()
                show()
                if outcome is None:
                    continue
                if outcome.error is not None and batch.settings.on_error == "raise":
                    raise outcome.error
                yield outcome
        except GeneratorExit:
            threads.stop()
            batch.tell(None)
            raise
        except BaseException as error:
            threads.stop()
            threads.interrupted(error)
            raise
        threads.stop()
        batch.close()


class _Threads:
    """A few threads that do what the agenda says. One of them watches the clock, the others wait to be called."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._core: SyncCore = batch.core  # type: ignore[assignment]
        self._changed = threading.Condition()
        self._watched = False
        self._threads: list[threading.Thread] = []
        self._calls: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._broken: BaseException | None = None

    def start(self) -> None:
        batch = self._batch
        with self._changed:
            batch.fill()
        for number in range(min(POOL, max(len(batch.flows), 1))):
            thread = threading.Thread(target=self._work, name=f"runcomfy-batch-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def next_outcome(self) -> Outcome[Any, Any] | None:
        """The next one, or None when nothing has come for a moment."""
        with self._changed:
            if self._broken is not None:
                raise self._broken
            outcome = self._batch.deliver()
            if outcome is not None:
                self._batch.fill()
                self._changed.notify()
                return outcome
        with contextlib.suppress(queue.Empty):
            self._calls.get(timeout=_TICK)
        return None

    def stop(self) -> None:
        """Let what is on its way arrive, for a few seconds, and nothing leave any more."""
        with self._changed:
            self._batch.stopping = True
            self._changed.notify_all()
        ends = time.monotonic() + BOUND
        for thread in self._threads:
            thread.join(max(ends - time.monotonic(), 0.0))
        with self._changed:
            for flow in self._batch.agenda.clear():
                flow.steps.close()

    def interrupted(self, error: BaseException) -> None:
        """Cancel what can be cancelled, if the options say so, and tell what goes on."""
        core, batch = self._core, self._batch
        if core.options.on_interrupt == "cancel" and not isinstance(error, Exception):
            ends = core.deadline(BOUND)
            for flow in list(batch.flows):
                if flow.job is None or core.context(ends).left() == 0:
                    continue
                try:
                    outcome = core.perform(reads.cancel(core.context(ends), flow.job.request_id))
                except RunComfyError:
                    continue
                if outcome:
                    core.books.cancel(core, flow.job.request_id)
                    batch.flows.discard(flow)
        batch.tell(error)

    def _work(self) -> None:
        try:
            while (flow := self._take()) is not None:
                self._advance(flow)
        except BaseException as error:  # noqa: BLE001 (it is raised where the outcomes are read)
            self._broken = error
            self._calls.put(None)

    def _take(self) -> Flow | None:
        batch = self._batch
        with self._changed:
            while not batch.stopping:
                flow, pause = batch.agenda.take(self._core.now())
                if flow is not None:
                    # Someone else watches the clock now.
                    self._changed.notify()
                    return flow
                if self._watched or pause is None:
                    self._changed.wait()
                    continue
                self._watched = True
                try:
                    self._core.pause(self._changed, pause)
                finally:
                    self._watched = False
        return None

    def _advance(self, flow: Flow) -> None:
        """Take a request's steps until it has to wait; it may send one request."""
        posting, sent = flow.posting, False
        effect, flow.pending = flow.pending, None
        step: Step | None = effect or self._step(flow, None)
        while step is not None:
            if isinstance(step, Sleep):
                self._put(flow, self._core.now() + step.seconds, posting=posting)
                return
            if isinstance(step, Work):
                step = self._do(flow, step)
            elif sent:
                flow.pending = step
                self._put(flow, None, posting=posting)
                return
            else:
                sent = True
                step = self._send(flow, step)
        with self._changed:
            if posting:
                self._batch.agenda.landed()
            self._batch.fill()
            self._changed.notify()
        self._calls.put(None)

    def _put(self, flow: Flow, due: float | None, *, posting: bool) -> None:
        agenda = self._batch.agenda
        with self._changed:
            if posting:
                agenda.landed()
            if due is None:
                agenda.urgent(flow)
            elif flow.posting:
                agenda.submit(flow, due)
            else:
                agenda.look(flow, due)
            self._changed.notify()

    def _do(self, flow: Flow, work: Work) -> Step | None:
        try:
            value = work.do()
        except Exception as error:  # noqa: BLE001 (the request's own trouble)
            return self._throw(flow, error)
        return self._step(flow, value)

    def _send(self, flow: Flow, effect: Send) -> Step | None:
        try:
            answer = self._core.send(effect)
        except Exception as error:  # noqa: BLE001 (the request's own trouble)
            return self._throw(flow, error)
        if not flow.posting:
            with self._changed:
                self._batch.answered(answer)
        return self._step(flow, answer)

    def _step(self, flow: Flow, value: Any) -> Step | None:
        try:
            return flow.steps.send(value)
        except StopIteration as stop:
            self._end(flow, stop.value)
        except StoppedError:
            self._end(flow, None)
        return None

    def _throw(self, flow: Flow, error: Exception) -> Step | None:
        try:
            return flow.steps.throw(error)
        except StopIteration as stop:
            self._end(flow, stop.value)
        except StoppedError:
            self._end(flow, None)
        return None

    def _end(self, flow: Flow, outcome: Outcome[Any, Any] | None) -> None:
        with self._changed:
            if outcome is not None:
                self._batch.ended(flow, outcome)
