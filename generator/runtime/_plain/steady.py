"""A clock that goes on where a test has stopped Python's own, as freezegun does.

What waits for a real server waits for real time: by a stopped clock it would wait for ever.
"""

from __future__ import annotations

import time
from functools import partial

__all__ = ["steady"]

# The same clock as `time.monotonic`, by a name that stays the system's; Windows has only the one.
steady = (
    partial(time.clock_gettime, time.CLOCK_MONOTONIC) if hasattr(time, "clock_gettime") else time.monotonic
)
"""Seconds, never going back; they mean something in this process only."""
