"""Batches in bad weather: an outage, a server that will not have us, looks that are never answered, odd answers."""

from __future__ import annotations

import time

import pytest

from tests.crash.books import IN_FLIGHT
from tests.crash.names import names
from tests.crash.room import Room
from tests.crash.server import FORGED
from tests.crash.trees import Program

DENIED = {401: "AuthenticationError", 402: "InsufficientBalanceError"}


def unknown(program: Program) -> int:
    return sum(event["error"] == "SubmissionUnknownError" for event in program.outcomes)


def outage(room: Room, batch: str, count: int, seconds: float, **more: object) -> None:
    room.weather(unavailable=seconds, **more)
    markers = names(count)
    program = room.start(batch, markers)
    assert program.wait() == 0
    assert unknown(program) <= 10
    assert room.books.of("submit", verdict="unavailable")
    room.settle(markers, [program])


def test_a_short_outage(room: Room, batch: str) -> None:
    outage(room, batch, 60, 1.0)


@pytest.mark.parametrize("count", [100, 1000])
def test_an_outage_of_five_seconds(room: Room, batch: str, count: int) -> None:
    outage(room, batch, count, 5.0)


def test_an_outage_of_submits_alone(room: Room, batch: str) -> None:
    """The server's reads go on, so that nothing but another submit shows when it is back."""
    outage(room, batch, 100, 5.0, reads_go_on=True)


@pytest.mark.parametrize("status", DENIED)
def test_a_server_that_will_not_have_us_is_left_alone(room: Room, batch: str, status: int) -> None:
    room.weather(denied=12, denied_status=status)
    markers = names(80)
    program = room.start(batch, markers)
    program.wait()
    said = {event["error"] for event in program.told if event.get("error")}
    assert DENIED[status] in said
    # Those that were on their way with the first one that was denied, and no more.
    assert 12 <= len(room.books.submits) <= 11 + IN_FLIGHT
    assert DENIED[status] in program.stderr or "denied" in program.stderr or program.raised == DENIED[status]
    room.weather()
    again = room.start(batch, markers)
    assert again.wait() == 0
    room.settle(markers, [again])


def test_looks_that_are_never_answered_hold_nobody_up(room: Room, batch: str) -> None:
    def seconds(markers: list[str], **weather: object) -> float:
        room.weather(run_time=0.3, **weather)
        begun = time.monotonic()
        program = room.start(batch, markers)
        assert program.wait() == 0
        return time.monotonic() - begun

    usual = seconds(names(60, "a"))
    with_mutes = seconds(names(60, "b"), mute=20)
    assert room.books.of("mute")
    room.settle([*names(60, "a"), *names(60, "b")], room.programs)
    # A look that is not answered is made again after some seconds; a minute was what it took before.
    assert with_mutes < usual * 3 + 40


def test_one_id_for_two_requests_is_not_believed(room: Room, batch: str) -> None:
    room.weather(twins=5)
    markers = names(10)
    program = room.start(batch, markers)
    program.wait()
    books = room.books
    assert books.paid == 10
    assert not books.doubled()
    good = [event["id"] for event in program.outcomes if event["error"] is None]
    assert len(good) == len(set(good))
    assert unknown(program) >= 1
    assert len(program.outcomes) == 10


def test_surplus_bytes_are_no_answer_to_the_next_request(room: Room, batch: str) -> None:
    room.weather(surplus=2, run_time=0.01)
    markers = names(40)
    program = room.start(batch, markers, settings={"max_in_flight": 4})
    assert program.wait() == 0
    assert room.books.of("surplus")
    assert FORGED not in {event["id"] for event in program.outcomes}
    room.settle(markers, [program])
    assert not unknown(program)
    assert "bytes" in program.stderr


def test_lost_answers_are_told_and_not_sent_again(room: Room, driver: str) -> None:
    room.weather(lose=0.3)
    markers = names(20)
    programs = [room.start(driver, markers) for _ in range(2)]
    for program in programs:
        assert program.wait() == 0
    again = room.start(driver, markers)
    assert again.wait() == 0
    lost = {event["marker"] for event in room.books.of("lost")}
    assert lost
    for program in [*programs, again]:
        room.settle(markers, [program])
        assert {event["marker"] for event in program.outcomes if event["error"]} == lost


@pytest.mark.parametrize("when", ["first", "tenth"])
def test_a_day_of_retry_after_is_a_minute(room: Room, batch: str, when: str) -> None:
    """In real time, as nobody patches a clock in somebody else's program."""
    if when == "first":
        room.weather(refuse_first=1, retry_after="86400")
    else:
        room.weather(refuse_each=10, retry_after="86400")
    markers = names(20)
    program = room.start(batch, markers)
    assert program.wait(400) == 0
    room.settle(markers, [program])
    assert "86400" in program.stderr or "retry" in program.stderr.lower()
