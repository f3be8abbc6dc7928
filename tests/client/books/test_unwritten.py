"""What a journal could not take down: held in memory, tried again, and told."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import Journal, JournalError

from tests.client.many.many_kit import FAST, posts, requests
from tests.inside import Unwritten

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.client.conftest import Kit, QueueServer


class Lines:
    """A journal that takes nothing until it is told to."""

    def __init__(self) -> None:
        self.works = False
        self.works_at: int | None = None
        """The try that works after all."""
        self.transient = True
        self.tries = 0
        self.patience: float | None = None
        """What the last try was given."""
        self.lines: list[str] = []
        self.at_work: threading.Event | None = None
        self.go_on: threading.Event | None = None

    def write(self, what: str) -> Callable[[float | None], None]:
        def do(patience: float | None) -> None:
            self.tries += 1
            self.patience = patience
            if self.at_work is not None and self.go_on is not None:
                self.at_work.set()
                assert self.go_on.wait(60)
            if not self.works and self.tries != self.works_at:
                raise JournalError("locked", transient=self.transient)
            self.lines.append(what)

        return do


@pytest.fixture
def lines() -> Lines:
    return Lines()


def test_lines_wait_in_their_order(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runcomfy._books.unwritten._EVERY", 3600.0)
    unwritten = Unwritten()
    with pytest.warns(runcomfy.RunComfyWarning, match=r"it is tried again. Request r1 .* \(locked\)"):
        unwritten.write("Request r1 was accepted.", lines.write("r1"))
    unwritten.write("Request r2 was accepted.", lines.write("r2"))
    assert unwritten.left() == ["Request r1 was accepted.", "Request r2 was accepted."]
    lines.works = True
    unwritten.write("Request r3 was accepted.", lines.write("r3"))
    assert (lines.lines, unwritten.left()) == (["r1", "r2", "r3"], [])


def test_they_are_written_without_anybody_asking(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runcomfy._books.unwritten._EVERY", 0.01)
    unwritten = Unwritten()
    with pytest.warns(runcomfy.RunComfyWarning):
        unwritten.write("r1", lines.write("r1"))
    lines.works = True
    ends = time.monotonic() + 60
    while not lines.lines and time.monotonic() < ends:
        time.sleep(0.01)
    assert lines.lines == ["r1"]


def test_what_is_never_written_is_told_at_the_end(
    lines: Lines, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runcomfy._books.unwritten._EVERY", 3600.0)
    unwritten = Unwritten()
    with pytest.warns(runcomfy.RunComfyWarning):
        unwritten.write("Request r1 was accepted.", lines.write("r1"))
    assert unwritten.finish(0.1) == ["Request r1 was accepted."]
    assert "Not in the journal: Request r1 was accepted." in caplog.text
    # Whoever closes the client next does not wait for the same once more.
    tried = lines.tries
    assert unwritten.finish(3600.0) == ["Request r1 was accepted."]
    assert lines.tries == tried + 1
    lines.works = True
    assert unwritten.finish() == []


def test_the_end_waits_for_a_journal_that_others_use(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runcomfy._books.unwritten._EVERY", 3600.0)
    monkeypatch.setattr("runcomfy._books.unwritten._PAUSE", 0.0)
    unwritten = Unwritten()
    with pytest.warns(runcomfy.RunComfyWarning):
        unwritten.write("r1", lines.write("r1"))
    assert lines.patience is None
    lines.works_at = lines.tries + 50
    assert unwritten.finish() == []
    assert lines.lines == ["r1"]
    # In one go: who waits in slices has a turn that comes between two of them for nothing.
    assert lines.patience is not None
    assert 5.0 < lines.patience <= 30.0


def test_the_end_waits_for_who_is_writing_just_now(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a thread of the client's own has in its hands is not lost with the process."""
    monkeypatch.setattr("runcomfy._books.unwritten._EVERY", 3600.0)
    unwritten = Unwritten()
    with pytest.warns(runcomfy.RunComfyWarning):
        unwritten.write("r1", lines.write("r1"))
    lines.works, lines.at_work, lines.go_on = True, threading.Event(), threading.Event()
    writing = threading.Thread(target=unwritten.try_again)
    writing.start()
    assert lines.at_work.wait(60)
    threading.Timer(0.05, lines.go_on.set).start()
    assert unwritten.finish() == []
    assert lines.lines == ["r1"]
    writing.join()


