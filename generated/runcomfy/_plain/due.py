"""When whatever this thread waits for on a socket must end: at a moment, or when someone says so."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = ["due_in", "stop_asked", "time_left"]


class _Due(threading.local):
    moment: float | None = None
    stopped: Callable[[], bool] | None = None


_due = _Due()


@contextmanager
def due_in(seconds: float | None, stopped: Callable[[], bool] | None = None) -> Generator[None]:
    """Let nothing on a socket within this context take longer than so many seconds; None changes nothing.

    `stopped` is asked now and then while something is waited for.
    """
    before, asked = _due.moment, _due.stopped
    if stopped is not None:
        _due.stopped = stopped
    if seconds is not None:
        moment = time.monotonic() + seconds
        _due.moment = moment if before is None else min(moment, before)
    try:
        yield
    finally:
        _due.moment, _due.stopped = before, asked


def time_left(timeout: float | None) -> float | None:
    """Return the timeout, or what is left until the moment if that is less. It may be below 0."""
    if _due.moment is None:
        return timeout
    left = _due.moment - time.monotonic()
    return left if timeout is None else min(left, timeout)


def stop_asked() -> Callable[[], bool] | None:
    """Return what says whether to stop, where someone may say so."""
    return _due.stopped
