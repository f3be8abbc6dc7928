"""When a job is looked at whose model is known: as near to the optimum as fifty run times allow."""

from __future__ import annotations

import itertools
import math
import random
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.client.protocol.look_floor import floor
from tests.inside import Plain, RunTimes, make_schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PLAIN = Plain(1.0, 5.0)
MODEL = "v/m"

SPREADS: dict[str, Callable[[random.Random], float]] = {
    "evenly 1 to 10 s": lambda draw: draw.uniform(1, 10),
    "8 s, give or take 20 %": lambda draw: max(0.5, draw.gauss(8, 1.6)),
    "90 s, give or take 20 %": lambda draw: max(5, draw.gauss(90, 18)),
    "two kinds: 3 s and 40 s": lambda draw: max(
        0.5, draw.gauss(3, 0.5) if draw.random() < 0.5 else draw.gauss(40, 6)
    ),
}


class Seen(NamedTuple):
    """Mean seconds from an end to the look that sees it, and the mean number of looks."""

    late: float
    looks: float


def moments_of(after: Callable[[float], float], longest: float) -> list[float]:
    """The moments of all looks up to one that sees the longest job."""
    moments = [after(-1.0)]
    while moments[-1] < longest:
        moments.append(after(moments[-1]))
    return moments


def seen(after: Callable[[float], float], times: Sequence[float]) -> Seen:
    moments = moments_of(after, max(times))
    places = [bisect_left(moments, time) for time in times]
    late = sum(moments[place] - time for place, time in zip(places, times, strict=True))
    return Seen(late / len(times), sum(places) / len(times) + 1)


@pytest.mark.parametrize("name", SPREADS)
def test_after_fifty_jobs_the_looks_are_near_the_optimum(name: str) -> None:
    spread = SPREADS[name]
    draw = random.Random(7)
    times = [spread(draw) for _ in range(3000)]
    plain = seen(PLAIN.after, times)
    found: list[Seen] = []
    for _ in range(5):
        schedule = make_schedule([spread(draw) for _ in range(50)], PLAIN, 1 / 51)
        assert schedule is not None
        found.append(seen(schedule.after, times))
    late, looks = (sorted(one[part] for one in found)[2] for part in (0, 1))
    assert looks <= plain.looks * 1.1
    assert late <= 0.6 * plain.late
    assert late <= 1.5 * floor(times, looks)


@pytest.mark.parametrize("name", SPREADS)
@pytest.mark.parametrize("change", [0.1, 10.0])
def test_a_model_that_became_faster_or_slower_is_not_seen_later_than_without_knowledge(
    name: str, change: float
) -> None:
    """The first job that contradicts what is known may be; from then on it is forgotten, and learned anew."""
    spread, draw = SPREADS[name], random.Random(3)
    experience = RunTimes(lambda _: None)
    for _ in range(50):
        experience.learn(MODEL, spread(draw))
    late = usual = 0.0
    for _ in range(60):
        took = spread(draw) * change
        schedule = experience.schedule(MODEL, PLAIN)
        now = seen(schedule.after if schedule is not None else PLAIN.after, [took]).late
        assert now <= 4 * PLAIN.longest
        late, usual = late + now, usual + seen(PLAIN.after, [took]).late
        experience.learn(MODEL, took)
    # Where both look evenly only chance tells them apart.
    assert late <= usual * 1.05


def test_what_takes_longer_than_all_that_is_known_is_looked_at_as_without_knowledge() -> None:
    schedule = make_schedule([8.0 + number / 50 for number in range(50)], PLAIN, 0.02)
    assert schedule is not None
    for moment in (20.0, 100.0, 1000.0):
        assert schedule.after(moment) == PLAIN.after(moment)


def test_looks_without_knowledge_grow_apart() -> None:
    found = moments_of(PLAIN.after, 30)
    assert found[:4] == [0.0, 1.0, 2.5, 4.75]
    assert math.isclose(found[-1] - found[-2], 5.0)
    assert PLAIN.after(1e6) - PLAIN.after(1e6 - 1) <= 5.0


