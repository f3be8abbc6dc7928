"""A journal's file that is deleted, replaced, made or opened by others while it is in use."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
import threading
from pathlib import Path

import pytest
from runcomfy import Journal, JournalError

from tests.inside import make_private, writer_of

from .conftest import URL, Desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own" / "journal.sqlite3"


def test_a_file_that_was_deleted_is_not_written_on(path: Path) -> None:
    with Journal(path) as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        held = desk.hold()
        for name in path.parent.iterdir():
            name.unlink()
        with pytest.raises(JournalError, match="deleted or replaced"):
            desk.writer.accept(held, "r1")
        # What stands in the new one under the same number is another request.
        assert desk.hold().number == held.number
        with pytest.raises(JournalError, match="as job r1"):
            desk.writer.accept(held, "r1")
        assert [entry.other_ids for entry in journal.entries()] == [()]


def test_before_a_batch_a_new_file_is_made(path: Path) -> None:
    with Journal(path) as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        desk.hold()
        shutil.rmtree(path.parent)
        journal.check()
        assert journal.entries() == []
        # The account is the new file's own: who opens it finds what was written.
        desk.writer.accept(desk.hold("b"), "r1")
    with Journal(path) as again:
        assert list(writer_of(again, URL, "t").find("", ["b"], 0)) == ["b"]


def test_a_file_that_took_its_place_keeps_its_log(path: Path) -> None:
    """A connection to the old file, when it is closed, would delete the log of the new one."""
    with Journal(path) as journal:
        Desk(journal, writer_of(journal, URL, "t")).hold()
        for name in path.parent.iterdir():
            name.unlink()
        with Journal(path) as other:
            desk = Desk(other, writer_of(other, URL, "t"))
            held = desk.hold()
            journal.close()
            assert path.with_name(f"{path.name}-wal").exists()
            desk.writer.accept(held, "r1")
            with contextlib.closing(sqlite3.connect(path)) as connection:
                assert connection.execute("SELECT request_id FROM runcomfy_jobs").fetchall() == [("r1",)]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX locks")
def test_opening_takes_no_locks_from_others_of_this_process(path: Path) -> None:
    """A file that is opened and closed loses all of the process's locks on it: SQLite's, too."""
    with Journal(path) as journal:
        journal.check()
        before = _locks(path)
        with Journal(path) as other:
            other.entries()
            make_private(path)
        assert before
        assert before <= _locks(path)


def _locks(path: Path) -> set[str]:
    inodes = {str(path.stat().st_ino), str(path.with_name(f"{path.name}-shm").stat().st_ino)}
    try:
        lines = Path("/proc/locks").read_text().splitlines()
    except OSError:
        pytest.skip("the system does not tell of its locks")
    return {
        line.partition(":")[2]
        for line in lines
        if line.split()[4] == str(os.getpid()) and line.split()[5].rpartition(":")[2] in inodes
    }


def test_a_journal_that_others_are_making_is_waited_for(path: Path) -> None:
    """Another process has the new file locked for a moment, before it holds any table."""
    path.parent.mkdir()
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.05, lambda: (holder.rollback(), holder.close()))
    release.start()
    with Journal(path) as journal:
        assert journal.entries() == []
    release.join()
