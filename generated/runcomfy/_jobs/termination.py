"""SIGTERM while paid jobs are under way in an event loop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from typing import TYPE_CHECKING, Any, ClassVar

from .._plain.loop import running_loop
from .bounds import BOUND, TERMINATED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection
    from types import TracebackType

__all__ = ["AsyncTermination", "settled"]


class AsyncTermination:
    """SIGTERM for event loops: it ends the loop, whose tasks are then cancelled in the usual way.

    Before that, `finish` of every context that is entered has a few seconds: ending a loop cuts off all its tasks, also
    those that wait for the answer to a paid request. Ctrl-C needs nothing: `asyncio.run` turns it into the cancellation
    of the main task.
    """

    _entered: ClassVar[list[AsyncTermination]] = []
    _loop: ClassVar[asyncio.AbstractEventLoop | None] = None
    _closing: ClassVar[asyncio.Task[None] | None] = None

    def __init__(self, finish: Callable[[], Awaitable[object]] | None = None) -> None:
        self._finish = finish

    def __enter__(self) -> None:
        cls = AsyncTermination
        if threading.current_thread() is not threading.main_thread():
            return
        loop = running_loop()
        if cls._loop is not loop and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(signal.SIGTERM, self._end)
                cls._loop, cls._closing = loop, None
                cls._entered.clear()
        if cls._loop is loop:
            cls._entered.append(self)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        cls = AsyncTermination
        if self not in cls._entered:
            return
        cls._entered.remove(self)
        if not cls._entered and cls._loop is not None:
            if cls._loop.is_closed():
                cls._loop = None
            else:
                # Setting a handler costs as much as a small request: one job after the other shares it.
                cls._loop.call_soon(cls._remove_handler, cls._loop)

    @classmethod
    def _remove_handler(cls, loop: asyncio.AbstractEventLoop) -> None:
        if not cls._entered and cls._loop is loop:
            cls._loop = None
            loop.remove_signal_handler(signal.SIGTERM)

    @classmethod
    def _end(cls) -> None:
        if cls._closing is not None:
            # The second time nothing is waited for.
            raise SystemExit(TERMINATED)
        cls._closing = asyncio.ensure_future(cls._close())

    @classmethod
    async def _close(cls) -> None:
        finishing = {asyncio.ensure_future(_run_to_end(one._finish)) for one in cls._entered if one._finish}
        await settled(finishing, BOUND + 1.0)
        raise SystemExit(TERMINATED)


async def _run_to_end(finish: Callable[[], Awaitable[object]]) -> None:
    await finish()


async def settled(tasks: Collection[asyncio.Future[Any]], seconds: float) -> None:
    """Wait until all have ended, so many seconds at most; cancellations that come meanwhile change nothing."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + seconds
    while any(not task.done() for task in tasks) and (left := ends - loop.time()) > 0:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait(tasks, timeout=left)
