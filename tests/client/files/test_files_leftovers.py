"""Part files: nothing half-written stays for good, and nobody's file is taken for one."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.client.faults import fault_kinds as kinds
from tests.client.faults.fault_server import running
from tests.client.files.disk_kit import Disk
from tests.client.files.test_files_save import Async, Server, Sync, listing
from tests.inside import AsyncDownloader, Downloader, Names, PartFile
from tests.inside import disk_module as disk
from tests.inside import parts_module as parts

if TYPE_CHECKING:
    from collections.abc import Callable

posix = pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be removed anyway")
URL = "https://cdn.runcomfy.net/a.png"


@pytest.fixture(params=["sync", "async"])
def save(request: pytest.FixtureRequest) -> Callable[[Path], list[Path]]:
    def run(directory: Path) -> list[Path]:
        if request.param == "sync":
            return Downloader(Sync(Server())).save([URL], directory)
        return asyncio.run(AsyncDownloader(Async(Server())).save([URL], directory))

    return run


def abandoned(directory: Path) -> Path:
    """What a killed process leaves behind."""
    path = directory / parts.part_name()
    path.write_bytes(b"half")
    return path


def test_names_are_recognised_and_lookalikes_are_not() -> None:
    name = parts.part_name()
    assert parts.is_part_name(name)
    assert name != parts.part_name()
    assert name.startswith(".runcomfy-")
    assert name.endswith(".part")
    for other in (
        name + "x", name[1:], name.upper(), name.replace("-", "_"), f".runcomfy-{'0' * 24}.part", ".runcomfy-.part",
        ".runcomfy-notes.part", f".{'0' * 16}.part", "a.part", name.removesuffix(".part"), name + "\n",
    ):  # fmt: skip
        assert not parts.is_part_name(other)


def test_what_a_dead_writer_left_is_cleared_by_the_next_save(
    save: Callable[[Path], list[Path]], tmp_path: Path
) -> None:
    abandoned(tmp_path)
    abandoned(tmp_path)
    save(tmp_path)
    assert listing(tmp_path) == ["a.png"]


@posix
def test_what_someone_writes_or_what_is_no_file_of_ours_stays(
    save: Callable[[Path], list[Path]], tmp_path: Path
) -> None:
    live = PartFile(tmp_path)
    live.write(b"a part")
    mine = [f".runcomfy-{'0' * 24}.part", ".runcomfy-notes.part", "a.part", f".{'0' * 16}.part"]
    for name in mine:
        (tmp_path / name).write_bytes(b"mine")
    folder, link, pipe = (parts.part_name() for _ in range(3))
    (tmp_path / folder).mkdir()
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / link).symlink_to("elsewhere")
    os.mkfifo(tmp_path / pipe)
    try:
        save(tmp_path)
        left = [live.path.name, *mine, folder, "elsewhere", link, pipe, "a.png"]
        assert listing(tmp_path) == sorted(left)
        assert (tmp_path / "elsewhere").read_bytes() == b"mine"
    finally:
        live.discard()
    assert not live.path.exists()


@posix
def test_a_file_that_another_process_writes_stays_until_it_is_killed(
    save: Callable[[Path], list[Path]], tmp_path: Path
) -> None:
    program = """
        import sys
        from pathlib import Path
        from runcomfy._files.disk import PartFile
        part = PartFile(Path(sys.argv[1]))
        print(part.path.name, flush=True)
        sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        name = writer.stdout.readline().strip()
        save(tmp_path)
        assert listing(tmp_path) == [name, "a.png"]
        writer.kill()
        writer.wait()
        save(tmp_path)
    assert listing(tmp_path) == ["a-1.png", "a.png"]


