"""How long the jobs of each model took: what the looks at the next ones are planned by.

It is kept for as long as the client, and beside the journal where there is one. What is asked of it is answered from
memory.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .._plain.locks import make_lock
from .._protocol.schedule import ENOUGH, make_schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .._protocol.schedule import Plain, Schedule

__all__ = ["KEPT", "RunTimes"]

KEPT = 64  # run times of each model: the latest
_FADING = 30 * 86400.0  # seconds in which what is known counts for half
_WORSE = 0.5  # of the longest pause: seconds by which a schedule may fall behind the looks without knowledge
_TRIAL = 4  # jobs that are then looked at without it; where it would have done better, it is believed again
_TYPICAL = (0.55, 0.8, 1.0, 1.3, 1.9)  # of a typical time: where the run times of an unknown model lie
_GOLDEN = 0.618034
_ANEW = 256  # further run times, after which there is a new schedule at the latest


@dataclass(eq=False, repr=False)
class _Known:
    """What is known of one model."""

    times: list[float] = field(default_factory=list[float])
    at: float = 0.0
    behind: float = 0.0
    recent: list[float] = field(default_factory=list[float])
    trial: list[bool] | None = None
    unsaved: list[float] = field(default_factory=list[float])
    recalled: bool = False
    schedule: Schedule | None = None
    planned: tuple[int, Plain] | None = None
    count: int = 0


class RunTimes:
    """The run times of models. Safe under threads."""

    def __init__(self, typical: Callable[[str], float | None], wall: Callable[[], float] = time.time) -> None:
        """Begin empty; `typical` returns what a model's document says of its run time in seconds, or None."""
        self._typical = typical
        self._wall = wall
        self._lock = make_lock()
        self._models: dict[str, _Known] = {}

    def learn(self, model_id: str, seconds: float, unsure: float = 0.0) -> None:
        """Take in how many seconds a job of the model ran, give or take half of `unsure`.

        Several that are unsure are spread evenly: all in the middle would look like one that is known exactly.
        """
        with self._lock:
            known = self._known_of(model_id)
            seconds += unsure * (known.count * _GOLDEN % 1 - 0.5)
            known.unsaved.append(seconds)
            known.at = self._wall()
            known.count += 1
            known.times = [*known.times, seconds][-KEPT:]
            if known.schedule is not None:
                self._judge_schedule(known, known.schedule, seconds)

    @staticmethod
    def _judge_schedule(known: _Known, schedule: Schedule, seconds: float) -> None:
        """Check that the schedule still does better than none: a model may have become faster or slower."""
        plain = schedule.plain
        gain = plain.after(seconds) - schedule.after(seconds)
        if known.trial is None:
            known.behind -= gain
            known.recent.append(seconds)
            if known.behind <= 0:
                known.behind, known.recent = 0.0, []
            elif known.behind > _WORSE * plain.longest:
                known.trial = []
            return
        known.trial.append(gain >= 0)
        known.recent.append(seconds)
        if len(known.trial) < _TRIAL:
            return
        if 2 * sum(known.trial) <= _TRIAL:
            # It is not what it was. Else what stood out was an exception.
            known.times = known.recent[-KEPT:]
        known.behind, known.recent, known.trial = 0.0, [], None
        known.schedule = known.planned = None

    def schedule(self, model_id: str, plain: Plain) -> Schedule | None:
        """Return the looks at a job of the model, by what is known now; None where that is too little or in doubt."""
        with self._lock:
            known = self._known_of(model_id)
            if known.trial is not None:
                return None
            times = known.times if len(known.times) >= ENOUGH else self._guess(model_id, known.times)
            if len(times) < ENOUGH:
                return None
            if known.planned is None or known.planned[1] != plain or self._is_old(known):
                age = max(0.0, self._wall() - known.at) if known.at else 0.0
                worth = len(times) * 0.5 ** (age / _FADING)
                known.schedule = make_schedule(times, plain, 1 / (worth + 1))
                known.planned = (known.count, plain)
            return known.schedule

    @staticmethod
    def _is_old(known: _Known) -> bool:
        before = known.planned[0] if known.planned is not None else 0
        return known.count - before >= min(_ANEW, max(1, before // 4))

    def _guess(self, model_id: str, times: Sequence[float]) -> list[float]:
        typical = self._typical(model_id)
        return [*times, *(typical * share for share in _TYPICAL)] if typical else list(times)

    def _known_of(self, model_id: str) -> _Known:
        return self._models.setdefault(model_id, _Known())

    # What is kept beside the journal.

    def needs(self, model_id: str) -> bool:
        """Return whether nobody has asked the journal yet; the caller does now."""
        with self._lock:
            known = self._known_of(model_id)
            first, known.recalled = not known.recalled, True
            return first

    def recall(self, model_id: str, times: Sequence[float], at: float) -> None:
        """Take in the run times that the journal knows, the last of them from that moment."""
        with self._lock:
            known = self._known_of(model_id)
            known.times = [*times, *known.times][-KEPT:]
            known.at, known.planned = max(known.at, at), None

    def unsaved(self, model_id: str, least: int = 1) -> list[float]:
        """Return what the journal does not know yet, where it is so many; from now on it counts as known."""
        with self._lock:
            known = self._known_of(model_id)
            if len(known.unsaved) < least:
                return []
            found, known.unsaved = known.unsaved, []
            return found

    def models(self) -> list[str]:
        """Return the models of which something is known."""
        with self._lock:
            return list(self._models)
