"""The moment at which whatever this thread waits for on a socket must end."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["due_in", "time_left"]


class _Due(threading.local):
    moment: float | None = None


_due = _Due()


@contextmanager
def due_in(seconds: float | None) -> Generator[None]:
    """Within this context, nothing on a socket takes longer than so many seconds from now; None changes nothing."""
    before = _due.moment
    if seconds is not None:
        moment = time.monotonic() + seconds
        _due.moment = moment if before is None else min(moment, before)
    try:
        yield
    finally:
        _due.moment = before


def time_left(timeout: float | None) -> float | None:
    """The timeout, or what is left until the moment if that is less. It may be below 0."""
    if _due.moment is None:
        return timeout
    left = _due.moment - time.monotonic()
    return left if timeout is None else min(left, timeout)
