"""What must come to its end although the task that waits for it is cancelled."""

from __future__ import annotations

import asyncio
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Background", "finish", "in_thread", "start"]

P = ParamSpec("P")
T = TypeVar("T")


def start(do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
    """Begin something in a thread. No task: whoever cancels all tasks of a loop does not stop a thread by that."""
    call = partial(copy_context().run, do, *args, **kwargs)
    return asyncio.get_running_loop().run_in_executor(None, call)


async def in_thread(do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call something in a thread. A cancellation waits for its end: nothing must be cleared away under its hands."""
    work = start(do, *args, **kwargs)
    stops: list[BaseException] = []
    await finish([work], stops)
    error = work.exception()
    if stops:
        raise stops[0]
    if error is not None:
        raise error
    return work.result()


async def finish(futures: Sequence[asyncio.Future[Any]], stops: list[BaseException]) -> None:
    """Wait for the end of all. Cancellations, however many come, wait for it too, and are then in `stops`."""
    while not all(future.done() for future in futures):
        try:
            await asyncio.wait(futures)
        except asyncio.CancelledError as stop:
            stops.append(stop)


class Background:
    """Work that a thread does piece by piece while the task goes on: a disk writes while the network brings more."""

    def __init__(self) -> None:
        self._work: asyncio.Future[object] | None = None

    async def begin(self, do: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Begin a piece, as soon as the one before has ended. Raises what that one raised."""
        await self.end()
        self._work = start(do, *args, **kwargs)

    async def end(self, *, quietly: bool = False) -> None:
        """Wait for the end of what was begun; a cancellation waits for it, too. Raises what it raised."""
        work, self._work = self._work, None
        if work is None:
            return
        stops: list[BaseException] = []
        await finish([work], stops)
        error = work.exception()
        if stops:
            raise stops[0]
        if error is not None and not quietly:
            raise error
