"""`once=`: one key is one paid job, whoever calls, however often, and whoever is killed meanwhile."""

from __future__ import annotations

import signal
import time

import pytest

from tests.crash.names import names
from tests.crash.room import Room
from tests.crash.trees import Program

ONCE = pytest.mark.parametrize("driver", ["once", "once-async"])
WAYS = pytest.mark.parametrize("submit", [False, True], ids=["run", "submit"])


def one_job_each(room: Room, markers: list[str], programs: list[Program]) -> None:
    """Each key is one job, and everybody who got one got the same; what is unknown is so for all."""
    books = room.books
    assert not books.doubled()
    for marker in markers:
        ids = {event["id"] for one in programs for event in one.outcomes if event["marker"] == marker} - {
            None
        }
        assert len(ids) <= 1
        assert ids <= set(books.accepted[marker])
    room.settle(markers, programs)


@ONCE
@WAYS
def test_many_callers_of_few_keys(room: Room, driver: str, submit: bool) -> None:
    keys = names(5)
    room.weather(refuse=0.1, before=(0.0, 0.05), after=(0.0, 0.05))
    programs = room.together(driver, [keys * 4] * 4, submit=submit, threads=8)
    for program in programs:
        assert program.wait() == 0
        assert all(event["error"] is None for event in program.outcomes)
        assert len(program.outcomes) == 20
    one_job_each(room, keys, programs)
    assert room.books.paid == len(keys)


@ONCE
@WAYS
@pytest.mark.parametrize("die", ["request:1", "request:3", "response:1", "response:3"])
def test_killed_at_the_worst_moment(room: Room, driver: str, submit: bool, die: str) -> None:
    """Just before the request leaves, and when its answer is here and not written down yet."""
    keys = names(4)
    victim = room.start(driver, keys, submit=submit, threads=1, die=die)
    assert victim.wait() == -signal.SIGKILL
    room.kills += 1
    heirs = room.together(driver, [keys] * 2, submit=submit)
    for heir in heirs:
        assert heir.wait() == 0
        room.settle(keys, [heir])
    one_job_each(room, keys, heirs)
    # One key alone was on its way.
    lost = {event["marker"] for heir in heirs for event in heir.outcomes if event["error"]}
    assert len(lost) <= 1
    assert room.books.paid == len(keys) - (die.startswith("request") and len(lost))


@ONCE
def test_killed_between_acceptance_and_answer(room: Room, driver: str) -> None:
    room.weather(after=(0.5, 0.5))
    keys = names(3)
    victim = room.start(driver, keys, threads=1)
    room.until(lambda books: books.paid == 1)
    room.kill(victim)
    heirs = [room.start(driver, keys) for _ in range(2)]
    for heir in heirs:
        assert heir.wait() == 0
        lost = [event for event in heir.outcomes if event["error"]]
        assert [event["error"] for event in lost] == ["SubmissionUnknownError"]
        room.settle(keys, [heir])
    assert room.books.paid == 3


@ONCE
def test_what_was_refused_may_be_sent_again(room: Room, driver: str) -> None:
    room.weather(denied=1, denied_status=402)
    keys = names(2)
    first = room.start(driver, keys)
    assert first.wait() == 0
    assert {event["error"] for event in first.outcomes} == {"InsufficientBalanceError"}
    room.weather()
    again = room.start(driver, keys)
    assert again.wait() == 0
    room.settle(keys, [again])


@ONCE
def test_a_result_is_there_for_whoever_comes_later(room: Room, driver: str) -> None:
    keys = names(2)
    found = []
    for submit in (True, False, True, False):
        program = room.start(driver, keys, submit=submit)
        assert program.wait() == 0
        room.settle(keys, [program])
        found.append({event["marker"]: event["id"] for event in program.outcomes})
        time.sleep(0.1)
    assert all(one == found[0] for one in found)
    assert room.books.paid == 2


@ONCE
def test_without_a_journal_of_its_own_it_takes_the_usual_one(room: Room, driver: str) -> None:
    keys = names(2)
    for _ in range(2):
        program = room.start(driver, keys, journal=False)
        assert program.wait() == 0
        room.settle(keys, [program])
    assert (room.folder / "home" / "runcomfy" / "journal.sqlite3").exists()
