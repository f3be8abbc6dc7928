"""A file that is in place is told as in place, whatever ends the saving: a deadline, a cancellation, Ctrl-C, a fault."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import ConfigError, DownloadError, WaitTimeoutError

from tests.client.conftest import script
from tests.client.faults.fault_server import running
from tests.client.files.disk_kit import Disk
from tests.client.files.test_files_save import BASE, Async, Reply, Server, Sync, listing
from tests.inside import (
    AsyncDownloader,
    AsyncTransport,
    Downloader,
    SyncTransport,
    TransportError,
    TransportSettings,
)
from tests.inside import disk_module as disk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import respx

    from tests.client.conftest import Kit, VirtualClock

A, B, C = (BASE + f"{name}.png" for name in "abc")


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_the_deadline_that_passes_while_the_disk_works(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The file has come long before the end of the time, and is there only after it.
    naps: list[float] = []
    monkeypatch.setattr(disk.os, "fsync", lambda _file: time.sleep(naps.pop() if naps else 0))
    for limit in (0.5, 5.0, 50.0):
        naps[:] = [1.2 * limit]
        try:
            if kind == "sync":
                [path] = Downloader(Sync(Server())).save([A], tmp_path, timeout=limit)
            else:
                [path] = asyncio.run(AsyncDownloader(Async(Server())).save([A], tmp_path, timeout=limit))
        except DownloadError:
            assert naps  # a very busy machine had not even come to the disk in time
        else:
            break
    assert path.is_file()
    assert listing(tmp_path) == ["a.png"]


@pytest.mark.parametrize("times", [1, 50])
def test_a_cancellation_while_the_disk_works(
    times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Disk(monkeypatch)

    async def main() -> list[str]:
        task = asyncio.create_task(AsyncDownloader(Async(Server())).save([A], tmp_path))
        await asyncio.to_thread(slow.held.wait, 120)
        # Some frameworks cancel again at every turn of the loop.
        for _ in range(times):
            task.cancel()
            await asyncio.sleep(0)
        assert not task.done()
        slow.free.set()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        assert len(asyncio.all_tasks()) == 1
        return caught.value.__notes__

    [note] = asyncio.run(main())
    assert str(tmp_path / "a.png") in note
    assert listing(tmp_path) == ["a.png"]


def test_a_cancellation_while_one_is_in_place_and_one_still_comes(tmp_path: Path) -> None:
    class Half(Server):
        @asynccontextmanager
        async def async_stream(self, url: str, **named: Any) -> AsyncIterator[Reply]:
            if url == B:
                await asyncio.Event().wait()
            yield Reply()

    async def main() -> list[str]:
        task = asyncio.create_task(AsyncDownloader(Async(Half())).save([A, B], tmp_path))
        while "a.png" not in listing(tmp_path):  # noqa: ASYNC110 (a directory has no event)
            await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        return caught.value.__notes__

    [note] = asyncio.run(main())
    assert "a.png" in note
    assert listing(tmp_path) == ["a.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no sending of signals there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def test_an_interrupt_while_one_is_in_place_and_one_still_comes(
    number: Any, api: respx.MockRouter, tmp_path: Path
) -> None:
    release = threading.Event()

    def hang(_request: httpx.Request) -> httpx.Response:
        release.wait(120)
        return httpx.Response(200, content=b"GIF89a")

    def stop_it() -> None:
        while "a.gif" not in listing(tmp_path):
            time.sleep(0.001)
        os.kill(os.getpid(), number)
        release.set()

    script(api, result={"status": "succeeded", "output": {"images": [A, B]}})
    api.get(A).mock(return_value=httpx.Response(200, content=b"GIF89a"))
    api.get(B).mock(side_effect=hang)
    with runcomfy.RunComfy("t") as client:
        result = client.model("v/m").run({})
        stopper = threading.Thread(target=stop_it)
        stopper.start()
        with pytest.raises((KeyboardInterrupt, SystemExit)) as caught:
            result.save(tmp_path)
        stopper.join()
    assert isinstance(caught.value, KeyboardInterrupt) == (number == signal.SIGINT)
    [note] = caught.value.__notes__
    # The other one may just have come, too.
    assert "a.gif" in listing(tmp_path)
    assert all(repr(str(tmp_path / name)) in note for name in listing(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no sending of signals there")
def test_an_interrupt_while_the_disk_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Disk(monkeypatch)

    def stop_it() -> None:
        assert slow.held.wait(120)
        os.kill(os.getpid(), signal.SIGINT)
        slow.free.set()

    stopper = threading.Thread(target=stop_it)
    stopper.start()
    with pytest.raises(KeyboardInterrupt) as caught:
        Downloader(Sync(Server())).save([A], tmp_path)
    stopper.join()
    [note] = caught.value.__notes__
    assert "a.png" in note
    assert listing(tmp_path) == ["a.png"]


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_connection_that_fails_after_the_last_byte(kind: str, tmp_path: Path) -> None:
    class Closes(Server):
        @contextmanager
        def sync_stream(self, url: str, **named: Any) -> Iterator[Reply]:
            yield Reply()
            raise TransportError("reset while it was closed")

        @asynccontextmanager
        async def async_stream(self, url: str, **named: Any) -> AsyncIterator[Reply]:
            yield Reply()
            raise TransportError("reset while it was closed")

    if kind == "sync":
        paths = Downloader(Sync(Closes()), sleep=lambda _: None).save([A], tmp_path)
    else:
        paths = asyncio.run(AsyncDownloader(Async(Closes())).save([A], tmp_path))
    assert [path.name for path in paths] == listing(tmp_path) == ["a.png"]


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_temporary_name_that_cannot_be_removed(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(1, "not permitted")

    monkeypatch.setattr(Path, "unlink", refuse)
    if kind == "sync":
        [path] = Downloader(Sync(Server())).save([A], tmp_path)
    else:
        [path] = asyncio.run(AsyncDownloader(Async(Server())).save([A], tmp_path))
    assert path.is_file()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_what_is_raised_is_the_same_and_no_group(kind: str, count: int, tmp_path: Path) -> None:
    urls = [A, B, C][:count]
    if kind == "sync":
        transport = SyncTransport(TransportSettings())
        transport.close()
        with pytest.raises(ConfigError, match="closed"):
            Downloader(transport).save(urls, tmp_path)
    else:

        async def main() -> None:
            other = AsyncTransport(TransportSettings())
            await other.aclose()
            await AsyncDownloader(other).save(urls, tmp_path)

        with pytest.raises(ConfigError, match="closed"):
            asyncio.run(main())
    assert listing(tmp_path) == []


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_one_that_breaks_ends_the_others_and_tells_what_is_in_place(kind: str, tmp_path: Path) -> None:
    class Broken(Server):
        def reply(self, url: str, headers: Any) -> Reply:
            if url == C:
                deadline = time.monotonic() + 120
                while "a.png" not in listing(tmp_path) and time.monotonic() < deadline:
                    time.sleep(0.001)
                raise IndexError("a mistake")
            return super().reply(url, headers)

        @asynccontextmanager
        async def async_stream(self, url: str, **named: Any) -> AsyncIterator[Reply]:
            if url == B:
                await asyncio.Event().wait()
            while url == C and "a.png" not in listing(tmp_path):  # noqa: ASYNC110 (a directory has no event)
                await asyncio.sleep(0.001)
            yield self.reply(url, {})

    def save() -> object:
        if kind == "sync":
            return Downloader(Sync(Broken())).save([A, C], tmp_path)
        return asyncio.run(AsyncDownloader(Async(Broken())).save([A, B, C], tmp_path))

    with pytest.raises(IndexError, match="a mistake") as caught:
        save()
    [note] = caught.value.__notes__
    assert "a.png" in note
    assert listing(tmp_path) == ["a.png"]


# Deadlines.


def test_saving_has_a_deadline_of_its_own(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, tmp_path: Path
) -> None:
    def slow(_request: httpx.Request) -> httpx.Response:
        clock.time += 99.9
        return httpx.Response(200, json={"status": "completed"})

    def file(_request: httpx.Request) -> httpx.Response:
        time.sleep(0.3)
        return httpx.Response(200, content=b"GIF89a")

    script(api, result={"status": "succeeded", "output": {"image": A}})
    api.get("/requests/r1/status").mock(side_effect=slow)
    api.get(A).mock(side_effect=file)
    client = kit.client().with_options(timeout=100)
    for way in (
        lambda: client.model("v/m").run({}),
        lambda: client.job("r1").wait(),
        lambda: client.job("r1").wait(timeout=100),
    ):
        result = kit.call(way())
        assert kit.call(result.save(tmp_path, overwrite=True)) == [tmp_path / "a.gif"]
        with pytest.raises(DownloadError, match=r"(?i)no time|in time|timeout|time was up"):
            kit.call(result.save(tmp_path, timeout=0.1))
    result = kit.call(client.with_options(timeout=0.1).job("r1").result())
    with pytest.raises(DownloadError, match=r"(?i)no time|in time|timeout|time was up"):
        kit.call(result.save(tmp_path))


def test_a_download_has_one_deadline_and_leaves_none_behind(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, tmp_path: Path
) -> None:
    script(api, statuses=["in_progress"], result={"status": "succeeded", "output": {"image": A}})
    api.get(A).respond(200, content=b"GIF89a")
    job = kit.client().job("r1")
    with pytest.raises(WaitTimeoutError):
        kit.call(job.download(tmp_path, timeout=5))
    clock.time += 100
    api.get("/requests/r1/status").respond(200, json={"status": "completed"})
    assert kit.call(job.wait()).output == {"image": A}

    def late(_request: httpx.Request) -> httpx.Response:
        clock.time += 4.9
        return httpx.Response(200, json={"status": "completed"})

    def slow(_request: httpx.Request) -> httpx.Response:
        time.sleep(0.3)
        return httpx.Response(200, content=b"GIF89a")

    api.get("/requests/r1/status").mock(side_effect=late)
    api.get(A).mock(side_effect=slow)
    with pytest.raises(DownloadError, match=r"(?i)no time|in time|timeout|time was up"):
        kit.call(kit.client().job("r1").download(tmp_path, timeout=5))
    assert kit.call(kit.client().job("r1").download(tmp_path, timeout=50)) == [tmp_path / "a.gif"]


# The end of a program.

LAST_LINE = """
    import {how}, sys
    from runcomfy import RunComfy

    def work():
        with RunComfy("t", base_url=sys.argv[1]) as client:
            for marker in "ab":
                print(len(client.model(f"t/{{marker}}").run({{"marker": marker}}).save(sys.argv[2])))

    {line}
"""


@pytest.mark.parametrize(
    ("how", "line"),
    [("threading", "threading.Thread(target=work).start()"), ("atexit", "atexit.register(work)")],
)
@pytest.mark.ci
def test_a_program_whose_last_line_starts_the_work(how: str, line: str, tmp_path: Path) -> None:
    with running() as server:
        files = [f"{server.url('foreign')}/files/f{each}.png" for each in range(4)]
        # One file, and several, which come at once.
        for marker, some in (("a", files[:1]), ("b", files[1:])):
            server.script(marker, document={"status": "succeeded", "output": {"images": some}})
        program = textwrap.dedent(LAST_LINE.format(how=how, line=line))
        command = [sys.executable, "-c", program, server.base_url, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["1", "3"], "")
    assert len(listing(tmp_path)) == 4
