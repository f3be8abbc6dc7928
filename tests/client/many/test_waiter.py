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


def happen(chance: random.Random, scheduler: Scheduler[str], now: float, flying: int) -> int:
    """Let something happen to the schedule; return how many submits are on their way afterwards."""
    due = now + chance.choice([0.0, 0.0, 1.0, 5.0])
    event = chance.randrange(8)
    if event == 5 and flying:
        scheduler.landed()
        scheduler.accepted()
        return flying - 1
    if event == 7:
        chance.choice([scheduler.refused, scheduler.reopen])(due)
    elif event == 6:
        scheduler.hush(due)
    elif event == 4:
        scheduler.urgent("result")
    else:
        chance.choice([scheduler.submit, scheduler.look])("job", due)
    return flying


@pytest.mark.parametrize("seed", range(200))
def test_whoever_is_not_woken_misses_nothing(seed: int) -> None:
    """Whatever happens to the schedule: what may leave is either known to who waits, or they are woken."""
    chance = random.Random(seed)
    scheduler: Scheduler[str] = Scheduler(chance.choice([None, 2.0]), 3)
    asks = {"posts": 0.0, "looks": 0.0}
    waiters = {
        "posts": Waiter(scheduler.take_post, scheduler.post_due, lambda: asks.update(posts=0.0)),
        "looks": Waiter(scheduler.take_look, scheduler.look_due, lambda: asks.update(looks=0.0)),
    }
    now, flying = 0.0, 0
    for _ in range(200):
        now += chance.choice([0.0, 0.3, 1.0])
        for _ in range(chance.randrange(3)):
            flying = happen(chance, scheduler, now, flying)
        for waiter in waiters.values():
            waiter.notice()
        while ready := [name for name in waiters if asks[name] <= now]:
            item, pause = waiters[ready[0]].take(now)
            if item is None:
                asks[ready[0]] = float("inf") if pause is None else now + pause
                continue
            flying += ready[0] == "posts"
            for waiter in waiters.values():
                waiter.notice()
        assert (scheduler.take_post(now)[0], scheduler.take_look(now)[0]) == (None, None)