def test_the_end_waits_for_nothing_that_time_does_not_mend(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runcomfy._books.unwritten._EVERY", 3600.0)
    unwritten, lines.transient = Unwritten(), False
    with pytest.warns(runcomfy.RunComfyWarning):
        unwritten.write("r1", lines.write("r1"))
    assert unwritten.finish(3600.0) == ["r1"]
    assert lines.tries == 2
    lines.works = True
    assert unwritten.finish() == []


def test_another_error_holds_nothing_up(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runcomfy._books.unwritten._EVERY", 3600.0)
    unwritten = Unwritten()
    with pytest.raises(ZeroDivisionError):
        unwritten.write("r0", lambda _: 1 / 0)
    with pytest.warns(runcomfy.RunComfyWarning):
        unwritten.write("r1", lines.write("r1"))
    unwritten._lines.append(("r2", lambda _: 1 / 0))
    unwritten.write("r3", lines.write("r3"))
    lines.works = True
    assert unwritten.finish() == []
    assert lines.lines == ["r1", "r3"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_fork_leaves_the_lines_to_its_parent(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runcomfy._books.unwritten._EVERY", 3600.0)
    unwritten = Unwritten()
    with pytest.warns(runcomfy.RunComfyWarning):
        unwritten.write("r1", lines.write("r1"))
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert unwritten.finish() == []
    assert lines.lines == []


def test_an_id_that_came_while_the_file_was_locked_is_written_later(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runcomfy._journal.store.PATIENCE", 0.05)
    monkeypatch.setattr("runcomfy._books.unwritten._EVERY", 0.02)
    path = tmp_path / "j"
    held: list[sqlite3.Connection] = []

    def lock(_handler: Any, body: bytes) -> bool:
        if body and not held:
            other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            other.execute("BEGIN EXCLUSIVE")
            held.append(other)
        return False

    queue.behave = lock
    client = kit.client(base_url=queue.base_url, journal=path)
    with pytest.warns(runcomfy.RunComfyWarning, match="Request job1 to v/m was accepted"):
        job = kit.call(client.model("v/m").submit({"n": 1}))
    assert job.request_id == "job1"
    held[0].rollback()
    held[0].close()
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        with Journal(path) as journal:
            if [entry.request_id for entry in journal.entries()] == ["job1"]:
                break
        time.sleep(0.02)
    else:
        raise AssertionError("the id was never written")


def test_a_claim_that_cannot_be_written_is_that_requests_error(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.inside import JournalWriter

    claim = JournalWriter.claim

    def refused(writer: JournalWriter, intent: Any, *args: Any, **kwargs: Any) -> Any:
        if intent.slot.endswith("#0") and intent.input_hash == wanted[0]:
            raise JournalError("it is locked", transient=True)
        return claim(writer, intent, *args, **kwargs)

    from tests.inside import request_hash

    wanted = [request_hash("v/m", {"n": 1})]
    monkeypatch.setattr(JournalWriter, "claim", refused)
    client = kit.client(base_url=queue.base_url, journal=tmp_path / "j").with_options(poll_interval=0.01)
    found = kit.items(client.batch(requests(3), ordered=True, **FAST))
    assert [type(outcome.error) for outcome in found] == [type(None), JournalError, type(None)]
    assert posts(queue) == 2


def test_a_journal_that_another_program_holds_keeps_nobody_beyond_the_deadline(
    kit: Kit, queue: QueueServer, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    with Journal(path) as journal:
        journal.check()
    other = sqlite3.connect(path, isolation_level=None)
    # So that who reads waits, too.
    other.execute("PRAGMA journal_mode=DELETE")
    other.execute("BEGIN EXCLUSIVE")
    client = kit.client(base_url=queue.base_url, journal=path, timeout=0.5)
    begun = time.monotonic()
    with pytest.raises(JournalError, match="locked"):
        kit.call(client.model("v/m").submit({}))
    took = time.monotonic() - begun
    other.close()
    assert took < 4
    assert posts(queue) == 0
