"""Time that passes only when a client of the mocked server sleeps: tests wait for nothing."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from .._async_core import AsyncCore
from .._core import Core
from .._protocol.context import Context
from .._protocol.retry import Clock
from .._sync_core import SyncCore

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
        self._clock = Clock(now=self.now, chance=lambda: 0.5)
        self._naps = 0
        self.slept = 0.0
        """The seconds that nobody had to wait."""

    def now(self) -> float:
        """The moment: the machine's, and what was skipped."""
        return time.monotonic() + self.slept

    def _skip(self, seconds: float) -> None:
        with self._lock:
            self.slept += seconds
            self._naps += 1
            if self._naps > _MOST_NAPS:
                raise AssertionError(
                    f"A client of the mocked server has waited {_MOST_NAPS} times and nothing has changed: the "
                    "states of its job never end. End them with one such as 'completed', or give the client a deadline."
                )

    def progress(self) -> None:
        """Something has changed, so that waiting was not in vain."""
        with self._lock:
            self._naps = 0

    def patches(self) -> AbstractContextManager[object]:
        """Puts this clock under every client of the address for as long as the block runs."""
        sync_sleep, async_sleep = SyncCore.sleep, AsyncCore.sleep
        sync_pause, async_pause = SyncCore.pause, AsyncCore.pause
        core_type: type[Core[Any]] = Core
        now, context = core_type.now, core_type.context

        def sleep(core: SyncCore, seconds: float) -> None:
            if self._mine(core):
                self._skip(seconds)
            else:
                sync_sleep(core, seconds)

        async def sleep_async(core: AsyncCore, seconds: float) -> None:
            if self._mine(core):
                self._skip(seconds)
                # Others get their turn, as they would have.
                await asyncio.sleep(0)
            else:
                await async_sleep(core, seconds)

        def pause(core: SyncCore, changed: threading.Condition, seconds: float) -> None:
            if self._mine(core):
                self._skip(seconds)
                # Others get their turn here, too.
                changed.wait(0)
            else:
                sync_pause(core, changed, seconds)

        async def pause_async(core: AsyncCore, changed: asyncio.Event, seconds: float) -> None:
            if self._mine(core):
                await sleep_async(core, seconds)
            else:
                await async_pause(core, changed, seconds)

        def now_of(core: Core[Any]) -> float:
            return self.now() if self._mine(core) else now(core)

        def context_of(core: Core[Any], ends: float | None = None) -> Context:
            if self._mine(core):
                return Context(core.base_url, core.options, self._clock, ends)
            return context(core, ends)

        stack = ExitStack()
        for owner, name, value in (
            (SyncCore, "sleep", sleep),
            (AsyncCore, "sleep", sleep_async),
            (SyncCore, "pause", pause),
            (AsyncCore, "pause", pause_async),
            (Core, "now", now_of),
            (Core, "context", context_of),
        ):
            stack.enter_context(patch.object(owner, name, value))
        return stack

    def _mine(self, core: Core[Any]) -> bool:
        return core.base_url == self._base_url
