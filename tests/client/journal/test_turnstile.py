"""The queue of processes before a journal's file."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from runcomfy import Journal

from tests.inside import turnstile_module as turnstile
from tests.inside import writer_of

from .conftest import URL, Desk

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("POSIX locks", allow_module_level=True)

import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with Journal(path) as journal:
        made = Desk(journal, writer_of(journal, URL, "t"))
        made.hold("first")
        yield made


@contextlib.contextmanager
def at_the_head(path: Path) -> Iterator[None]:
    """Somebody else has the turn."""
    with path.with_name(f"{path.name}-queue").open("r+") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        yield


def is_taken(path: Path) -> bool:
    """Whether somebody has the turn."""
    with path.with_name(f"{path.name}-queue").open("r+") as other:
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def queue_of(desk: Desk) -> Any:
    return desk.journal._store._turnstile  # type: ignore[attr-defined]


def waiting() -> list[threading.Thread]:
    """The threads of this process that wait in a queue."""
    return [thread for thread in threading.enumerate() if thread.name == "runcomfy-journal-queue"]


def moving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks sees that somebody had a turn since the last look."""
    turns = iter(range(1_000_000))
    monkeypatch.setattr(turnstile._Place, "_last_turn", lambda place: next(turns))


def test_a_frozen_process_in_the_queue_is_passed_by(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnstile, "_LONGEST", 0.05)
    with Journal(path) as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        desk.hold("a")
        with path.with_name(f"{path.name}-queue").open("r+") as frozen:
            fcntl.flock(frozen, fcntl.LOCK_EX)
            for slot in "bcd":
                desk.hold(slot)
            assert journal._store._turnstile._stuck_until > time.monotonic()  # type: ignore[attr-defined]
        # Who gave up does not keep the turn that came too late.
        while any(thread.name == "runcomfy-journal-queue" for thread in threading.enumerate()):
            time.sleep(0.01)
        with path.with_name(f"{path.name}-queue").open("r+") as free:
            fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_turn_is_seen_by_all_who_wait(desk: Desk, path: Path) -> None:
    queue = path.with_name(f"{path.name}-queue")
    before = queue.stat().st_mtime_ns
    ends = time.monotonic() + 60
    # The clock of a file system may be coarse.
    while queue.stat().st_mtime_ns == before and time.monotonic() < ends:
        desk.hold(None)
    assert queue.stat().st_mtime_ns > before


def test_a_long_queue_that_moves_is_waited_for(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a machine that is too busy, too: those who try at random would keep everybody from their work."""
    monkeypatch.setattr(turnstile, "_LONGEST", 0.01)
    moving(monkeypatch)
    with at_the_head(path):
        waits = threading.Thread(target=desk.hold, args=("b",))
        waits.start()
        while not waiting():
            time.sleep(0.001)
        waits.join(0.2)
        assert waits.is_alive()
        assert queue_of(desk)._stuck_until == 0.0
    waits.join(60)
    assert desk.entry(2).slot == "b"


def test_who_comes_back_has_kept_the_place(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnstile, "_LONGEST", 0.01)
    moving(monkeypatch)
    queue = queue_of(desk)
    with at_the_head(path):
        queue.enter(0.03)
        place = queue._place
        assert place is not None
        queue.enter(0.03)
        assert queue._place is place
        assert len(waiting()) == 1
        assert queue._handle is None
    queue.enter(60.0)
    assert queue._handle is not None
    queue.leave()
    assert not is_taken(path)


def test_a_place_that_nobody_came_back_to_holds_nobody_up(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turnstile, "_LONGEST", 0.01)
    moving(monkeypatch)
    with at_the_head(path):
        queue_of(desk).enter(0.03)
    for thread in waiting():
        thread.join(60)
    assert not is_taken(path)
    desk.hold("b")


def test_a_turn_is_kept_until_the_file_is_free(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes who did not join the queue."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    taken = []

    def pause(waited: float) -> None:
        taken.append(is_taken(path))
        if len(taken) == 3:
            other.rollback()

    monkeypatch.setattr("runcomfy._journal.sqlite.pause", pause)
    desk.hold("b")
    assert taken == [True] * 3
    assert not is_taken(path)
    other.close()
