"""Ctrl-C and SIGTERM while a paid job is under way.

Both become exceptions in the main thread, so that the job can be cancelled or its id be shown. While the paid request
itself is on its way they are held back, five seconds at most: its answer brings the id without which the job could be
neither cancelled nor found. A second signal is never held back.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from typing import TYPE_CHECKING, Any

from ._loop import running_loop

if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import Self

__all__ = ["BOUND", "AsyncTermination", "Interrupts"]

BOUND = 5.0  # seconds for everything that is still done after an interrupt
_TERMINATED = 128 + 15


class Interrupts:
    """Use as a context around the work. In other threads than the main one it does nothing.

    Only default handlers are replaced, and they come back afterwards.
    """

    def __init__(self) -> None:
        self._before: dict[int, Any] = {}
        self._holding = False
        self._pending: int | None = None
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number, default in (
                (signal.SIGINT, signal.default_int_handler),
                (signal.SIGTERM, signal.SIG_DFL),
            ):
                # ValueError: a main thread of a sub-interpreter may set no handlers.
                with contextlib.suppress(ValueError):
                    if signal.getsignal(number) == default:
                        self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_timer()
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()

    def hold(self) -> None:
        """From here on a signal waits for `release`."""
        self._holding = True

    def release(self) -> None:
        """Signals count at once again. One that came in between is raised by `check`."""
        self._holding = False
        self._stop_timer()

    def check(self) -> None:
        """Raise what was held back."""
        if self._pending is not None:
            number, self._pending = self._pending, None
            self._raise(number)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if not self._holding or self._pending is not None:
            self._pending = None
            self._raise(number)
        self._pending = number
        self._timer = threading.Timer(BOUND, self._again, (number,))
        self._timer.daemon = True
        self._timer.start()

    def _again(self, number: int) -> None:
        # Only a signal of the system's wakes a thread that waits for the network; Windows has none to send.
        if self._holding and self._pending is not None and hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident or 0, number)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @staticmethod
    def _raise(number: int) -> None:
        if number == signal.SIGTERM:
            raise SystemExit(_TERMINATED)
        raise KeyboardInterrupt


class AsyncTermination:
    """SIGTERM for event loops: it ends the loop, whose tasks are then cancelled in the usual way.

    Ctrl-C needs nothing: `asyncio.run` turns it into the cancellation of the main task.
    """

    _users: int = 0
    _loop: asyncio.AbstractEventLoop | None = None

    def __enter__(self) -> None:
        cls = AsyncTermination
        if threading.current_thread() is not threading.main_thread():
            return
        loop = running_loop()
        if cls._loop is not loop and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(signal.SIGTERM, self._end)
                cls._loop, cls._users = loop, 0
        if cls._loop is loop:
            cls._users += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        cls = AsyncTermination
        if threading.current_thread() is not threading.main_thread() or cls._loop is None:
            return
        if cls._loop is asyncio.get_running_loop():
            cls._users -= 1
            if cls._users == 0:
                cls._loop.remove_signal_handler(signal.SIGTERM)
                cls._loop = None

    @staticmethod
    def _end() -> None:
        raise SystemExit(_TERMINATED)
