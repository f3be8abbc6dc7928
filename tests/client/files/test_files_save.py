"""Saving files, with threads and with asyncio: the same script, the same outcome."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from runcomfy.errors import DownloadError

from tests.inside import AsyncDownloader, Downloader, DownloadPolicy, TransportError

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
BASE = "https://cdn.runcomfy.net/"


@dataclass
class Reply:
    """One answer: `cut` ends it with a fault of the transport."""

    status: int = 200
    body: bytes = PNG
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False

    def chunks(self) -> Iterator[bytes]:
        for at in range(0, len(self.body), 50):
            yield self.body[at : at + 50]
        if self.cut:
            raise TransportError("reset by peer")

    def iter_bytes(self) -> Iterator[bytes]:
        yield from self.chunks()

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks():
            await asyncio.sleep(0)
            yield chunk


class Server:
    """A transport that answers from a script: for each address a list of replies, the last one for ever."""

    def __init__(self, script: Mapping[str, list[Reply | TransportError]] | None = None) -> None:
        self.script = {BASE + name: list(replies) for name, replies in (script or {}).items()}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.lock = threading.Lock()
        self.running = 0
        self.most = 0
        self.gate: Callable[[], object] = lambda: None

    def reply(self, url: str, headers: Mapping[str, str]) -> Reply:
        with self.lock:
            self.requests.append((url, dict(headers)))
            replies = self.script.get(url, [Reply()])
            found = replies.pop(0) if len(replies) > 1 else replies[0]
        if isinstance(found, TransportError):
            raise found
        return found

    @contextmanager
    def sync_stream(self, url: str, *, headers: Mapping[str, str], timeout: object) -> Iterator[Reply]:
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            self.gate()
            yield self.reply(url, headers)
        finally:
            with self.lock:
                self.running -= 1

    @asynccontextmanager
    async def async_stream(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        timeout: object,  # noqa: ASYNC109
    ) -> AsyncIterator[Reply]:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await asyncio.sleep(0.001)
            yield self.reply(url, headers)
        finally:
            self.running -= 1


class Sync:
    def __init__(self, server: Server) -> None:
        self.stream = server.sync_stream


class Async:
    def __init__(self, server: Server) -> None:
        self.stream = server.async_stream


Save = Callable[..., list["Path"]]


@pytest.fixture(params=["threads", "asyncio"])
def save(request: pytest.FixtureRequest) -> Save:
    """Save with either driver; pauses take no time."""

    async def no_sleep(seconds: float) -> None:
        await asyncio.sleep(0)

    def run(
        server: Server,
        names: list[str],
        directory: object,
        policy: DownloadPolicy | None = None,
        **options: Any,
    ) -> Any:
        urls = [name if ":" in name else BASE + name for name in names]
        policy = policy or DownloadPolicy()
        if request.param == "threads":
            return Downloader(Sync(server), policy, sleep=lambda seconds: None).save(
                urls, directory, **options
            )
        return asyncio.run(
            AsyncDownloader(Async(server), policy, sleep=no_sleep).save(urls, directory, **options)
        )

    return run


def listing(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_files_are_saved_in_order_under_their_names(save: Save, tmp_path: Path) -> None:
    target = tmp_path / "new" / "dir"
    paths = save(Server(), ["b.png", "a%3Dc.png", "x/b.png"], target)
    assert [path.name for path in paths] == ["b.png", "a=c.png", "b-1.png"]
    assert all(path.read_bytes() == PNG for path in paths)
    assert listing(target) == ["a=c.png", "b-1.png", "b.png"]
    assert save(Server(), [], tmp_path / "none") == []


def test_addresses_are_asked_for_as_they_are_and_once(save: Save, tmp_path: Path) -> None:
    server = Server()
    save(server, ["a%3Db.png?s=%2F", "a%3Db.png?s=%2F"], tmp_path)
    assert server.requests == [(BASE + "a%3Db.png?s=%2F", {})]


def test_nothing_is_overwritten_unless_asked(save: Save, tmp_path: Path) -> None:
    (tmp_path / "A.PNG").write_bytes(b"old")
    (tmp_path / "b.png").symlink_to(tmp_path / "elsewhere")
    assert [path.name for path in save(Server(), ["a.png", "b.png"], tmp_path)] == ["a-1.png", "b-1.png"]
    assert (tmp_path / "A.PNG").read_bytes() == b"old"
    [again] = save(Server(), ["b.png"], tmp_path, overwrite=True)
    assert again.name == "b.png"
    assert not again.is_symlink()
    assert not (tmp_path / "elsewhere").exists()


def test_a_name_taken_meanwhile_is_left_alone(save: Save, tmp_path: Path) -> None:
    def progress(done: int, total: int | None, name: str) -> None:
        (tmp_path / "a.png").write_bytes(b"another's")

    assert [path.name for path in save(Server(), ["a.png"], tmp_path, on_progress=progress)] == ["a-1.png"]
    assert (tmp_path / "a.png").read_bytes() == b"another's"


def test_a_broken_file_is_resumed(save: Save, tmp_path: Path) -> None:
    length = {"content-length": str(len(PNG)), "etag": '"1"'}
    rest = {"content-range": f"bytes 100-{len(PNG) - 1}/{len(PNG)}"}
    server = Server({"a.png": [Reply(body=PNG[:100], headers=length, cut=True), Reply(206, PNG[100:], rest)]})
    [path] = save(server, ["a.png"], tmp_path)
    assert path.read_bytes() == PNG
    assert server.requests[1][1] == {"range": "bytes=100-", "if-range": '"1"'}


def test_a_file_that_cannot_be_resumed_begins_again(save: Save, tmp_path: Path) -> None:
    server = Server({"a.png": [
        TransportError("refused"), Reply(503, b"busy"), Reply(body=b"x" * 120, cut=True),
        Reply(body=PNG[:30], headers={"content-length": "208"}), Reply(),
    ]})  # fmt: skip
    assert save(server, ["a.png"], tmp_path)[0].read_bytes() == PNG
    assert len(server.requests) == 5


def test_one_failure_loses_no_other_file(save: Save, tmp_path: Path) -> None:
    server = Server({"gone.png": [Reply(404, b"")], "dead.png": [TransportError("reset")]})
    names = ["a.png", "gone.png", "https://evil.example/x?secret", "dead.png", "b.png"]
    with pytest.raises(DownloadError) as caught:
        save(server, names, tmp_path)
    error = caught.value
    assert [path.name for path in error.saved] == ["a.png", "b.png"]
    assert [failure.url for failure in error.failures] == [
        BASE + "gone.png",
        "https://evil.example/x?secret",
        BASE + "dead.png",
    ]
    assert "3 of 5 files" in str(error)
    assert "answered 404" in str(error)
    assert "'evil.example' is not allowed" in str(error)
    assert "secret" not in str(error)
    assert listing(tmp_path) == ["a.png", "b.png"]


def test_redirects_are_followed_only_where_allowed(save: Save, tmp_path: Path) -> None:
    server = Server({
        "a.png": [Reply(302, b"", {"location": "/real%3D.png"})],
        "b.png": [Reply(302, b"", {"location": "http://127.0.0.1/x"})],
    })  # fmt: skip
    with pytest.raises(DownloadError, match="only https"):
        save(server, ["a.png", "b.png"], tmp_path)
    assert listing(tmp_path) == ["a.png"]
    assert {url for url, _ in server.requests} == {BASE + "a.png", BASE + "real%3D.png", BASE + "b.png"}


def test_the_cap_leaves_nothing_behind(save: Save, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="larger than 100 bytes"):
        save(Server(), ["a.png"], tmp_path, max_bytes=100)
    assert listing(tmp_path) == []


def test_data_uris_are_saved_too(save: Save, tmp_path: Path) -> None:
    uris = [
        "data:image/png;base64,iVBORw0KGgo=",
        "data:application/octet-stream,%00%20b",
        "data:image/png;base64,!",
        "data:x",
        "data:text/plain,a%20b",
    ]
    with pytest.raises(DownloadError, match="it is text, not a picture") as caught:
        save(Server(), uris, tmp_path)
    assert [path.name for path in caught.value.saved] == ["image.png", "file.bin"]
    assert (tmp_path / "file.bin").read_bytes() == b"\0 b"
    assert len(caught.value.failures) == 3


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("data:text/plain,", "it is empty"),
        ("data:image/png;base64,", "it is empty"),
        ("data:text/plain,%61%62%63%64%65%66%67%68%69", "it is larger than 8 bytes"),
        ("data:text/plain;base64,YWJjZGVmZ2hp", "it is larger than 8 bytes"),
        ("data:text/plain;base64,YWJ", "its base64 is not valid"),
    ],
)
def test_data_uris_that_are_refused(save: Save, tmp_path: Path, uri: str, reason: str) -> None:
    with pytest.raises(DownloadError, match=reason):
        save(Server(), [uri], tmp_path, max_bytes=8)
    assert listing(tmp_path) == []


def test_the_size_of_a_data_uri_is_that_of_its_content(save: Save, tmp_path: Path) -> None:
    uris = ["data:image/gif,%47%49%46%38%39%61%67%68", "data:image/gif;base64,R0lG%0D%0AODlh%0D%0AZ2g%3D"]
    paths = save(Server(), uris, tmp_path, max_bytes=8)
    assert [path.read_bytes() for path in paths] == [b"GIF89agh"] * 2


def test_no_more_run_at_a_time_than_allowed(save: Save, tmp_path: Path) -> None:
    server = Server()
    together = threading.Barrier(3)
    server.gate = lambda: together.wait(timeout=120)
    save(server, [f"{index}.png" for index in range(12)], tmp_path, concurrency=3)
    assert server.most == 3
    assert len(listing(tmp_path)) == 12


def test_progress_is_told_and_may_fail(save: Save, tmp_path: Path) -> None:
    told: list[tuple[int, int | None, str]] = []
    server = Server({"a.png": [Reply(headers={"content-length": str(len(PNG))})]})
    save(server, ["a.png"], tmp_path, on_progress=lambda *facts: told.append(facts))
    assert told[-1] == (len(PNG), len(PNG), "a.png")

    def fails(*facts: object) -> None:
        raise RuntimeError("no terminal")

    assert len(save(Server(), ["b.png"], tmp_path, on_progress=fails)) == 1


def test_a_deadline_that_has_passed_saves_nothing(save: Save, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="no time left"):
        save(Server(), ["a.png"], tmp_path, timeout=0)
    assert listing(tmp_path) == []


def test_a_directory_that_cannot_be_made_is_named(save: Save, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DownloadError, match="cannot be used"):
        save(Server(), ["a.png"], tmp_path / "file")


def test_a_disk_fault_is_a_download_error(
    save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").mkdir()
    with pytest.raises(DownloadError, match=r"a\.png was not saved"):
        save(Server(), ["a.png"], tmp_path, overwrite=True)
    monkeypatch.setattr(os, "link", lambda *paths: (_ for _ in ()).throw(PermissionError(1, "no links here")))
    assert [path.name for path in save(Server(), ["b.png", "b.png?2"], tmp_path)] == ["b.png", "b-1.png"]
    assert listing(tmp_path) == ["a.png", "b-1.png", "b.png"]

    def taken_meanwhile(*_: object) -> None:
        (tmp_path / "c.png").write_bytes(b"another's")

    # Without links it is looked first whether the name is free.
    [path] = save(Server(), ["c.png"], tmp_path, on_progress=taken_meanwhile)
    assert path.name == "c-1.png"
    assert (tmp_path / "c.png").read_bytes() == b"another's"


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><title>Sign in</title>",
        b'{"error": "expired"}' * 300,
        b"\xff\xfe<\0h\0t\0m\0l\0>\0",
        b"\x7fELF" + bytes(60),
    ],
    ids=["html", "long json", "utf-16", "program"],
)
def test_what_is_no_picture_is_an_error_and_no_file(save: Save, tmp_path: Path, body: bytes) -> None:
    server = Server({"a.png": [Reply(body=body, headers={"content-type": "image/png"})]})
    with pytest.raises(DownloadError, match="not a picture, video or sound") as caught:
        save(server, ["a.png", "b.png"], tmp_path)
    assert listing(tmp_path) == ["b.png"]
    assert [path.name for path in caught.value.saved] == ["b.png"]
    # It is not asked for again, and not read to its end.
    assert len(server.requests) == 2


def test_other_versions_and_parts_are_not_put_together(save: Save, tmp_path: Path) -> None:
    length = {"content-length": str(len(PNG)), "etag": '"1"'}
    rest = {"content-range": f"bytes 100-{len(PNG) - 1}/{len(PNG)}", "etag": '"2"'}
    broken = Reply(body=PNG[:100], headers=length, cut=True)
    as_whole = {**length, "content-length": str(len(PNG) - 100), "content-range": rest["content-range"]}
    server = Server({
        "a.png": [broken, Reply(206, b"?" * 108, rest), Reply()],
        "b.png": [broken, Reply(200, PNG[100:], as_whole), Reply()],
    })  # fmt: skip
    for path in save(server, ["a.png", "b.png"], tmp_path):
        assert path.read_bytes() == PNG
    assert len(server.requests) == 6


def test_addresses_that_are_none_are_told(save: Save, tmp_path: Path) -> None:
    with pytest.raises(DownloadError) as caught:
        save(Server(), ["a.png", "https://cdn.runcomfy.net/a b.png", "https:/files/\x1b[31m.png"], tmp_path)
    assert listing(tmp_path) == ["a.png"]
    assert "holds characters that no address has" in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_cancelling_leaves_no_part_file(tmp_path: Path) -> None:
    class Hangs:
        @asynccontextmanager
        async def stream(
            self,
            url: str,
            *,
            headers: Mapping[str, str],
            timeout: object,  # noqa: ASYNC109
        ) -> AsyncIterator[Reply]:
            started.release()
            await asyncio.Event().wait()
            yield Reply()

    started = asyncio.Semaphore(0)

    async def main() -> None:
        task = asyncio.create_task(AsyncDownloader(Hangs()).save([BASE + "a.png", BASE + "b.png"], tmp_path))
        await started.acquire()
        await started.acquire()
        assert len(listing(tmp_path)) == 2
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())
    assert listing(tmp_path) == []
