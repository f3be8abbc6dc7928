"""Which misfortune meets which request: drawn from the seed and the request's number, not from the clock."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._faults import Fault, Faults

__all__ = ["Dice", "roll"]


def roll(*facts: object) -> float:
    """Return a number from 0 up to 1 that is always the same for the same facts."""
    digest = hashlib.sha256("\0".join(map(str, facts)).encode("utf-8", "backslashreplace")).digest()
    return int.from_bytes(digest[:7], "big") / 2**56


class Dice:
    """Counts the requests of each route, so that the n-th one always meets the same."""

    def __init__(self, faults: Faults, seed: int) -> None:
        self.faults = faults
        self._seed = seed
        self._seen: Counter[int] = Counter()
        self._played: Counter[int] = Counter()
        self._delays: Counter[str] = Counter()
        self._jobs = 0
        self._recent: dict[str, deque[float]] = {}

    def too_soon(self, owner: str, now: float) -> float | None:
        """Return the seconds until this owner's next request is welcome, where the limit is reached; else count it."""
        most, window = self.faults.rate_limit, self.faults.rate_window
        if most is None:
            return None
        recent = self._recent.setdefault(owner, deque(maxlen=most))
        if len(recent) == most and now < recent[0] + window:
            return recent[0] + window - now
        recent.append(now)
        return None

    def delay(self, route: str) -> float:
        """Return the seconds by which this answer is held back."""
        faults = self.faults
        if not faults.jitter:
            return faults.latency
        self._delays[route] += 1
        return faults.latency + faults.jitter * roll(self._seed, "delay", route, self._delays[route])

    def fails(self) -> bool:
        """Return whether the job that comes now will fail."""
        self._jobs += 1
        return bool(self.faults.fail_rate) and roll(self._seed, "job", self._jobs) < self.faults.fail_rate

    def fault(self, route: str, model: str | None) -> Fault | None:
        """Return the first fault in the list that meets this request."""
        for index, fault in enumerate(self.faults.play):
            if not fault.meets(route, model):
                continue
            self._seen[index] += 1
            seen = self._seen[index]
            if seen <= fault.skip or (fault.times is not None and self._played[index] >= fault.times):
                continue
            if roll(self._seed, "fault", index, seen) < fault.rate:
                self._played[index] += 1
                return fault
        return None
