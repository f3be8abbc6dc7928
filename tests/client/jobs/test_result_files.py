"""The files of a result one by one: in memory, as a stream, at a place of one's own, as a picture."""

from __future__ import annotations

import asyncio
import io
import pickle
import shutil
import sys
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from runcomfy import AsyncResult, AsyncResultFile, ConfigError, DownloadError, Result, ResultFile

from tests.client.files.test_files_save import BASE, Async, Reply, Server, Sync, listing
from tests.inside import AsyncDownloader, Downloader, DownloadPolicy, TransportError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

BIG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100
LENGTH = {"content-length": str(len(BIG)), "etag": '"1"'}
A, B = BASE + "a.png", BASE + "b.png"


class Kind:
    """Hides whether a result is the synchronous or the asynchronous one."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def result(
        self, raw: Any, server: Server | None = None, policy: DownloadPolicy | None = None, **more: Any
    ) -> Any:
        server, policy = server or Server(), policy or DownloadPolicy()
        facts = {"request_id": "r1", "model_id": "a/b", "status": "succeeded", "output": raw, "raw": raw}
        if self.kind == "sync":
            return Result(**facts, _downloader=Downloader(Sync(server), policy, sleep=lambda _: None, **more))
        return AsyncResult(
            **facts, _downloader=AsyncDownloader(Async(server), policy, sleep=no_sleep, **more)
        )

    def call(self, value: Any) -> Any:
        if self.kind == "sync":
            return value

        async def wait() -> Any:
            return await value

        return asyncio.run(wait())

    def pieces(self, file: Any, size: int, **more: Any) -> list[bytes]:
        """What comes out of the opened file, so many bytes at a time."""
        if self.kind == "sync":
            with file.open(**more) as stream:
                return list(iter(lambda: stream.read(size), b""))

        async def read() -> list[bytes]:
            found = []
            async with file.open(**more) as stream:
                while piece := await stream.read(size):
                    found.append(piece)
            return found

        return asyncio.run(read())


async def no_sleep(_seconds: float) -> None:
    await asyncio.sleep(0)


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> Kind:
    return Kind(request.param)


def test_files_know_their_kind_address_and_name(kind: Kind) -> None:
    raw = {
        "image": "https://h/x?sig=secret",
        "videos": ["https://h/y", "https://h/y", "https://h/z.png"],
        "audio": {"url": "https://h/s"},
        "other": ["https://h/a%3Db.mp3", "https://h/w"],
        "inline": "data:image/png;base64,AA==",
    }
    result = kind.result(raw)
    assert [(file.kind, file.name) for file in result.files] == [
        ("image", "x"), ("video", "y"), ("image", "z.png"), ("audio", "s"), ("audio", "a=b.mp3"), (None, "w"), ("image", "image"),
    ]  # fmt: skip
    assert tuple(file.url for file in result.files) == result.urls
    assert all(
        isinstance(file, ResultFile if kind.kind == "sync" else AsyncResultFile) for file in result.files
    )
    assert "secret" not in repr(result.files)
    assert repr(result.files[0]).endswith("ResultFile image x>")
    again = pickle.loads(pickle.dumps(result.files[0]))
    assert again == result.files[0]
    assert kind.result({"text": "no"}).files == ()


def test_a_file_is_read_into_memory(kind: Kind) -> None:
    rest = {"content-range": f"bytes 100-{len(BIG) - 1}/{len(BIG)}"}
    server = Server({"a.png": [
        TransportError("refused"), Reply(503), Reply(body=BIG[:100], headers=LENGTH, cut=True), Reply(206, BIG[100:], rest),
    ]})  # fmt: skip
    [file] = kind.result({"image": A}, server).files
    assert kind.call(file.read()) == BIG
    assert server.requests[-1][1] == {"range": "bytes=100-", "if-range": '"1"'}
    [inline] = kind.result("data:image/gif;base64,R0lGODlh").files
    assert kind.call(inline.read()) == b"GIF89a"


def test_a_file_is_streamed_and_goes_on_where_it_broke(kind: Kind) -> None:
    rest = {"content-range": f"bytes 9000-{len(BIG) - 1}/{len(BIG)}"}
    server = Server(
        {"a.png": [Reply(body=BIG[:9000], headers=LENGTH, cut=True), Reply(206, BIG[9000:], rest)]}
    )
    [file] = kind.result({"image": A}, server).files
    pieces = kind.pieces(file, 1000)
    assert b"".join(pieces) == BIG
    assert {len(piece) for piece in pieces[:-1]} == {1000}
    assert len(server.requests) == 2
    [inline] = kind.result("data:image/gif;base64,R0lGODlh").files
    assert b"".join(kind.pieces(inline, 4)) == b"GIF89a"


def test_what_broke_before_anything_was_given_away_begins_anew(kind: Kind) -> None:
    server = Server({"a.png": [Reply(body=BIG[:100], cut=True), Reply(body=BIG)]})
    [file] = kind.result({"image": A}, server).files
    assert b"".join(kind.pieces(file, 7)) == BIG


def test_what_broke_later_and_cannot_go_on_is_an_error_and_nothing_comes_twice(kind: Kind) -> None:
    server = Server({"a.png": [Reply(body=BIG[:9000], cut=True), Reply(body=BIG)]})
    [file] = kind.result({"image": A}, server).files
    with pytest.raises(DownloadError, match="cannot go on where it did"):
        kind.pieces(file, 100)


@pytest.mark.parametrize("way", ["read", "open"])
@pytest.mark.parametrize(
    ("url", "reply", "reason"),
    [
        (A, Reply(404), "answered 404"),
        (A, Reply(body=b"<html>" + bytes(9000)), "a web page"),
        (A, Reply(body=b"{}"), "JSON"),
        (A, Reply(headers={"content-encoding": "gzip"}), "was not asked for"),
        (A, Reply(body=BIG), "larger than 10.0 kB"),
        (A, Reply(302, headers={"location": "http://127.0.0.1/"}), "only https"),
        ("https://evil.example/a.png", Reply(), "is not allowed"),
        ("data:image/png;base64,!", Reply(), "base64"),
        ("data:text/html,<script>", Reply(), "a web page"),
    ],
)
def test_the_checks_are_those_of_saving(kind: Kind, way: str, url: str, reply: Reply, reason: str) -> None:
    [file] = kind.result(url, Server({"a.png": [reply]})).files
    with pytest.raises(DownloadError, match=f"was not read: .*{reason}"):
        kind.call(file.read(max_bytes=10_000)) if way == "read" else kind.pieces(file, 100, max_bytes=10_000)


@pytest.mark.parametrize("way", ["read", "open"])
def test_reading_has_a_deadline(kind: Kind, way: str) -> None:
    [file] = kind.result({"image": A}).files
    with pytest.raises(DownloadError, match="no time left"):
        kind.call(file.read(timeout=0)) if way == "read" else kind.pieces(file, 100, timeout=0)


def test_a_stream_that_is_left_is_closed(kind: Kind) -> None:
    open_now: list[str] = []

    class Watched(Server):
        @contextmanager
        def sync_stream(self, url: str, **named: Any) -> Iterator[Reply]:
            open_now.append(url)
            yield Reply(body=BIG)
            open_now.remove(url)

        @asynccontextmanager
        async def async_stream(self, url: str, **named: Any) -> AsyncIterator[Reply]:
            open_now.append(url)
            try:
                yield Reply(body=BIG)
            finally:
                open_now.remove(url)

    [file] = kind.result({"image": A}, Watched()).files
    if kind.kind == "sync":
        stream = file.open()
        assert not stream.seekable()
        assert stream.read(10) == BIG[:10]
        assert open_now == [A]
        out = io.BytesIO()
        shutil.copyfileobj(stream, out)
        stream.close()
        assert out.getvalue() == BIG[10:]
        return

    async def main() -> None:
        async with file.open() as stream:
            assert await stream.read(10) == BIG[:10]
            assert open_now == [A]
            rest = b"".join([piece async for piece in stream])
        assert rest == BIG[10:]
        async with file.open() as stream:
            assert await stream.read(10) == BIG[:10]
        assert open_now == []
        assert await file.open().read() == BIG

    asyncio.run(main())


def test_a_file_is_saved_where_it_is_wanted(kind: Kind, tmp_path: Path) -> None:
    told: list[Any] = []
    result = kind.result({"images": [A, B]}, saved=told.append)
    one = result.files[1]
    assert kind.call(one.save(tmp_path / "new" / "fox.jpeg")) == tmp_path / "new" / "fox.jpeg"
    assert kind.call(one.save(tmp_path / "new" / "fox.jpeg")) == tmp_path / "new" / "fox-1.jpeg"
    assert kind.call(one.save(tmp_path / "new" / "fox.jpeg", overwrite=True)) == tmp_path / "new" / "fox.jpeg"
    assert kind.call(one.save(tmp_path)) == tmp_path / "b.png"
    assert kind.call(one.save(f"{tmp_path}/other/")) == tmp_path / "other" / "b.png"
    assert kind.call(one.save(tmp_path / "plain")) == tmp_path / "plain"
    assert kind.call(one.save(directory=tmp_path / "deep")) == tmp_path / "deep" / "b.png"
    assert kind.call(one.save("x/fox.jpeg", directory=tmp_path)) == tmp_path / "x" / "fox.jpeg"
    with pytest.raises(DownloadError, match="larger than"):
        kind.call(one.save(tmp_path, max_bytes=3))
    # One of several is not the whole of a job.
    assert told == []
    kind.call(kind.result(A, saved=told.append).files[0].save(tmp_path))
    assert told == [[tmp_path / "a.png"]]


def test_the_only_file_of_a_result_is_saved_under_the_name_that_is_given(kind: Kind, tmp_path: Path) -> None:
    result = kind.result({"image": A})
    assert kind.call(result.save(tmp_path / "fox.png")) == [tmp_path / "fox.png"]
    assert kind.call(result.save(directory=str(tmp_path / "Fox.WebP"))) == [tmp_path / "Fox.WebP"]
    assert kind.call(result.save(tmp_path / "v1.5")) == [tmp_path / "v1.5" / "a.png"]
    assert kind.call(result.save(f"{tmp_path}/dir.png/")) == [tmp_path / "dir.png" / "a.png"]
    assert kind.call(result.save(tmp_path / "dir.png")) == [tmp_path / "dir.png" / "a-1.png"]
    assert kind.call(kind.result({"text": "none"}).save(tmp_path / "none.png")) == []
    assert not (tmp_path / "none.png").exists()


def test_several_files_do_not_fit_under_one_name(kind: Kind, tmp_path: Path) -> None:
    server = Server()
    with pytest.raises(ConfigError, match=r"fox\.png' names one file, and the result has 2") as caught:
        kind.call(kind.result({"images": [A, B]}, server).save(tmp_path / "fox.png"))
    assert "result.files" in str(caught.value)
    assert server.requests == []
    assert listing(tmp_path) == []


def test_a_picture_is_one_of_pillows(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(out, "PNG")
    server = Server({"a.png": [Reply(body=out.getvalue())], "b.png": [Reply()]})
    good, bad = kind.result([A, B], server).files
    assert kind.call(good.image()).size == (8, 6)
    with pytest.raises(DownloadError, match="not a picture that Pillow can read"):
        kind.call(bad.image())
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(ConfigError, match="needs Pillow"):
        kind.call(good.image())
