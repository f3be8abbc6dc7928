"""When to look at a job of which is known how long others of its kind took. Pure arithmetic: no clock, no IO.

A look costs a request, and every second between the end of a job and the look that sees it is somebody's waiting. The
known run times are smoothed into a distribution, with a little doubt mixed in: the next one may be like none of them.
The looks are placed so that mean lateness plus a price for each look is least. The price is such that there are no more
of them than without any knowledge, and none that hardly brings anything.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ENOUGH", "Plain", "Schedule", "make_schedule"]

ENOUGH = 5  # known run times, before which there is no schedule

_GROWTH = 1.5  # from one pause to the next, without knowledge
_LATEST = 4  # times the longest pause without knowledge: no end is seen later than that,
_SURE = 8  # and only by as much later as doubt is below one in so many
_CHEAPEST = 0.03  # of the first pause: what one look more must save at least
_GOOD = 0.25  # of the first pause: a mean lateness that needs no further looks,
_SLIGHT = 0.1  # or of the median run time, where that is less
_SMOOTH = 1.2  # times the distance to the known run time that is a quarter of them away
_SHORT = 0.2  # of the first pause: jobs that are over so soon are looked at without a schedule
_FEWEST, _EACH = 60, 4  # places to choose from: at least so many, and so many for each look
_MANY = 40  # looks, from which on their places are not chosen one by one
_DOUBTS = 12  # steps of the distribution of those that are like no other


class Plain(NamedTuple):
    """The looks without knowledge: one at once, then after pauses that grow. In seconds."""

    first: float
    longest: float

    def grown(self, pause: float) -> float:
        """Return the pause after this one."""
        return min(pause * _GROWTH, self.longest)

    def after(self, moment: float) -> float:
        """Return the moment of the next look, counted from the first."""
        at, pause = 0.0, self.first
        while at <= moment:
            if pause >= self.longest:
                looks = math.floor((moment - at) / pause) + 1
                found = at + looks * pause
                # Rounded, it may be the very moment that it is to follow.
                return found if found > moment else at + (looks + 1) * pause
            at, pause = at + pause, self.grown(pause)
        return at

    def looks(self, times: Sequence[float]) -> float:
        """Return the mean number of looks for jobs that take so long."""
        return sum(map(self._looks_at, times)) / len(times)

    def _looks_at(self, time: float) -> int:
        looks, at, pause = 1, 0.0, self.first
        while at < time:
            looks += 1
            if pause >= self.longest:
                return looks + max(0, math.ceil((time - at) / pause) - 1)
            at, pause = at + pause, self.grown(pause)
        return looks


class Schedule(NamedTuple):
    """Moments after the start of a job; beyond them it is looked at as without knowledge."""

    moments: tuple[float, ...]
    plain: Plain

    def after(self, moment: float) -> float:
        """Return the moment of the next look."""
        place = bisect_right(self.moments, moment)
        return self.moments[place] if place < len(self.moments) else self.plain.after(moment)


def make_schedule(times: Sequence[float], plain: Plain, doubt: float) -> Schedule | None:
    """Return the looks for a job of whose kind these run times are known, or None where that says too little.

    `doubt` is the probability that its own is like none of them.
    """
    known = sorted(times)
    if len(known) < ENOUGH or known[len(known) // 2] < _SHORT * plain.first:
        return None
    curve = _Curve(known, doubt, least=0.05 * plain.first)
    most = plain.looks(known)
    good = min(_GOOD * plain.first, _SLIGHT * known[len(known) // 2])
    longest = plain.longest * min(max(1 / (_SURE * doubt), 1.0), _LATEST)
    if most > _MANY:
        moments = _guarded(_spaced(curve, known, most - curve.low / longest, plain), longest)
    else:
        moments = _guarded(_choose(curve, most, plain, good), longest)
        surplus = _mean_looks(moments, known) - most
        if surplus > 0:
            moments = _guarded(_choose(curve, max(most - surplus, 1.0), plain, good), longest)
    return Schedule(tuple(moments), plain)


def _mean_looks(moments: Sequence[float], times: Sequence[float]) -> float:
    return sum(bisect_left(moments, time) + 1 for time in times) / len(times)


class _Curve:
    """The share of jobs that have ended by a moment: straight between `at`, where it is `share`, and its integral."""

    def __init__(self, known: Sequence[float], doubt: float, least: float) -> None:
        steps: list[tuple[float, float]] = []

        def spread(begin: float, end: float, weight: float) -> None:
            steps.extend(((begin, weight / (end - begin)), (end, -weight / (end - begin))))

        reach = max(2, len(known) // 4)
        self.low, self.top = math.inf, 0.0
        for place, time in enumerate(known):
            around = known[max(0, place - reach) : place + reach + 1]
            near = sorted(abs(other - time) for other in around)
            width = max(near[min(reach, len(near) - 1)] * _SMOOTH, 0.01 * time, least)
            self.low, self.top = min(self.low, max(0.0, time - width)), max(self.top, time + width)
            spread(max(0.0, time - width), time + width, (1 - doubt) / len(known))
        # Of the others nothing is known: each order of magnitude is as likely.
        end = 4 * self.top
        begin = min(10 * least, end / 2)
        ratio = (end / begin) ** (1 / _DOUBTS)
        for step in range(_DOUBTS):
            spread(begin * ratio**step, begin * ratio ** (step + 1), doubt / _DOUBTS)
        self.at, self.share, self.integral, self.worth = [0.0], [0.0], [0.0], [0.0]
        density = 0.0
        for moment, change in sorted(steps):
            if moment > self.at[-1]:
                self._extend(moment, density)
            density = max(0.0, density + change)

    def _extend(self, moment: float, density: float) -> None:
        passed = moment - self.at[-1]
        left = 1 - self.share[-1]
        then = max(0.0, left - density * passed)
        # How many looks are worth it in between, but for a factor: the root of the hazard rate, integrated.
        worth = 2 * (math.sqrt(left) - math.sqrt(then)) / math.sqrt(density) if density > 1e-15 else 0.0
        self.integral.append(self.integral[-1] + (self.share[-1] + 1 - then) / 2 * passed)
        self.at.append(moment)
        self.share.append(1 - then)
        self.worth.append(self.worth[-1] + worth)

    def places(self, count: int) -> list[tuple[float, float, float]]:
        """Return so many moments to choose from, each with its share and integral. The first is the start."""
        found, last = [(0.0, 0.0, 0.0)], _between(self.at, self.worth, self.top)
        for number in range(1, count + 1):
            moment = _between(self.worth, self.at, last * number / count)
            if moment > found[-1][0]:
                found.append(self._place(min(moment, self.top)))
        return found

    def _place(self, moment: float) -> tuple[float, float, float]:
        share = _between(self.at, self.share, moment)
        place = min(max(bisect_left(self.at, moment), 1), len(self.at) - 1) - 1
        passed = moment - self.at[place]
        return moment, share, self.integral[place] + (self.share[place] + share) / 2 * passed


def _between(xs: Sequence[float], ys: Sequence[float], x: float) -> float:
    place = min(max(bisect_left(xs, x), 1), len(xs) - 1)
    a, b = xs[place - 1], xs[place]
    return ys[place - 1] + (ys[place] - ys[place - 1]) * ((x - a) / (b - a) if b > a else 1.0)


def _choose(curve: _Curve, most: float, plain: Plain, good: float) -> list[float]:
    """Return the moments that cost least: no more of them on the average than `most`, nor than make lateness `good`."""
    places = curve.places(max(_FEWEST, math.ceil(_EACH * most)))

    def are_too_many(chosen: Sequence[int]) -> bool:
        return _mean_looks_at(places, chosen) > most or _mean_lateness(places, chosen) < good

    low, high = _CHEAPEST * plain.first, 30.0 * plain.first
    chosen = _cheapest(places, low)
    if are_too_many(chosen):
        for _ in range(10):
            price = math.sqrt(low * high)
            low, high = (price, high) if are_too_many(_cheapest(places, price)) else (low, price)
        chosen = _cheapest(places, high)
    return [places[number][0] for number in chosen]


def _mean_looks_at(places: Sequence[tuple[float, float, float]], chosen: Sequence[int]) -> float:
    return 1 + sum(1 - places[number][1] for number in chosen[:-1])


def _mean_lateness(places: Sequence[tuple[float, float, float]], chosen: Sequence[int]) -> float:
    late, (then, share, past) = 0.0, places[0]
    for number in chosen:
        moment, ended, integral = places[number]
        late += integral - past - share * (moment - then)
        then, share, past = moment, ended, integral
    return late


def _cheapest(places: Sequence[tuple[float, float, float]], price: float) -> list[int]:
    """Return which places to look at, where a look costs so many seconds: the shortest way from first to last."""
    cost, back = [0.0] * len(places), [0] * len(places)
    for number in range(1, len(places)):
        moment, _, integral = places[number]
        least, best = math.inf, 0
        for before in range(number):
            then, share, past = places[before]
            found = cost[before] + integral - past - share * (moment - then) + price * (1 - share)
            if found < least:
                least, best = found, before
        cost[number], back[number] = least, best
    chosen, number = list[int](), len(places) - 1
    while number:
        chosen.append(number)
        number = back[number]
    return chosen[::-1]


def _spaced(curve: _Curve, known: Sequence[float], most: float, plain: Plain) -> list[float]:
    """Return the looks for long jobs: evenly from the earliest end that is likely."""
    mean = sum(known) / len(known)
    pause = min(max(plain.longest / 2, (mean - curve.low) / max(most, 1.0)), plain.longest)
    count = math.ceil((curve.top - curve.low) / pause)
    return [curve.low + pause * number for number in range(1, count + 1)]


def _guarded(moments: Sequence[float], longest: float) -> list[float]:
    """Return the same, with further looks where a pause would be longer than it may be."""
    found, last = list[float](), 0.0
    for moment in moments:
        pieces = max(1, math.ceil((moment - last) / longest))
        found += [last + (moment - last) * number / pieces for number in range(1, pieces)]
        found.append(moment)
        last = moment
    return found
