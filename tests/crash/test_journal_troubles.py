"""A batch was killed, and its journal cannot be used when it is started again: nothing is sent until it can be."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import runcomfy

from tests.crash.names import names
from tests.crash.room import Room
from tests.crash.trees import Program

IMPATIENT = {
    "runcomfy._books.submission:_PATIENCE": 1.0,
    "runcomfy._journal.journal:Journal.check.__defaults__": [1.0],
}


def killed_half_way(room: Room, driver: str, markers: list[str]) -> None:
    """A program that has paid for about half of the markers, and is gone."""
    room.weather(run_time=30, before=(0.0, 0.2))
    options = {"settings": {"max_in_flight": 6}} if driver in {"sync", "async"} else {"submit": True}
    program = room.start(driver, markers, **options)
    room.until(lambda books: books.paid >= len(markers) // 2)
    room.kill(program)
    room.weather()


def refuses(room: Room, driver: str, markers: list[str], **order: object) -> Program:
    """A program that is started now sends nothing, and says why and what to do."""
    before = len(room.books.submits)
    program = room.start(driver, markers, **order)
    program.wait()
    assert len(room.books.submits) == before, f"{len(room.books.submits) - before} submits left"
    errors = [event for event in program.told if event.get("error")]
    assert errors, "it did not complain"
    assert {event["error"] for event in errors} == {"JournalError"}
    assert str(room.journal.name) in errors[0]["message"]
    assert not any(event["error"] is None for event in program.outcomes)
    return program


def goes_on(room: Room, driver: str, markers: list[str]) -> None:
    """Once the journal is well, the rest is paid for, and only the rest."""
    program = room.start(driver, markers)
    assert program.wait() == 0
    room.settle(markers, [program])


def header(journal: Path) -> None:
    _write(journal, 0, b"\xde\xad\xbe\xef" * 40)


def pages(journal: Path) -> None:
    _write(journal, 4096, os.urandom(journal.stat().st_size - 4096))


def half(journal: Path) -> None:
    os.truncate(journal, journal.stat().st_size // 2)


def newer(journal: Path) -> None:
    with contextlib.closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA user_version=999")


def _write(journal: Path, place: int, data: bytes) -> None:
    with journal.open("r+b") as file:
        file.seek(place)
        file.write(data)


def settled(journal: Path) -> None:
    """All is in the one file, as after a clean end."""
    with contextlib.closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize("spoil", [header, pages, half, newer], ids=lambda spoil: spoil.__name__)
def test_damaged_or_of_another_version(room: Room, driver: str, spoil: Callable[[Path], None]) -> None:
    markers = names(8)
    killed_half_way(room, driver, markers)
    settled(room.journal)
    well = room.journal.read_bytes()
    spoil(room.journal)
    refuses(room, driver, markers)
    # In place: it is the same file.
    with room.journal.open("r+b") as file:
        file.write(well)
        file.truncate()
    goes_on(room, driver, markers)


def test_its_directory_is_a_file(room: Room, driver: str) -> None:
    (room.folder / "nothing").write_text("")
    refuses(room, driver, names(3), journal=str(room.folder / "nothing" / room.journal.name))


@contextlib.contextmanager
def locked(journal: Path) -> Iterator[None]:
    """Somebody else has the file for himself."""
    with contextlib.closing(sqlite3.connect(journal, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.rollback()


def test_locked(room: Room, driver: str) -> None:
    markers = names(8)
    killed_half_way(room, driver, markers)
    with locked(room.journal):
        refuses(room, driver, markers, patch=IMPATIENT)
    goes_on(room, driver, markers)


def test_locked_for_a_while(room: Room, driver: str) -> None:
    markers = names(8)
    killed_half_way(room, driver, markers)
    with locked(room.journal):
        before = len(room.books.submits)
        program = room.start(driver, markers)
        program.wait_for("begun")
        time.sleep(1.5)
        assert len(room.books.submits) == before
    assert program.wait() == 0
    room.settle(markers, [program])


def test_locked_while_the_answers_come(room: Room, driver: str) -> None:
    """An id that cannot be written when it comes is written later."""
    markers = names(4)
    room.weather(after=(0.6, 0.6), run_time=3)
    program = room.start(driver, markers)
    room.until(lambda books: books.paid == 4)
    with locked(room.journal):
        room.until(lambda books: len(books.of("answered")) == 4)
        time.sleep(1.0)
    assert program.wait() == 0
    room.settle(markers, [program])
    with runcomfy.Journal(room.journal) as journal:
        written = {entry.request_id for entry in journal.entries()}
    assert written == {one for ids in room.books.accepted.values() for one in ids}


def test_no_room_left_in_its_file(room: Room, driver: str) -> None:
    markers = names(8)
    killed_half_way(room, driver, markers)
    settled(room.journal)
    refuses(room, driver, markers, largest_file=3000, patch=IMPATIENT)
    goes_on(room, driver, markers)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small disk")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        pytest.skip(f"no small disk can be mounted here: {made.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk(room: Room, driver: str, disk: Path) -> None:
    room.journal = disk / "journal.sqlite3"
    markers = names(8)
    killed_half_way(room, driver, markers)
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"x" * size)
    # What still fits into the files that are there may be sent; what cannot be written is not.
    program = room.start(driver, markers, patch=IMPATIENT)
    program.wait()
    errors = {event["error"] for event in program.told if event.get("error")}
    assert errors <= {"JournalError", "SubmissionUnknownError"}
    assert "JournalError" in errors
    assert not room.books.doubled()
    filler.unlink()
    goes_on(room, driver, markers)


def test_a_disk_that_fills_up_meanwhile(room: Room, driver: str, disk: Path) -> None:
    room.journal = disk / "journal.sqlite3"
    markers = names(40)
    room.weather(before=(0.02, 0.05))
    program = room.start(driver, markers, patch=IMPATIENT, settings={"max_in_flight": 4}, threads=4)
    filling = threading.Event()

    def fill() -> None:
        filler = disk / "filler"
        room.until(lambda books: books.paid >= 5)
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            for size in (65536, 512):
                with contextlib.suppress(OSError):
                    while not filling.is_set():
                        file.write(b"x" * size)
        room.until(lambda books: not program.running)
        filler.unlink()

    thread = threading.Thread(target=fill)
    thread.start()
    program.wait()
    filling.set()
    thread.join()
    again = room.start(driver, markers)
    assert again.wait() == 0
    assert not room.books.doubled()
    room.kills = 1  # what stood there when the disk was full is told as unknown at most
    room.settle(markers, [again])


def test_a_copy_is_no_journal_of_this_batch(room: Room, driver: str) -> None:
    markers = names(8)
    killed_half_way(room, driver, markers)
    copy = room.folder / "copy" / room.journal.name
    copy.parent.mkdir()
    for end in ("", "-wal", "-shm"):
        part = Path(f"{room.journal}{end}")
        if part.exists():
            shutil.copy(part, f"{copy}{end}")
    refuses(room, driver, markers, journal=str(copy))
    goes_on(room, driver, markers)
