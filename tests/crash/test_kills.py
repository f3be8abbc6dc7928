"""Killed, frozen and terminated at random, over and over: `make crash KILLS=1000`."""

from __future__ import annotations

import signal
import time
from typing import Any

from tests.crash.names import names
from tests.crash.room import Room
from tests.crash.trees import Program

COUNT = 24  # markers at a time
LONGEST = 0.35  # seconds that a program has before something happens to it
SHORT, HOUR = 0.05, 3600.0  # seconds that a job runs


def misfortune(room: Room, programs: list[Program]) -> None:
    """After a moment something happens to one of the programs, or to all."""
    time.sleep(room.chance.random() * LONGEST)
    victims = programs if room.chance.random() < 0.3 else [room.chance.choice(programs)]
    lot = room.chance.random()
    for victim in victims:
        if lot < 0.1:
            victim.signal(signal.SIGSTOP)
            time.sleep(room.chance.random() * 0.2)
            victim.signal(signal.SIGCONT)
        elif lot < 0.25:
            room.kill(victim, signal.SIGTERM)
        else:
            room.kill(victim)


def test_killed_over_and_over(room: Room, driver: str, kills: int) -> None:
    """A quarter of the kills is for each driver. Two programs at a time do the same, so each has a rival."""
    wanted = -(-kills // 4)
    rounds = 0
    all_markers: list[str] = []
    last: list[Program] = []
    while room.kills < wanted:
        rounds += 1
        markers = names(COUNT, f"r{rounds}-")
        all_markers += markers
        last.append(one_round(room, driver, markers, f"round{rounds}"))
    room.settle(all_markers, last)
    unknown = sum(event["error"] is not None for program in last for event in program.outcomes)
    print(
        f"{driver}: {room.kills} kills, {rounds} rounds, {room.books.paid} paid, 0 doubled, {unknown} unknown"
    )


def one_round(room: Room, driver: str, markers: list[str], name: str) -> Program:
    """The same requests over and over, under a name of their own or known by their inputs; the last program."""
    order: dict[str, object] = {"key": name}
    weather: dict[str, Any] = {
        "refuse": room.chance.choice([0.0, 0.2]),
        "lose": room.chance.choice([0.0, 0.05]),
        "before": (0.0, 0.03),
        "after": (0.0, 0.03),
    }
    # Without a name the requests are new ones after a run that came to its end: none does, as long as others begin.
    named = room.chance.random() < 0.5
    room.weather(**weather, run_time=SHORT if named else HOUR)
    if named:
        order["settings"] = {"batch_id": name}
    programs: list[Program] = []
    for _ in range(room.chance.randrange(2, 7)):
        while sum(one.running for one in programs) < 2 and not any(one.code() == 0 for one in programs):
            programs.append(room.start(driver, markers, **order))
        misfortune(room, programs)
    room.weather(**weather, run_time=SHORT)
    for program in programs:
        program.wait()
    done = next((one for one in programs if one.code() == 0), None)
    if done is None:
        done = room.start(driver, markers, **order)
        assert done.wait() == 0
    return done
