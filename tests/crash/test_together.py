"""The same requests in several processes at once: whoever is first pays, and the others get that job."""

from __future__ import annotations

import time

from tests.crash.room import Room


def names(count: int) -> list[str]:
    return [f"m{number}" for number in range(count)]


def test_three_at_once_while_some_are_refused(room: Room, driver: str) -> None:
    room.weather(refuse=0.1)
    markers = names(60)
    programs = room.together(driver, [markers] * 3)
    for program in programs:
        assert program.wait() == 0
    assert room.books.of("submit", verdict="refused")
    room.settle(markers, programs)
    for program in programs:
        room.settle(markers, [program])


def test_two_at_once_while_the_server_is_down(room: Room, driver: str) -> None:
    room.weather(listen=False)
    markers = names(10)
    programs = room.together(driver, [markers] * 2)
    time.sleep(1.0)  # both have met a refused connection
    room.weather()
    for program in programs:
        assert program.wait() == 0
        room.settle(markers, [program])
