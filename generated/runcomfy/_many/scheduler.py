"""Which of many jobs may send its next request, and when: one schedule for all, decided without any IO.

Requests leave evenly, under one cap for all of them. The result of a job that has ended goes first, then what is to be
submitted, then looks at waiting jobs in the order in which they became due: the more jobs wait, the rarer the looks at
each. When the server has had too much, all submits wait together, and then begin again one at a time.

Submits and looks are taken by different workers, so that a look that hangs holds no submit up, nor the other way round.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Scheduler", "Waiter"]

T = TypeVar("T")

_AT_ONCE = float("-inf")
_NEVER = float("inf")


class Scheduler(Generic[T]):
    """What is to be done when. Not for several threads at once. Times are seconds on one clock."""

    def __init__(self, rate: float | None, width: int, begin: int | None = None) -> None:
        """Begin empty; `rate` is the most requests a second, or None; `width` the most submits on their way at once.

        `begin` is how many may be on their way before the first ones are accepted, where that is fewer.
        """
        self._gap = 0.0 if rate is None else 1.0 / rate
        self._widest = width
        self._width = width if begin is None else min(begin, width)
        self._flying = 0
        self._next = self._hold = self._quiet = _AT_ONCE
        self._posts: list[tuple[float, int, T]] = []
        self._looks: list[tuple[float, int, T]] = []
        self._count = 0

    @property
    def width(self) -> int:
        """How many submits may be on their way at once, for now."""
        return self._width

    def submit(self, item: T, due: float) -> None:
        """Add something that begins or repeats a submit, from that moment on."""
        self._put(self._posts, item, due)

    def look(self, item: T, due: float) -> None:
        """Add something that looks at its job, from that moment on."""
        self._put(self._looks, item, due)

    def urgent(self, item: T) -> None:
        """Add something whose next request lets go of a place."""
        self._put(self._looks, item, _AT_ONCE)

    def _put(self, heap: list[tuple[float, int, T]], item: T, due: float) -> None:
        self._count += 1
        heapq.heappush(heap, (due, self._count, item))

    def post_due(self) -> float | None:
        """Return from when on something may submit; None where something else has to happen first."""
        return self._paced(self._post_due())

    def look_due(self) -> float | None:
        """Return the same for looks, were there no submit."""
        return self._paced(self._look_due())

    def _paced(self, due: float | None) -> float | None:
        return None if due is None else max(due, self._next)

    def take_post(self, now: float) -> tuple[T | None, float | None]:
        """Return what may submit now; else None, and in how many seconds to ask again.

        None for the seconds means: when something else has happened.
        """
        return self._take(self._posts, self._post_due(), now, post=True)

    def take_look(self, now: float) -> tuple[T | None, float | None]:
        """Return the same for looks. One that is due waits for a submit that is due as well."""
        due, post = self._look_due(), self._post_due()
        urgent = due is not None and self._looks[0][0] == _AT_ONCE
        if post is not None and post <= now and not urgent:
            return None, None
        return self._take(self._looks, due, now, post=False)

    def _post_due(self) -> float | None:
        if not self._posts or self._flying >= self._width:
            return None
        due = max(self._posts[0][0], self._hold)
        return None if due == _NEVER else due

    def _look_due(self) -> float | None:
        return max(self._looks[0][0], self._quiet) if self._looks else None

    def _take(
        self, heap: list[tuple[float, int, T]], due: float | None, now: float, *, post: bool
    ) -> tuple[T | None, float | None]:
        if due is None:
            return None, None
        moment = max(due, self._next)
        if moment > now:
            return None, moment - now
        self._next = max(self._next, now - self._gap) + self._gap
        self._flying += post
        return heapq.heappop(heap)[2], None

    def landed(self) -> None:
        """Note that a submit that was taken has its answer."""
        self._flying -= 1

    def accepted(self) -> None:
        """Let a little more be on its way: the server has taken one."""
        self._width = min(self._width + 1, self._widest)

    def refused(self, until: float) -> None:
        """Let no submit leave before that moment, and then one at a time: the server is overloaded or gone."""
        self._hold = max(self._hold, until)
        self._width = 1

    def close(self) -> None:
        """Let no submit leave until `reopen`."""
        self.refused(_NEVER)

    def reopen(self, now: float) -> None:
        """Let submits leave again, one at a time."""
        self._hold = now

    def held_back(self) -> list[T]:
        """Take out the submits that wait for `reopen`."""
        if self._hold != _NEVER:
            return []
        held = [item for _, _, item in self._posts]
        self._posts.clear()
        return held

    def hush(self, until: float) -> None:
        """Let no look leave before that moment either."""
        self._quiet = max(self._quiet, until)

    def clear(self) -> list[T]:
        """Take everything out."""
        left = [item for _, _, item in (*self._posts, *self._looks)]
        self._posts.clear()
        self._looks.clear()
        return left


class Waiter(Generic[T]):
    """Whoever waits for the next submit, or for the next look. They are woken only where that comes sooner.

    A batch changes with every step of every job, and hardly ever in a way that matters to who waits: to wake them each
    time costs more than all the rest of a step. Not for several threads at once.
    """

    def __init__(
        self,
        take: Callable[[float], tuple[T | None, float | None]],
        due: Callable[[], float | None],
        wake: Callable[[], object],
    ) -> None:
        """
        Args:
            take: Returns what may leave at a moment; else None, and in how many seconds to ask again.
            due: Returns when that will be, as far as it is known.
            wake: Wakes whoever waits.
        """
        self._take = take
        self._due = due
        self._wake = wake
        self._until = _AT_ONCE

    def take(self, now: float) -> tuple[T | None, float | None]:
        """Take the next; where there is none, whoever asks waits for so many seconds, or until they are woken."""
        item, pause = self._take(now)
        self._until = _AT_ONCE if item is not None else _NEVER if pause is None else now + pause
        return item, pause

    def notice(self) -> None:
        """Wake whoever waits, where something is due before they would ask by themselves."""
        due = self._due()
        if due is not None and due < self._until:
            self._until = due
            self._wake()
