"""The event loop that the asynchronous client runs on."""

from __future__ import annotations

import asyncio

from ..errors import ConfigError

__all__ = ["running_loop"]


def running_loop() -> asyncio.AbstractEventLoop:
    """Return the loop of asyncio that is running here.

    Raises:
        ConfigError: There is none: this is not a coroutine, or another library runs it.
    """
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        pass
    raise ConfigError(
        "The asynchronous client runs on asyncio, and no asyncio event loop is running here.",
        hint="Under trio use the synchronous client in threads, or run asyncio beside it.",
    )
