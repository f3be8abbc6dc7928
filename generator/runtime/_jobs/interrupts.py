"""Ctrl-C and SIGTERM while a paid job is under way.

Both become exceptions in the main thread, so that the job can be cancelled or its id be shown. While the paid request
itself is on its way they are held back, five seconds at most: its answer brings the id without which the job could be
neither cancelled nor found. A second signal is never held back.
"""

from __future__ import annotations

import contextlib
import importlib
import signal
import threading
from typing import TYPE_CHECKING, Any

from .bounds import BOUND, TERMINATED

if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import Self

__all__ = ["Interrupts"]

# What is below `signal`, which makes an enum of every handler that it returns: four times the cost of the rest here.
_system: Any = importlib.import_module("_signal")


class Interrupts:
    """Use as a context around the work. In other threads than the main one it does nothing.

    Only default handlers are replaced, and they come back afterwards.
    """

    def __init__(self) -> None:
        self._before: dict[int, Any] = {}
        self._active = True
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
                    before = _system.getsignal(number)
                    # Within a batch each job looks after itself: it knows whether something of its own is on its way.
                    if before == default or isinstance(getattr(before, "__self__", None), Interrupts):
                        self._before[number] = _system.signal(number, self._handle)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_timer()
        self._active = False
        for number, handler in self._before.items():
            # Another thread may not, and what somebody else has put there since stays.
            with contextlib.suppress(ValueError):
                if _system.getsignal(number) == self._handle:
                    _system.signal(number, self._outer_handler(number, handler))

    @staticmethod
    def _outer_handler(number: int, handler: Any) -> Any:
        """Return the handler, or what was there before it where it is one of ours whose work is done."""
        owner = getattr(handler, "__self__", None)
        while isinstance(owner, Interrupts) and not owner._active:
            handler = owner._before.get(number, signal.SIG_DFL)
            owner = getattr(handler, "__self__", None)
        return handler

    def hold(self) -> None:
        """Let signals wait for `release` from here on."""
        self._holding = True

    def release(self) -> None:
        """Let signals count at once again. One that came in between is raised by `check`."""
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
        self._timer = threading.Timer(BOUND, self._raise_later, (number,))
        self._timer.daemon = True
        self._timer.start()

    def _raise_later(self, number: int) -> None:
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
            raise SystemExit(TERMINATED)
        raise KeyboardInterrupt
