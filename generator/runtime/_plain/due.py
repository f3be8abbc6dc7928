"""When whatever this thread waits for on a socket must end: at a moment, or when someone says so."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["due_in", "stop_asked", "time_left"]


class _Due(threading.local):
    moment: float | None = None
    stopped: Callable[[], bool] | None = None


_due = _Due()


class due_in:  # noqa: N801 (used as a function is)
    """Let nothing on a socket within this context take longer than so many seconds; None changes nothing.

    `stopped` is asked now and then while something is waited for.
    """

    __slots__ = ("_before", "_seconds", "_stopped")

    def __init__(self, seconds: float | None, stopped: Callable[[], bool] | None = None) -> None:
        self._seconds = seconds
        self._stopped = stopped

    def __enter__(self) -> None:
        before, asked = self._before = _due.moment, _due.stopped
        _due.stopped = self._stopped or asked
        if self._seconds is not None:
            moment = time.monotonic() + self._seconds
            _due.moment = moment if before is None else min(moment, before)

    def __exit__(self, *_: object) -> None:
        _due.moment, _due.stopped = self._before


def time_left(timeout: float | None) -> float | None:
    """Return the timeout, or what is left until the moment if that is less. It may be below 0."""
    if _due.moment is None:
        return timeout
    left = _due.moment - time.monotonic()
    return left if timeout is None else min(left, timeout)


def stop_asked() -> Callable[[], bool] | None:
    """Return what says whether to stop, where someone may say so."""
    return _due.stopped
