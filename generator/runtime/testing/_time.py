"""Time that passes only when a client of the mocked server sleeps: tests wait for nothing."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from .._jobs.core import Core
from .._protocol.retry import Clock

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

__all__ = ["SkippedTime"]

# No time passes, so that a wait for ever would keep a test busy for ever.
_MOST_NAPS = 1_000


class SkippedTime:
    """For the clients of one address. Other clients go on sleeping as ever."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._lock = threading.Lock()
        self._clock = Clock(
            now=self.now,
            chance=lambda: 0.5,
            sleep=self._skip,
            wait=self._wait,
            sleep_async=self._sleep_async,
            wait_async=self._wait_async,
        )
        self._naps = 0
        self.slept: float = 0.0
        """The seconds that nobody had to wait."""

    def now(self) -> float:
        """Return the moment: the machine's, and what was skipped."""
        return time.monotonic() + self.slept

    def _skip(self, seconds: float) -> None:
        with self._lock:
            self.slept += seconds
            self._naps += 1
            if self._naps > _MOST_NAPS:
                raise AssertionError(
                    f"A client of the mocked server has waited {_MOST_NAPS} times and nothing has changed: the "
                    "states of its job never end. End them with one such as 'completed', or give the client a timeout="
                )

    def progress(self) -> None:
        """Note that something has changed, so that waiting was not in vain."""
        with self._lock:
            self._naps = 0

    def patches(self) -> AbstractContextManager[object]:
        """Put this clock under every client of the address for as long as the block runs."""
        usual = Core.clock

        def clock(core: Core[Any]) -> Clock:
            return self._clock if self._mine(core) else usual.__get__(core)

        return patch.object(Core, "clock", property(clock))

    def _wait(self, changed: threading.Condition, seconds: float) -> None:
        self._skip(seconds)
        # Others get their turn.
        changed.wait(0)

    async def _sleep_async(self, seconds: float) -> None:
        self._skip(seconds)
        await asyncio.sleep(0)

    async def _wait_async(self, _changed: asyncio.Event, seconds: float) -> None:
        await self._sleep_async(seconds)

    def _mine(self, core: Core[Any]) -> bool:
        return core.base_url == self._base_url