@pytest.mark.parametrize("times", [[], [3.0] * 4, [0.01] * 50])
def test_too_little_knowledge_or_jobs_that_are_over_at_once_make_no_schedule(times: list[float]) -> None:
    assert make_schedule(times, PLAIN, 0.1) is None


@pytest.mark.parametrize("seconds", [600.0, 3600.0])
def test_long_jobs_are_seen_sooner_with_fewer_looks_too(seconds: float) -> None:
    draw = random.Random(2)
    times = [seconds * draw.uniform(0.8, 1.2) for _ in range(200)]
    schedule = make_schedule(times[:50], PLAIN, 0.02)
    assert schedule is not None
    learned, plain = seen(schedule.after, times), seen(PLAIN.after, times)
    assert learned.late < 0.6 * plain.late
    assert learned.looks < plain.looks


def test_no_pause_is_longer_than_the_bound() -> None:
    schedule = make_schedule([300.0 + number for number in range(20)], PLAIN, 0.02)
    assert schedule is not None
    moments = [0.0, *moments_of(schedule.after, 400)]
    assert max(late - early for early, late in itertools.pairwise(moments)) <= 20.0 + 1e-9


def test_run_times_that_are_all_alike_need_few_looks() -> None:
    schedule = make_schedule([10.0] * 50, PLAIN, 0.02)
    assert schedule is not None
    assert seen(schedule.after, [10.0] * 5).looks <= 3


def test_what_is_known_fades() -> None:
    """The older it is, the more of the looks are spent on what is not known."""
    now = [0.0]
    counts: list[int] = []
    for age in (0.0, 365 * 86400.0):
        experience = RunTimes(lambda _: None, wall=lambda: now[0])
        now[0] = 1e9
        for _ in range(50):
            experience.learn(MODEL, 30.0)
        now[0] += age
        schedule = experience.schedule(MODEL, PLAIN)
        assert schedule is not None
        counts.append(sum(moment < 25 for moment in schedule.moments))
    assert counts[0] < counts[1]


def test_one_exception_is_no_change() -> None:
    experience = RunTimes(lambda _: None)
    for _ in range(20):
        experience.learn(MODEL, 30.0)
    assert experience.schedule(MODEL, PLAIN) is not None
    experience.learn(MODEL, 15.0)
    assert experience.schedule(MODEL, PLAIN) is None
    for _ in range(4):
        experience.learn(MODEL, 30.0)
    schedule = experience.schedule(MODEL, PLAIN)
    assert schedule is not None
    assert schedule.after(25.0) < 31.0


def test_a_document_tells_of_a_model_that_nobody_has_run() -> None:
    experience = RunTimes({"v/m": 60.0}.get)
    schedule = experience.schedule(MODEL, PLAIN)
    assert schedule is not None
    assert schedule.after(0.0) > 1.0
    assert experience.schedule("v/other", PLAIN) is None


@pytest.mark.parametrize("first", [0.01, 0.02, 0.05, 0.1, 0.3, 0.7, 1.0, 1.1])
def test_every_look_comes_after_the_one_before_however_its_moment_is_rounded(first: float) -> None:
    for longest in (first, 1.7 * first, 5 * first):
        plain, moment = Plain(first, longest), 0.0
        moments = [0.0]
        for _ in range(2000):
            later = plain.after(moment)
            assert later > moment, (first, longest, moment)
            moment = later
            moments.append(moment)
        for time in (0.5 * first, 3.3 * first, 41.7 * first):
            assert plain.looks([time]) == bisect_left(moments, time) + 1


def test_what_is_planned_for_a_job_of_a_year_costs_no_memory() -> None:
    assert Plain(1.0, 5.0).looks([3e7]) == pytest.approx(6e6, rel=0.01)
