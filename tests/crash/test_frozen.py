"""A program that is frozen (a container paused, a laptop closed) and given up is back later, and pays for nothing."""

from __future__ import annotations

import signal
import time

from tests.crash.names import names
from tests.crash.room import Room

# The claims of these programs run out within a second or two instead of minutes.
SHORT = {"runcomfy._books.submission:_LEASE": 1.5, "runcomfy._books.submission:_MARGIN": 0.5}

# A single request waits out a refusal only if it is told to.
PATIENT = {"resubmit_on_429": True}


def waits(room: Room) -> None:
    """Until all four requests were refused, and it stands in the journal that they wait."""
    room.until(lambda books: len(books.of("submit", verdict="refused")) == 4)
    room.until(lambda _: "intent" not in room.states())


def test_frozen_while_it_waits_out_a_refusal(room: Room, driver: str) -> None:
    markers = names(4)
    room.weather(refuse_first=4, retry_after="2")
    frozen = room.start(driver, markers, patch=SHORT, options=PATIENT)
    waits(room)
    frozen.signal(signal.SIGSTOP)
    taker = room.start(driver, markers, patch=SHORT)
    assert taker.wait() == 0
    frozen.signal(signal.SIGCONT)
    assert frozen.wait() == 0
    room.settle(markers, [taker])
    room.settle(markers, [frozen])


def test_frozen_while_its_answer_is_on_the_way(room: Room, driver: str) -> None:
    markers = names(4)
    room.weather(after=(1.0, 1.0))
    frozen = room.start(driver, markers, patch=SHORT)
    room.until(lambda books: books.paid == 4)
    frozen.signal(signal.SIGSTOP)
    taker = room.start(driver, markers, patch=SHORT)
    assert taker.wait() == 0
    frozen.signal(signal.SIGCONT)
    assert frozen.wait() == 0
    # The one that was frozen has the answers; the other may have found that nobody can say.
    room.settle(markers, [frozen])
    room.settle(markers, [frozen, taker])


def test_killed_while_it_waits_out_a_refusal(room: Room, driver: str) -> None:
    markers = names(4)
    room.weather(refuse_first=4, retry_after="2")
    killed = room.start(driver, markers, options=PATIENT)
    waits(room)
    room.kill(killed)
    # Its owner is certainly gone: nobody waits for its lease.
    begun = time.monotonic()
    heir = room.start(driver, markers)
    assert heir.wait() == 0
    assert time.monotonic() - begun < 30
    assert room.books.paid >= len(markers) - 1
    room.settle(markers, [heir])
