"""Who waits for the next request of a batch is woken where it comes sooner than they know, and else left alone."""

from __future__ import annotations

import random

import pytest

from tests.inside import Scheduler, Waiter


def waiters(scheduler: Scheduler[str]) -> tuple[Waiter[str], Waiter[str], list[str]]:
    """Two that wait, and who of them was woken."""
    woken: list[str] = []
    posts = Waiter(scheduler.take_post, scheduler.post_due, lambda: woken.append("posts"))
    looks = Waiter(scheduler.take_look, scheduler.look_due, lambda: woken.append("looks"))
    return posts, looks, woken


def test_only_what_comes_sooner_wakes() -> None:
    scheduler: Scheduler[str] = Scheduler(None, 1)
    posts, looks, woken = waiters(scheduler)
    scheduler.look("a", 10.0)
    assert looks.take(0.0) == (None, 10.0)
    scheduler.look("later", 11.0)
    looks.notice()
    assert woken == []
    scheduler.look("sooner", 9.0)
    # Once is enough.
    looks.notice()
    looks.notice()
    assert woken == ["looks"]
    assert posts.take(0.0) == (None, None)
    scheduler.submit("b", 5.0)
    posts.notice()
    assert woken == ["looks", "posts"]


def test_nobody_is_woken_who_does_not_wait() -> None:
    scheduler: Scheduler[str] = Scheduler(None, 1)
    posts, looks, woken = waiters(scheduler)
    scheduler.submit("a", 0.0)
    posts.notice()
    assert posts.take(0.0) == ("a", None)
    scheduler.look("b", 0.0)
    looks.notice()
    assert woken == []


def test_a_look_that_waits_for_a_submit_is_woken_when_that_has_left() -> None:
    scheduler: Scheduler[str] = Scheduler(None, 1)
    posts, looks, woken = waiters(scheduler)
    scheduler.submit("a", 0.0)
    scheduler.look("b", 0.0)
    assert looks.take(0.0) == (None, None)
    assert posts.take(0.0) == ("a", None)
    looks.notice()
    assert woken == ["looks"]
    assert looks.take(0.0) == ("b", None)
    # The next submit waits for the first one's answer.
    scheduler.submit("c", 0.0)
    assert posts.take(0.0) == (None, None)
    posts.notice()
    assert woken == ["looks"]
    scheduler.landed()
    posts.notice()
    assert woken == ["looks", "posts"]


@pytest.mark.parametrize("seed", range(200))
def test_whoever_is_not_woken_misses_nothing(seed: int) -> None:
    """Whatever happens to the schedule: what may leave is either known to who waits, or they are woken."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    scheduler: Scheduler[str] = Scheduler(chance.choice([None, 2.0]), 3)
    woken = {"posts": True, "looks": True}
    asks = {"posts": 0.0, "looks": 0.0}
    kinds = {
        "posts": Waiter(scheduler.take_post, scheduler.post_due, lambda: woken.update(posts=True)),
        "looks": Waiter(scheduler.take_look, scheduler.look_due, lambda: woken.update(looks=True)),
    }
    fresh = {"posts": scheduler.take_post, "looks": scheduler.take_look}
    now, flying = 0.0, 0
    for _ in range(200):
        now += chance.choice([0.0, 0.3, 1.0])
        for _ in range(chance.randrange(3)):
            due = now + chance.choice([0.0, 0.0, 1.0, 5.0])
            event = chance.randrange(8)
            if event < 2:
                scheduler.submit("s", due)
            elif event < 4:
                scheduler.look("l", due)
            elif event == 4:
                scheduler.urgent("r")
            elif event == 5 and flying:
                flying -= 1
                scheduler.landed()
                scheduler.accepted()
            elif event == 6:
                scheduler.hush(due)
            elif event == 7:
                chance.choice([scheduler.refused, scheduler.reopen])(due)
        for waiter in kinds.values():
            waiter.notice()
        took = True
        while took:
            took = False
            for name, waiter in kinds.items():
                while woken[name] or asks[name] <= now:
                    item, pause = waiter.take(now)
                    woken[name] = item is not None
                    if item is None:
                        asks[name] = float("inf") if pause is None else now + pause
                        break
                    took = True
                    flying += name == "posts"
                    for other in kinds.values():
                        other.notice()
        assert [fresh[name](now)[0] for name in kinds] == [None, None]
