"""A file that cannot be opened, read, written or trusted: an error that names it, the cause and the way out."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from runcomfy import Journal, JournalError

from tests.inside import store_module as store
from tests.inside import writer_of

from .conftest import URL, Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own" / "journal.sqlite3"


def made(path: Path) -> None:
    with Journal(path) as journal:
        journal.check()


def sql(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def corrupt(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all" * 500)


def torn(path: Path) -> None:
    made(path)
    content = bytearray(path.read_bytes())
    content[8192:12288] = os.urandom(4096)
    path.write_bytes(content)


def truncated(path: Path) -> None:
    made(path)
    sql(path, "PRAGMA journal_mode=DELETE")
    os.truncate(path, path.stat().st_size // 2)


def directory(path: Path) -> None:
    path.mkdir(parents=True)


def file_for_a_directory(path: Path) -> None:
    path.parent.write_text("")


def foreign(path: Path) -> None:
    path.parent.mkdir()
    sql(path, "CREATE TABLE photos (name TEXT)")


def newer(path: Path) -> None:
    made(path)
    sql(path, "PRAGMA user_version=99")


def older(path: Path) -> None:
    path.parent.mkdir()
    sql(path, "CREATE TABLE jobs (number)", "CREATE TABLE facts (name)", "PRAGMA user_version=1")


def linked(path: Path) -> None:
    made(path)
    os.link(path, path.with_name("other"))


def anonymous(path: Path) -> None:
    made(path)
    sql(path, "DELETE FROM runcomfy_facts WHERE name='inode'")


TROUBLES: dict[str, tuple[Callable[[Path], None], str]] = {
    "no database": (corrupt, "is not a database"),
    "torn": (torn, "is damaged"),
    "truncated": (truncated, "is damaged"),
    "a directory": (directory, "it is a directory|Is a directory"),
    "a file where its directory should be": (file_for_a_directory, "File exists|Not a directory"),
    "another program's": (foreign, "another program's database"),
    "a newer version's": (newer, r"another version of this package \(99; this one writes 2\)"),
    "an older version's": (older, r"another version of this package \(1;"),
    "several names": (linked, "hard links"),
    "one that does not know itself": (anonymous, "nobody knows where"),
}


@pytest.mark.parametrize(("spoil", "words"), TROUBLES.values(), ids=TROUBLES.keys())
def test_what_cannot_be_trusted_is_refused(path: Path, spoil: Callable[[Path], None], words: str) -> None:
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    journal = Journal(path)
    for use in (journal.check, journal.entries, lambda: Desk(journal, writer_of(journal, URL, "t")).claim()):
        with pytest.raises(JournalError, match=words) as caught:
            use()
        assert caught.value.path == str(path)
        assert str(path) in caught.value.message
        assert "journal=False" in (caught.value.hint or "")
        assert not caught.value.transient
    journal.close()
    # It stays as it is.
    assert (path.read_bytes() if path.is_file() else None) == before


def test_the_system_refuses(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("runcomfy._journal.file.make_private", refuse)
    with pytest.raises(JournalError, match="Permission denied"):
        Journal(path).check()


# Run as an ordinary user, whom permissions bind.
PROBE = """
import os, sys, runcomfy, runcomfy.errors
from runcomfy._journal import Journal
journal = Journal(sys.argv[1])
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    journal.check()
except runcomfy.JournalError as error:
    print(error.transient, error, sep="|")
"""


def probe(path: Path, **settings: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(path)], capture_output=True, text=True, check=True, **settings
    )  # type: ignore[call-overload]
    return str(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("what", ["file", "directory"])
def test_it_may_not_be_written(path: Path, what: str) -> None:
    made(path)
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534)
        os.chown(path.parent, 65534, 65534)
        for parent in list(path.parents)[1:4]:
            with contextlib.suppress(OSError):
                parent.chmod(parent.stat().st_mode | 0o055)
    (path if what == "file" else path.parent).chmod(0o400 if what == "file" else 0o500)
    try:
        said = probe(path)
    finally:
        path.parent.chmod(0o700)
    assert said.startswith("False|")
    assert str(path) in said


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_it_cannot_grow(path: Path) -> None:
    """As where a quota is used up: the file, and its log, may have so many bytes and no more."""
    made(path)

    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    said = probe(path, preexec_fn=limit)
    assert said.startswith("False|")
    assert "cannot be" in said
    assert "journal=False" in said
    made(path)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, which is soon full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mounted, check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_the_disk_is_full(tiny_disk: Path) -> None:
    with Journal(tiny_disk / "j") as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        held = desk.hold()
        filler = tiny_disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(b"x" * 512):
                pass
        with pytest.raises(JournalError, match="the disk is full") as caught:
            desk.hold(None, inputs="x" * 400_000)
        assert not caught.value.transient
        filler.unlink()
        # Nothing that was written is lost, and it goes on.
        assert desk.writer.accept(held, "r1") is None
        journal.check()


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_locked_file_is_waited_for_and_named(
    path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.05)
    made(path)
    sql(path, f"PRAGMA journal_mode={mode}")
    journal = Journal(path)
    desk = Desk(journal, writer_of(journal, URL, "t"))
    held = desk.hold()
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN EXCLUSIVE');"
        "print('held', flush=True); sys.stdin.readline()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(JournalError, match="is locked by") as caught:
        desk.writer.accept(held, "r1")
    assert caught.value.transient
    if sys.platform == "linux":
        assert f"process {holder.pid}" in caught.value.message
    with pytest.raises(JournalError, match="is locked"):
        journal.check(patience=0.01)
    # Who waits gets it as soon as it is free.
    let_go = threading.Timer(0.1, lambda: holder.communicate("\n"))
    let_go.start()
    assert desk.writer.claim(_intent(), "n", lease=60, patience=60) is not None
    let_go.join()
    assert desk.writer.accept(held, "r1") is None
    journal.close()


def _intent() -> object:
    from tests.inside import Intent

    return Intent("v/m", "hash")


@pytest.mark.parametrize("mode", ["delete", "wal", "truncate"])
def test_the_files_own_mode_stays(path: Path, mode: str) -> None:
    made(path)
    sql(path, f"PRAGMA journal_mode={mode}")
    with Journal(path) as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        desk.writer.accept(desk.hold(), "r1")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA journal_mode").fetchone()[0]
    assert found == ("wal" if mode == "wal" else "delete")
    with Journal(path) as journal:
        assert [entry.request_id for entry in journal.entries()] == ["r1"]


def test_a_new_file_has_a_write_ahead_log(path: Path) -> None:
    made(path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 2


def test_what_an_interrupt_leaves_is_taken_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of a write undoes it, and the next one goes on."""
    with Journal(path) as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        desk.hold("a")

        def interrupted(_seen: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            journal._store.write(interrupted)
        assert desk.hold("b").number == 2
        # It hits who was about to let others lead.
        journal._store._queue._led = True
        begun = time.monotonic()
        assert desk.hold("c").number == 3
        assert time.monotonic() - begun < 60


@pytest.mark.skipif(sys.platform != "linux", reason="open files are counted in /proc")
def test_no_handles_are_left(path: Path) -> None:
    with Journal(path) as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        desk.hold("a")
        before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
        for number in range(20):
            desk.writer.accept(desk.hold(f"b{number}"), f"r{number}")
            with pytest.raises(ValueError, match="no"):
                journal._store.write(_fails)
        assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def _fails(_seen: object) -> None:
    raise ValueError("no")