@posix
def test_where_there_are_no_locks_the_time_of_the_last_write_counts(
    save: Callable[[Path], list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    fresh, old = abandoned(tmp_path), abandoned(tmp_path)
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (long_ago, long_ago))
    save(tmp_path)
    assert listing(tmp_path) == [fresh.name, "a.png"]


@posix
@pytest.mark.parametrize("how", ["locked by who clears", "cleared already"])
def test_a_new_file_taken_for_abandoned_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    import fcntl

    real, calls = fcntl.flock, []

    def flock(file: int, mode: int) -> None:
        calls.append(file)
        if len(calls) > 1:
            return real(file, mode)
        [path] = tmp_path.iterdir()
        path.unlink()
        if how == "locked by who clears":
            raise BlockingIOError
        return None

    monkeypatch.setattr(fcntl, "flock", flock)
    part = PartFile(tmp_path)
    assert len(calls) == 2
    assert [part.path] == list(tmp_path.iterdir())
    part.discard()
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_cleared_away_does_not_matter(
    save: Callable[[Path], list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = abandoned(tmp_path)

    def refuse(_path: Path) -> None:
        raise PermissionError(errno.EPERM, "not yours")

    monkeypatch.setattr(parts, "_clear", refuse)
    save(tmp_path)
    assert listing(tmp_path) == [left.name, "a.png"]


PROGRAM = """
    import asyncio, sys
    from runcomfy import AsyncRunComfy, RunComfy

    def sync(base, folder):
        with RunComfy("t", base_url=base) as client:
            result = client.model("t/a").run({"marker": "a"})
            print("saving", flush=True)
            result.save(folder)

    async def asynchronous(base, folder):
        async with AsyncRunComfy("t", base_url=base) as client:
            result = await client.model("t/a").run({"marker": "a"})
            print("saving", flush=True)
            await result.save(folder)

    sync(*sys.argv[2:]) if sys.argv[1] == "sync" else asyncio.run(asynchronous(*sys.argv[2:]))
"""


@posix
@pytest.mark.parametrize(
    ("kind", "count", "number"),
    [
        ("sync", 1, signal.SIGTERM),
        ("sync", 3, signal.SIGTERM),
        ("async", 3, signal.SIGTERM),
        ("sync", 3, signal.SIGKILL),
    ],
)
@pytest.mark.ci
def test_a_program_that_is_stopped_while_it_saves(kind: str, count: int, number: Any, tmp_path: Path) -> None:
    with running() as server:
        server.always["file"] = kinds.silent
        files = [f"{server.url('foreign')}/files/f{each}.png" for each in range(count)]
        server.script("a", document={"status": "succeeded", "output": {"images": files}})
        command = [sys.executable, "-c", textwrap.dedent(PROGRAM), kind, server.base_url, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == "saving\n"
            while len(server.reached("foreign")) < count or len(listing(tmp_path)) < count:
                assert program.poll() is None
                time.sleep(0.01)
            program.send_signal(number)
            program.communicate(timeout=600)
    if number == signal.SIGTERM:
        assert program.returncode == 143
        assert listing(tmp_path) == []
    else:
        assert len(listing(tmp_path)) == count
        assert all(parts.is_part_name(name) for name in listing(tmp_path))
    Downloader(Sync(Server())).save([URL], tmp_path)
    assert listing(tmp_path) == ["a.png"]


# What is in place is on the disk.


@pytest.fixture
def deeds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which files and directories were written through, and when files got their names."""
    done: list[str] = []
    opened: dict[int, str] = {}
    sync, link, replace, open_ = os.fsync, os.link, Path.replace, os.open

    def record_open(path: Any, *args: Any, **named: Any) -> int:
        number = open_(path, *args, **named)
        opened[number] = Path(path).name
        return number

    def record_sync(number: int) -> None:
        done.append(f"sync {'part' if parts.is_part_name(opened[number]) else opened[number]}")
        sync(number)

    def record_link(path: Any, target: Any) -> None:
        link(path, target)
        done.append(f"place {Path(target).name}")

    def record_replace(path: Path, target: Path) -> Path:
        done.append(f"place {target.name}")
        return replace(path, target)

    monkeypatch.setattr(disk.os, "open", record_open)
    monkeypatch.setattr(disk.os, "fsync", record_sync)
    monkeypatch.setattr(disk.os, "link", record_link)
    monkeypatch.setattr(Path, "replace", record_replace)
    return done


@posix
def test_content_is_written_through_before_the_name_and_the_name_after(
    save: Callable[[Path], list[Path]], tmp_path: Path, deeds: list[str]
) -> None:
    save(tmp_path / "new" / "one")
    assert deeds == ["sync part", "place a.png", "sync one", "sync new", f"sync {tmp_path.name}"]


@posix
def test_so_it_is_where_a_file_is_replaced(tmp_path: Path, deeds: list[str]) -> None:
    Downloader(Sync(Server())).save([URL], tmp_path, overwrite=True)
    assert deeds == ["sync part", "place a.png", f"sync {tmp_path.name}"]


def test_what_cannot_be_written_through_is_not_put_in_place(
    save: Callable[[Path], list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runcomfy import DownloadError

    def broken(_file: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(disk.os, "fsync", broken)
    with pytest.raises(DownloadError, match="Input/output error"):
        save(tmp_path)
    assert listing(tmp_path) == []


def test_where_there_is_no_writing_through_it_is_saved_all_the_same(
    save: Callable[[Path], list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_file: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(disk.os, "fsync", unknown)
    save(tmp_path)
    assert listing(tmp_path) == ["a.png"]


linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all is written at the end")
PIECE = bytes(1 << 20)


@linux
def test_the_disk_is_at_work_while_more_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Disk(monkeypatch)
    part = PartFile(tmp_path)
    try:
        for _ in range(4):
            part.write(PIECE)
        assert slow.held.wait(60)
        for _ in range(9):
            # It is still at the first, and nobody waits for it.
            part.write(PIECE)
        slow.free.set()
        assert part.commit("a.png", Names(), overwrite=False) == tmp_path / "a.png"
        assert slow.sizes == [4, 13]
    finally:
        slow.free.set()
        part.discard()


@linux
@pytest.mark.parametrize(("error", "kept"), [(errno.EIO, False), (errno.ENOSPC, False), (errno.EINVAL, True)])
def test_what_the_disk_refused_early_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, kept: bool
) -> None:
    broken = Disk(monkeypatch, error)
    broken.free.set()
    part = PartFile(tmp_path)
    try:
        for _ in range(4):
            part.write(PIECE)
        if kept:
            part.commit("a.png", Names(), overwrite=False)
        else:
            with pytest.raises(OSError, match=os.strerror(error)):
                part.commit("a.png", Names(), overwrite=False)
    finally:
        part.discard()
    assert listing(tmp_path) == (["a.png"] if kept else [])


@linux
def test_what_is_given_up_does_not_wait_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Disk(monkeypatch)
    part = PartFile(tmp_path)
    for _ in range(4):
        part.write(PIECE)
    assert slow.held.wait(60)
    part.discard()
    assert listing(tmp_path) == []
    slow.free.set()


@linux
@pytest.mark.parametrize("missing", ["thread", "descriptor"])
def test_without_means_for_that_all_is_written_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("can't start new thread") if missing == "thread" else OSError(errno.EMFILE, "many")

    target = (threading.Thread, "start") if missing == "thread" else (disk.os, "dup")
    monkeypatch.setattr(*target, refuse)
    part = PartFile(tmp_path)
    try:
        before = len(listing(Path("/proc/self/fd")))
        for _ in range(20):
            part.write(PIECE)
        assert len(listing(Path("/proc/self/fd"))) <= before
        part.commit("a.png", Names(), overwrite=False)
    finally:
        part.discard()
    assert (tmp_path / "a.png").stat().st_size == 20 << 20
