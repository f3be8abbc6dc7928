"""A result: its addresses, its looks, its travels."""

from __future__ import annotations

import asyncio
import pickle
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.inside import AsyncDownloader, AsyncResult, Downloader, DownloadPolicy, Result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

A, B = "https://h.runcomfy.net/a.png?x=1&y=%3D", "https://h.runcomfy.net/b.mp4"


def result(raw: Any, kind: type = Result, **more: Any) -> Any:
    return kind(request_id="r1", model_id="a/b", status="succeeded", output=raw, raw=raw, **more)


@pytest.mark.parametrize(
    ("raw", "urls"),
    [
        ({"images": [A, B, A], "video": B}, (A, B)),
        (A, (A,)),
        ([[{"deep": {"er": [B]}}], A], (B, A)),
        ({"text": f"see {A}", "x": "https://", "n": 1, "y": None, "z": "ftp://h/x"}, ()),
        ({"inline": "data:image/png;base64,AA=="}, ("data:image/png;base64,AA==",)),
        (None, ()),
    ],
)
def test_urls_are_distinct_and_in_order(raw: Any, urls: tuple[str, ...]) -> None:
    assert result(raw).urls == urls


def test_repr_is_short() -> None:
    assert repr(result({"images": [A, B]}, cost=0.04)) == "<Result r1 of a/b: succeeded, cost=$0.04, urls=2>"
    assert len(repr(result({"text": "x" * 10_000}))) < 250
    assert repr(result(A, AsyncResult)).startswith("<AsyncResult r1")


def test_notebooks_show_files_and_run_nothing() -> None:
    evil = "https://h.runcomfy.net/x.png?\"onload='alert(1)'><script>"
    raw = [
        A,
        B,
        evil,
        "https://h/x.mp3",
        "https://h/x",
        "http://h/y.png",
        "data:text/html,<script>",
        "http://127.0.0.1/z.png",
    ]
    html = result(raw)._repr_html_()
    assert '<img src="https://h.runcomfy.net/a.png?x=1&amp;y=%3D"' in html
    assert '<video src="https://h.runcomfy.net/b.mp4" controls' in html
    assert '<audio src="https://h/x.mp3" controls' in html
    assert '<a href="https://h/x"' in html
    assert "<code>http://h/y.png</code>" in html
    assert 'src="http://127.0.0.1/z.png"' in html
    assert "<script" not in html
    assert "data:text/html" not in html
    assert "&lt;Result r1" in html


@dataclass
class Reply:
    status: int = 200
    headers: Any = None

    def iter_bytes(self) -> Iterator[bytes]:
        yield b"GIF89a"


class Transport:
    """Holds what cannot be pickled."""

    def __init__(self) -> None:
        self.lock = (one for one in ())
        self.calls: list[Any] = []

    @contextmanager
    def stream(self, url: str, **options: Any) -> Iterator[Reply]:
        self.calls.append((url, options["headers"]))
        yield Reply(headers={})


def test_results_travel_without_the_client(tmp_path: Path) -> None:
    transport = Transport()
    policy = DownloadPolicy(allowed_hosts=("h.runcomfy.net",), max_bytes=10)
    first = result({"image": A}, downloader=Downloader(transport, policy, deadline=60.0), cost=0.5)
    assert [path.name for path in first.save(tmp_path)] == ["a.gif"]
    assert transport.calls == [(A, {})]
    again = pickle.loads(pickle.dumps(first))
    assert again == first
    assert again.urls == first.urls
    assert again.downloader.transport is None
    assert again.downloader.policy == policy
    assert again.downloader.deadline == 60.0


def test_a_result_without_files_saves_nothing(tmp_path: Path) -> None:
    assert result({"text": "hello"}).save(tmp_path / "new") == []
    again = pickle.loads(pickle.dumps(result("hello", AsyncResult, downloader=AsyncDownloader())))
    assert asyncio.run(again.save(tmp_path / "new")) == []
    assert not (tmp_path / "new").exists()


def test_a_travelled_result_saves_with_connections_of_its_own(tmp_path: Path) -> None:
    inline = {"image": "data:image/gif;base64,R0lGODlh"}
    for number, kind in enumerate((Result, AsyncResult)):
        again = pickle.loads(pickle.dumps(result(inline, kind)))
        saved = again.save(tmp_path / str(number))
        [path] = asyncio.run(saved) if kind is AsyncResult else saved
        assert path.name == "image.gif"


def test_a_result_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        result(A).status = "failed"
