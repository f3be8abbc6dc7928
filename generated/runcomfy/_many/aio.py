"""Drives a batch with a few tasks."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from .._interrupts import BOUND
from .._protocol import reads
from .._protocol.effects import Send, Sleep
from ..errors import RunComfyError
from .batch import POOL
from .flow import StoppedError, Work

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable

    from .._async_core import AsyncCore
    from .batch import Batch
    from .flow import Flow, Step
    from .outcome import Outcome

__all__ = ["outcomes"]

_TICK = 0.5  # seconds between two looks at whether something is to be shown


async def outcomes(batch: Batch, requests: Iterable[object] | None) -> AsyncGenerator[Outcome[Any, Any]]:
    """The outcomes of a batch. Whenever it ends, no task goes on.

    Reading the requests may look at files, and so does the journal: neither is done on the loop.
    """
    if requests is not None:
        await asyncio.to_thread(batch.take_in, requests)
    await asyncio.to_thread(batch.look_back)
    tasks = _Tasks(batch)
    with batch.shown() as show:
        try:
            tasks.start()
            while not batch.over:
                outcome = await tasks.next_outcome()
                show()
                if outcome is None:
                    continue
                if outcome.error is not None and batch.settings.on_error == "raise":
                    raise outcome.error
                yield outcome
        except GeneratorExit:
            await tasks.stop()
            batch.tell(None)
            raise
        except BaseException as error:
            await tasks.stop()
            await tasks.interrupted(error)
            raise
        await tasks.stop()
        await asyncio.to_thread(batch.close)


class _Tasks:
    """One task that watches the agenda, and for each request that may leave one that sends it, a few at a time."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._core: AsyncCore = batch.core  # type: ignore[assignment]
        self._changed = asyncio.Event()
        self._delivered = asyncio.Event()
        self._room = asyncio.Semaphore(POOL)
        self._tasks: set[asyncio.Task[None]] = set()
        self._watch: asyncio.Task[None] | None = None
        self._broken: BaseException | None = None

    def start(self) -> None:
        self._batch.fill()
        self._watch = asyncio.create_task(self._dispatch())

    async def next_outcome(self) -> Outcome[Any, Any] | None:
        """The next one, or None when nothing has come for a moment."""
        self._delivered.clear()
        if self._broken is not None:
            raise self._broken
        outcome = self._batch.deliver()
        if outcome is not None:
            self._batch.fill()
            self._changed.set()
            return outcome
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_TICK):
                await self._delivered.wait()
        return None

    async def stop(self) -> None:
        """Let what is on its way arrive, for a few seconds, and nothing leave any more."""
        self._batch.stopping = True
        if self._watch is not None:
            self._watch.cancel()
            await _ended({self._watch}, 1.0)
        await _ended(self._tasks, BOUND)
        for task in self._tasks:
            task.cancel()
        await _ended(self._tasks, BOUND)
        for flow in self._batch.agenda.clear():
            flow.steps.close()

    async def interrupted(self, error: BaseException) -> None:
        """Cancel what can be cancelled, if the options say so, and tell what goes on."""
        core, batch = self._core, self._batch
        if core.options.on_interrupt == "cancel" and not isinstance(error, Exception):
            ends = core.deadline(BOUND)
            jobs = [asyncio.ensure_future(self._cancel(flow, ends)) for flow in batch.flows if flow.job]
            await _ended(set(jobs), BOUND + 1.0)
            for job in jobs:
                job.cancel()
        batch.tell(error)

    async def _cancel(self, flow: Flow, ends: float | None) -> None:
        core, request_id = self._core, flow.job.request_id
        with contextlib.suppress(RunComfyError):
            if await core.perform(reads.cancel(core.context(ends), request_id)):
                await core.keep(lambda: core.books.cancel(core, request_id))
                self._batch.flows.discard(flow)

    async def _dispatch(self) -> None:
        try:
            while True:
                await self._room.acquire()
                task = asyncio.create_task(self._advance(await self._take()))
                self._tasks.add(task)
                task.add_done_callback(self._done)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 (it is raised where the outcomes are read)
            self._fail(error)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._room.release()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self._broken = error
        self._delivered.set()

    async def _take(self) -> Flow:
        while True:
            self._changed.clear()
            flow, pause = self._batch.agenda.take(self._core.now())
            if flow is not None:
                return flow
            if pause is None:
                await self._changed.wait()
            else:
                await self._core.pause(self._changed, pause)

    async def _advance(self, flow: Flow) -> None:
        """Take a request's steps until it has to wait; it may send one request."""
        agenda, posting, sent = self._batch.agenda, flow.posting, False
        effect, flow.pending = flow.pending, None
        try:
            step: Step | None = effect or self._step(flow, None)
            while step is not None:
                if isinstance(step, Sleep):
                    due = self._core.now() + step.seconds
                    (agenda.submit if flow.posting else agenda.look)(flow, due)
                    return
                if isinstance(step, Work):
                    step = await self._do(flow, step)
                elif sent:
                    flow.pending = step
                    agenda.urgent(flow)
                    return
                else:
                    sent = True
                    step = await self._send(flow, step)
            self._batch.fill()
        except asyncio.CancelledError:
            flow.steps.close()
            raise
        finally:
            if posting:
                agenda.landed()
            self._changed.set()
        self._delivered.set()

    async def _do(self, flow: Flow, work: Work) -> Step | None:
        try:
            value = await self._core.kept(work.do) if work.blocking else work.do()
        except Exception as error:  # noqa: BLE001 (the request's own trouble)
            return self._throw(flow, error)
        return self._step(flow, value)

    async def _send(self, flow: Flow, effect: Send) -> Step | None:
        try:
            answer = await self._core.send(effect)
        except Exception as error:  # noqa: BLE001 (the request's own trouble)
            return self._throw(flow, error)
        if not flow.posting:
            self._batch.answered(answer)
        return self._step(flow, answer)

    def _step(self, flow: Flow, value: Any) -> Step | None:
        try:
            return flow.steps.send(value)
        except StopIteration as stop:
            self._batch.ended(flow, stop.value)
        except StoppedError:
            self._batch.ended(flow, None)
        return None

    def _throw(self, flow: Flow, error: Exception) -> Step | None:
        try:
            return flow.steps.throw(error)
        except StopIteration as stop:
            self._batch.ended(flow, stop.value)
        except StoppedError:
            self._batch.ended(flow, None)
        return None


async def _ended(tasks: set[asyncio.Task[None]], seconds: float) -> None:
    """Wait for tasks, whatever becomes of them. A second cancellation is not held back for long."""
    if tasks:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait(tasks, timeout=seconds)
