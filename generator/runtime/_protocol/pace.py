"""When one job is looked at next: by what is known of its model, of its place in the queue, or of nothing."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, cast

from .._states import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._states import JobUpdate
    from .schedule import Plain, Schedule

__all__ = ["Pace"]

_LATEST = 4  # times the longest pause: more is not waited in a queue
_LEAST = 0.02  # seconds between two looks


class Pace:
    """The looks at one job. Moments are those of the caller's clock, in seconds."""

    def __init__(
        self,
        plain: Plain,
        *,
        submitted: float | None = None,
        schedule: Callable[[], Schedule | None] | None = None,
        learn: Callable[[float, float], object] | None = None,
        begin: float = 0.0,
        at_once: bool = True,
    ) -> None:
        """
        Args:
            plain: The looks without knowledge.
            submitted: The moment at which the server had taken the job; None where that was not seen.
            schedule: What gives the schedule by what is known at that moment, or None where that is too little.
            learn: What is told how long the job ran, and how unsure that is.
            begin: Seconds before the first look without knowledge.
            at_once: Whether the first look does not wait for the schedule: somebody wants to see how the job does.
        """
        self.delay: float = plain.first
        """The present pause without knowledge."""
        self.learn = learn
        self._plain = plain
        self._submitted = submitted
        self._schedule = schedule
        self._begin = begin
        self._at_once = at_once
        self._looked: float | None = None
        self._queued: float | None = None
        self._started: float | None = None
        self._position: tuple[float, int] | None = None

    def first(self, now: float) -> float:
        """Return the seconds before the first look."""
        schedule = self._learned()
        if schedule is None or self._submitted is None or self._at_once:
            return self._begin
        return max(0.0, schedule.moments[0] - (now - self._submitted))

    def next(self, update: JobUpdate, now: float) -> float:
        """Return the seconds before the look after one that has shown this; the job has not ended."""
        pause, self.delay = self.delay, self._plain.grown(self.delay)
        self._looked = now
        schedule = self._learned()
        if state_of(update.raw_status) == "in_queue":
            self._queued, self._started = now, None
            return pause if schedule is None else self._in_queue(update.queue_position, now, pause)
        if self._started is None:
            # It started between two looks.
            self._started = self._submitted if self._queued is None else (self._queued + now) / 2
        if schedule is None or self._started is None:
            return pause
        elapsed = now - self._started
        return max(schedule.after(elapsed) - elapsed, _LEAST)

    def _learned(self) -> Schedule | None:
        return self._schedule() if self._schedule is not None else None

    def _in_queue(self, position: int | None, now: float, pause: float) -> float:
        """Return half of the time for which it will stay there, if those before it go on leaving as fast as they do."""
        if position is None or position < 1:
            return pause
        if self._position is None:
            self._position = (now, position)
        begun, at_first = self._position
        if position >= at_first:
            return pause
        left = position * (now - begun) / (at_first - position)
        return min(max(left / 2, pause), _LATEST * self._plain.longest)

    def took(self, document: Mapping[str, object], now: float) -> tuple[float, float] | None:
        """Return how long it ran, queue apart, where its end is seen now, and how unsure that is.

        None where it is not known well enough.
        """
        if self._submitted is None:
            return None
        since = self._submitted if self._looked is None else self._looked
        whole = _seconds(document)
        if whole is None:
            ended, unsure = (since + now) / 2, now - since
        else:
            ended, unsure = min(max(self._submitted + whole, since), now), 0.0
        started = self._started
        if started is None:
            started = self._submitted if self._queued is None else self._queued
        ran = max(0.0, ended - started)
        return (ran, unsure) if unsure <= max(self._plain.longest, ran / 2) else None


def _seconds(document: Mapping[str, object]) -> float | None:
    """Return the seconds from the making of a job to its end, by the server's own clock."""
    made, ended = _moment(document.get("created_at")), _moment(document.get("finished_at"))
    if made is None or ended is None or not math.isfinite(ended - made) or ended < made:
        return None
    return ended - made


def _moment(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    try:
        return datetime.fromisoformat(cast("str", value)).timestamp()
    except (TypeError, ValueError, OverflowError, OSError):
        return None
