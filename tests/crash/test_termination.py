"""SIGTERM, as containers and Slurm send it: what is on its way is waited for, and nothing becomes unknown."""

from __future__ import annotations

import signal
import time

from tests.crash.names import names
from tests.crash.room import Room


def test_terminated_while_answers_are_on_their_way(room: Room, batch: str) -> None:
    terminated(room, batch, signal.SIGTERM, 143)


def test_interrupted_while_answers_are_on_their_way(room: Room, batch: str) -> None:
    terminated(room, batch, signal.SIGINT, None)


def terminated(room: Room, batch: str, number: int, code: int | None) -> None:
    room.weather(after=(1.0, 1.0), run_time=60)
    markers = names(60)
    program = room.start(batch, markers)
    room.until(lambda books: books.paid >= 4)
    program.signal(number)
    moment = time.monotonic()
    ended = program.wait(60)
    assert time.monotonic() - moment < 30
    assert ended == code if code is not None else ended != 0
    books = room.books
    assert not [event for event in books.submits if event["at"] > moment + 1.0]
    assert books.paid < len(markers)
    assert len(books.of("answered")) == books.paid
    ids = [one for ids in books.accepted.values() for one in ids]
    assert any(one in program.stderr for one in ids), "it does not tell what goes on"
    room.weather()
    again = room.start(batch, markers)
    assert again.wait() == 0
    room.settle(markers, [again])  # without a kill: nothing is unknown
    assert not any(event["error"] for event in again.outcomes)


def test_terminated_twice_ends_at_once(room: Room, batch: str) -> None:
    room.weather(after=(600.0, 600.0), run_time=600)
    program = room.start(batch, names(20))
    room.until(lambda books: books.paid == 2)
    # The second one comes a second later; on a machine that is too busy to tell them apart, so does a third.
    ends = time.monotonic() + 300
    while program.running and time.monotonic() < ends:
        program.signal(signal.SIGTERM)
        time.sleep(1.0)
    assert program.wait() != 0
