"""Drives a batch with a few tasks: some that submit, and others that look."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from .._files.tasks import in_thread
from .._jobs.bounds import BOUND
from .._jobs.termination import AsyncTermination, settled
from .._protocol import reads
from .._protocol.effects import Send, Sleep, WithheldError, Work
from ..errors import RunComfyError
from .batch import LOOKS, POSTS
from .handover import Hand
from .scheduler import Waiter

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable
    from concurrent.futures import Future

    from .._jobs.async_core import AsyncCore
    from .batch import Batch
    from .job_flow import JobFlow, Probe
    from .outcome import BatchOutcome

__all__ = ["outcomes"]

_TICK = 0.5  # seconds between two looks at whether something is to be shown


async def outcomes(batch: Batch, requests: Iterable[object] | None) -> AsyncGenerator[BatchOutcome[Any, Any]]:
    """Yield the outcomes of a batch. Whenever it ends, no task goes on.

    Reading the requests may look at files, and so does the journal: neither is done on the loop.
    """
    if requests is not None:
        await asyncio.to_thread(batch.take_in, requests)
    await asyncio.to_thread(batch.open)
    core: AsyncCore = batch.core  # type: ignore[assignment]
    await core.load()
    await core.perform(batch.priced())
    tasks = _Tasks(batch)
    with AsyncTermination(tasks.stop), batch.shown() as show:
        try:
            tasks.start()
            while not batch.delivery.over:
                outcome = await tasks.next_outcome()
                show()
                if outcome is None:
                    continue
                if outcome.error is not None and batch.settings.on_error == "raise":
                    raise outcome.error
                yield outcome
            await tasks.stop()
            await asyncio.to_thread(batch.close)
        except GeneratorExit:
            await tasks.stop()
            batch.tell(None)
            raise
        except BaseException as error:
            await tasks.stop()
            await tasks.interrupted(error)
            raise


class _Tasks:
    """Two tasks that watch the scheduler, and for each request that may leave one that sends it, a few at a time."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._core: AsyncCore = batch.core  # type: ignore[assignment]
        self._loop = asyncio.get_running_loop()
        self._delivered = asyncio.Event()
        self._kinds: list[Waiter[JobFlow | Probe]] = []
        self._tasks: set[asyncio.Future[None]] = set()
        self._watches: set[asyncio.Future[None]] = set()
        self._broken: BaseException | None = None

    def start(self) -> None:
        """Begin."""
        self._batch.fill()
        scheduler = self._batch.scheduler
        for most, take, due in (
            (POSTS, scheduler.take_post, scheduler.post_due),
            (LOOKS, scheduler.take_look, scheduler.look_due),
        ):
            changed = asyncio.Event()
            waiter: Waiter[JobFlow | Probe] = Waiter(take, due, changed.set)
            self._kinds.append(waiter)
            self._watches.add(asyncio.ensure_future(self._dispatch(waiter, changed, most)))

    def _notice(self) -> None:
        """Wake those who watch where something has changed for them."""
        for waiter in self._kinds:
            waiter.notice()

    async def next_outcome(self) -> BatchOutcome[Any, Any] | None:
        """Return the next one, or None when nothing has come for a moment."""
        batch = self._batch
        self._delivered.clear()
        if self._broken is not None:
            raise self._broken
        outcome = batch.delivery.take()
        if outcome is not None:
            batch.fill()
            self._notice()
            return outcome
        for flow in batch.hands.overdue(self._core.now()):
            flow.running.fail(TimeoutError())
            self._begin(flow)
        for flow in batch.late():
            flow.running.resume(None)
            self._begin(flow)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_TICK):
                await self._delivered.wait()
        return None

    async def stop(self) -> None:
        """Let what is on its way arrive, for a few seconds, and nothing leave any more."""
        batch = self._batch
        batch.stopping = True
        batch.hands.cancel()
        for watch in self._watches:
            watch.cancel()
        await settled(self._watches, 1.0)
        await settled(self._tasks, BOUND)
        for task in self._tasks:
            task.cancel()
        for flow in batch.scheduler.clear():
            if flow.stop():
                self._begin(flow)
        await settled(self._tasks, BOUND)

    async def interrupted(self, error: BaseException) -> None:
        """Cancel what can be cancelled, if the options say so, and tell what goes on."""
        core, batch = self._core, self._batch
        if core.options.on_interrupt == "cancel" and not isinstance(error, Exception):
            ends = core.deadline(BOUND)
            jobs = {asyncio.ensure_future(self._cancel(flow, ends)) for flow in batch.flows if flow.job}
            await settled(set(jobs), BOUND + 1.0)
            for job in jobs:
                job.cancel()
        batch.tell(error)

    async def _cancel(self, flow: JobFlow, ends: float | None) -> None:
        core = self._core
        with contextlib.suppress(RunComfyError):
            if await core.perform(reads.cancel(core.context(ends), flow.job.request_id)):
                self._batch.flows.discard(flow)

    async def _dispatch(self, waiter: Waiter[JobFlow | Probe], changed: asyncio.Event, most: int) -> None:
        room, posting = asyncio.Semaphore(most), waiter is self._kinds[0]
        try:
            while True:
                await room.acquire()
                flow = await self._take_next(waiter, changed)
                self._notice()
                if isinstance(flow.step, Sleep):
                    self._batch.wake(flow)
                self._begin(flow, posting=posting).add_done_callback(lambda _: room.release())
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 (it is raised where the outcomes are read)
            self._fail(error)

    async def _take_next(self, waiter: Waiter[JobFlow | Probe], changed: asyncio.Event) -> JobFlow | Probe:
        while True:
            changed.clear()
            flow, pause = waiter.take(self._core.now())
            if flow is not None:
                return flow
            if pause is None:
                await changed.wait()
            else:
                await self._core.clock.wait_async(changed, pause)

    def _begin(self, flow: JobFlow | Probe, *, posting: bool = False) -> asyncio.Future[None]:
        task = asyncio.ensure_future(self._advance(flow, posting=posting))
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    def _on_done(self, task: asyncio.Future[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self._broken = error
        self._delivered.set()

    async def _advance(self, flow: JobFlow | Probe, *, posting: bool) -> None:
        """Take a request's steps until it has to wait; it may send one request."""
        batch, sent = self._batch, False
        try:
            while (step := flow.step) is not None:
                if isinstance(step, Sleep):
                    break
                if isinstance(step, Hand):
                    await self._hand_over(flow, step)
                    break
                if isinstance(step, Send):
                    if sent:
                        break
                    sent = True
                await self._carry_out(flow, step)
        finally:
            if posting:
                batch.scheduler.landed()
            self._notice()
        if step is None:
            batch.ended(flow)
            batch.fill()
            self._delivered.set()
        elif isinstance(step, Send):
            batch.scheduler.urgent(flow)
        elif isinstance(step, Sleep):
            due = self._core.now() + step.seconds
            if step.crowded:
                batch.scheduler.refused(due)
            batch.park(flow, due)
        self._notice()

    async def _carry_out(self, flow: JobFlow | Probe, step: Send | Work) -> None:
        try:
            if isinstance(step, Work):
                reply = await in_thread(step.do) if step.blocking else step.do()
            else:
                if flow.posting:
                    self._batch.let_through()
                    flow.sending = True
                reply = await self._core.send(step)
                flow.sending = False
                if not flow.posting:
                    self._batch.answered(reply)
        except BaseException as error:  # noqa: BLE001 (the request's own trouble)
            flow.sending = flow.sending and not isinstance(error, Exception | WithheldError)
            flow.running.fail(error)
        else:
            flow.running.resume(reply)

    async def _hand_over(self, flow: JobFlow | Probe, step: Hand) -> None:
        try:
            # Giving may mean to pickle, or to talk to a cluster.
            future = await asyncio.to_thread(step.give)
        except Exception as error:  # noqa: BLE001 (what an executor raises that is broken is its own)
            flow.running.fail(error)
            self._begin(flow)
            return
        if self._batch.stopping:
            future.cancel()
            return
        self._batch.hands.give(flow, future, step.ends)

        def call(done: Future[Any]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop may be gone
                self._loop.call_soon_threadsafe(self._on_returned, flow, done)

        future.add_done_callback(call)

    def _on_returned(self, flow: JobFlow | Probe, future: Future[Any]) -> None:
        """Go on with what a worker has returned."""
        if self._batch.stopping or not self._batch.hands.take(flow):
            return
        try:
            reply = future.result()
        except BaseException as error:  # noqa: BLE001 (an executor's own trouble)
            flow.running.fail(error)
        else:
            flow.running.resume(reply)
        self._begin(flow)
