"""How long to wait before the same request is made again: the one place that reads and bounds a `Retry-After`."""

from __future__ import annotations

import contextlib
import random
import re
import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from .._plain.log import logger
from .._plain.steady import steady

if TYPE_CHECKING:
    from asyncio import Event
    from collections.abc import Awaitable, Callable, Mapping
    from threading import Condition

FIRST = 0.5  # seconds
LONGEST = 30.0
_LONGEST_ASKED = 60.0  # the most that anything waits because a Retry-After asks for it
_BELIEVED = 86400.0  # the most that a Retry-After is reported

_SECONDS = r"[0-9]{1,300}(?:\.[0-9]{1,300})?"


def _wait(changed: Condition, seconds: float) -> None:
    changed.wait(seconds)


async def _sleep_async(seconds: float) -> None:
    import asyncio

    await asyncio.sleep(seconds)


async def _wait_async(changed: Event, seconds: float) -> None:
    import asyncio

    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await changed.wait()


class Clock(NamedTuple):
    """Where time and chance come from, and what lets time pass; the tests have their own.

    `now` is monotonic and in seconds, `chance` lies between 0 and 1. `wait` waits for a change, but only for some
    seconds.
    """

    now: Callable[[], float] = steady
    chance: Callable[[], float] = random.random
    sleep: Callable[[float], object] = time.sleep
    wait: Callable[[Condition, float], object] = _wait
    sleep_async: Callable[[float], Awaitable[object]] = _sleep_async
    wait_async: Callable[[Event, float], Awaitable[object]] = _wait_async


def retry_after(headers: Mapping[str, str], wall: Callable[[], float] = time.time) -> float | None:
    """Return the wait in seconds that a `Retry-After` asks for, as a number or a date, or None; a day at most."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if re.fullmatch(_SECONDS, text):
        seconds = float(text)
    else:
        try:
            moment = parsedate_to_datetime(text)
            # Every date of HTTP is one of Greenwich, also in the old form that does not say so.
            seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - wall()
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
    return min(max(seconds, 0.0), _BELIEVED)


def backoff(attempt: int, asked: float | None, chance: Callable[[], float]) -> float:
    """Return the seconds after try number `attempt` (from 0): doubling, or a little over what a server asks for.

    A server may ask for a minute at most: no one of them silences a program for a day.
    """
    pause = min(FIRST * 2.0 ** min(attempt, 16), LONGEST) * (0.5 + chance() / 2)
    return bounded(asked) + pause / 10 if asked else pause


def bounded(asked: float) -> float:
    """Return the wait that a server asks for, or the longest that it gets."""
    return min(asked, _LONGEST_ASKED)


def log_wait(what: str, asked: float | None, pause: float) -> None:
    """Say in the log that something waits, where that is because a server asks for it."""
    if asked:
        logger.info("%s: the server asks for a wait of %g s; it is tried again in %.1f s", what, asked, pause)
