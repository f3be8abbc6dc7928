"""Waits for what an executor's workers send back: with a thread of the caller's, or on an event loop."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import TYPE_CHECKING, Any

from .spread import Spread

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Iterable

    from .batch import Batch
    from .outcome import Outcome

__all__ = ["outcomes", "outcomes_async"]

_TICK = 0.5  # seconds between two looks at whether something is to be shown


def outcomes(batch: Batch, executor: Executor) -> Generator[Outcome[Any, Any]]:
    """The outcomes of a batch whose requests are taken in, and sent by an executor's workers."""
    batch.look_back()
    spread = Spread(batch, executor)
    with batch.shown() as show, _stopped(batch, spread):
        while not batch.over:
            spread.fill()
            outcome = batch.deliver()
            show()
            if outcome is not None:
                yield _checked(batch, outcome)
            elif spread.running:
                for future in wait(spread.running, timeout=_TICK, return_when=FIRST_COMPLETED).done:
                    spread.take(future)
    batch.close()


async def outcomes_async(
    batch: Batch, requests: Iterable[object], executor: Executor
) -> AsyncGenerator[Outcome[Any, Any]]:
    """The same on an event loop, which neither the journal nor the executor holds up."""
    await asyncio.to_thread(batch.take_in, requests)
    await asyncio.to_thread(batch.look_back)
    spread = await asyncio.to_thread(Spread, batch, executor)
    changed = asyncio.Event()
    called: set[Future[Any]] = set()
    loop = asyncio.get_running_loop()

    def call(_future: Future[Any]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop may be gone
            loop.call_soon_threadsafe(changed.set)

    with batch.shown() as show, _stopped(batch, spread):
        while not batch.over:
            changed.clear()
            await asyncio.to_thread(spread.fill)
            for future in spread.running.keys() - called:
                called.add(future)
                future.add_done_callback(call)
            outcome = batch.deliver()
            show()
            if outcome is not None:
                yield _checked(batch, outcome)
                continue
            done = [future for future in spread.running if future.done()]
            for future in done:
                called.discard(future)
                await asyncio.to_thread(spread.take, future)
            if not done and spread.running:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_TICK):
                        await changed.wait()
    await asyncio.to_thread(batch.close)


def _checked(batch: Batch, outcome: Outcome[Any, Any]) -> Outcome[Any, Any]:
    if outcome.error is not None and batch.settings.on_error == "raise":
        raise outcome.error
    return outcome


@contextlib.contextmanager
def _stopped(batch: Batch, spread: Spread) -> Generator[None]:
    """However it ends, nothing more is given out."""
    try:
        yield
    except GeneratorExit:
        spread.stop()
        batch.tell(None)
        raise
    except BaseException as error:
        spread.stop()
        batch.tell(error)
        raise
