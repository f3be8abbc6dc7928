"""A list of requests is run again after a crash, and has changed meanwhile: only what is new is paid for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crash.names import names
from tests.crash.room import Room


def one_more(markers: list[str]) -> list[str]:
    return [*markers, "new"]


def one_in_front(markers: list[str]) -> list[str]:
    return ["new", *markers]


def one_fewer(markers: list[str]) -> list[str]:
    return markers[1:]


def reordered(markers: list[str]) -> list[str]:
    return markers[::-1]


def another_half(markers: list[str]) -> list[str]:
    return [*markers[::2], *names(4, "new")]


CHANGES = (one_more, one_in_front, one_fewer, reordered, another_half)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_list_has_changed(room: Room, batch: str, change: Callable[[list[str]], list[str]]) -> None:
    markers = names(10)
    room.weather(run_time=30, before=(0.0, 0.1))
    killed = room.start(batch, markers)
    room.until(lambda books: books.paid >= 6)
    room.kill(killed)
    room.weather()
    left = change(markers)
    again = room.start(batch, left)
    assert again.wait() == 0
    # What the second list leaves out has been paid for at most, and nobody asks for its end.
    room.settle(left, [again], dropped=set(markers) - set(left))


def test_the_same_request_twice_in_a_list_is_paid_twice_and_no_more(room: Room, batch: str) -> None:
    markers = ["a", "a", "b", "a"]
    room.weather(run_time=30)
    killed = room.start(batch, markers)
    room.until(lambda books: len(books.of("answered")) == 4)
    room.kill(killed)
    room.weather()
    again = room.start(batch, markers)
    assert again.wait() == 0
    assert {marker: len(ids) for marker, ids in room.books.accepted.items()} == {"a": 3, "b": 1}
    assert len(again.outcomes) == 4


def test_thrice_after_two_crashes(room: Room, batch: str) -> None:
    markers = names(12)
    for share in (3, 6):
        room.weather(run_time=30, before=(0.0, 0.1))
        killed = room.start(batch, markers, settings={"max_in_flight": 4 + share})
        room.until(lambda books, share=share: books.paid >= share)
        room.kill(killed)
    room.weather()
    last = room.start(batch, ["new", *markers])
    assert last.wait() == 0
    room.settle(["new", *markers], [last])
