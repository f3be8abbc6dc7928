"""The same requests in several processes at once: whoever is first pays, and the others get that job."""

from __future__ import annotations

import sqlite3

from tests.crash.names import names
from tests.crash.room import Room

HOUR = 3600.0  # seconds
# However slow the machine is: who ends waits for the journal until all is written.
PATIENT = {"runcomfy._books.unwritten:_PATIENT": 600.0}


def test_three_at_once_while_some_are_refused(room: Room, driver: str) -> None:
    three_at_once(room, driver, 30)


def test_three_at_once_with_two_hundred_requests(room: Room, driver: str) -> None:
    three_at_once(room, driver, 200)


def three_at_once(room: Room, driver: str, count: int) -> None:
    room.weather(refuse=0.1, run_time=HOUR)
    markers = names(count)
    programs = room.together(driver, [markers] * 3)
    room.let_end(*programs)
    for program in programs:
        assert program.wait() == 0
    assert room.books.of("submit", verdict="refused")
    assert room.books.paid >= count
    for program in programs:
        room.settle(markers, [program])


def test_two_at_once_while_the_server_is_down(room: Room, driver: str) -> None:
    room.weather(listen=False)
    markers = names(10)
    programs = room.together(driver, [markers] * 2)
    for program in programs:
        program.wait_for("opened")
    room.until(lambda _: "paused" in room.states())  # a connection was refused
    room.weather(run_time=HOUR)
    room.let_end(*programs)
    for program in programs:
        assert program.wait() == 0
        room.settle(markers, [program])
    assert room.books.paid == 10


def test_a_journal_that_is_too_slow_for_all_has_their_ids_in_the_end(room: Room) -> None:
    """None gets its turn in time, as on a machine that has far more to do than it can: the ids come later."""
    lists = [names(10, f"p{number}-") for number in range(30)]
    programs = room.together("sync", lists, patch={**PATIENT, "runcomfy._journal.store:PATIENCE": 0.05})
    for program in programs:
        assert program.wait(1_200) == 0
    markers = [marker for one in lists for marker in one]
    room.settle(markers, programs, refused=["JournalError"])
    assert "cannot be written now" in "".join(program.stderr for program in programs)
    journal = sqlite3.connect(room.journal)
    written = {name for (name,) in journal.execute("SELECT request_id FROM runcomfy_jobs")}
    journal.close()
    assert written == {one for marker in markers for one in room.books.accepted[marker]}


def test_a_hundred_at_once_on_one_journal(room: Room) -> None:
    """Each has requests of its own: none is lost, and none is sent that does not stand in the journal."""
    lists = [names(20, f"p{number}-") for number in range(100)]
    programs = room.together("sync", lists, patch=PATIENT)
    for program, markers in zip(programs, lists, strict=True):
        assert program.wait(1_200) == 0
        assert {event["marker"] for event in program.outcomes} == set(markers)
    room.settle([marker for one in lists for marker in one], programs, refused=["JournalError"])
    # One that had to wait for long was written later; none was given up.
    assert "Not in the journal" not in "".join(program.stderr for program in programs)
