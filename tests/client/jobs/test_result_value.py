"""A result: its addresses, its looks, its travels."""

from __future__ import annotations

import asyncio
import base64
import io
import pickle
import sys
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from runcomfy import ConfigError, DownloadError

from tests.inside import AsyncDownloader, AsyncResult, Downloader, DownloadPolicy, Result, spot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
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
    priced = result({"images": [A, B]}, cost=Decimal("0.04"))
    assert repr(priced) == "<Result r1 of a/b: succeeded, cost=$0.04, urls=2>"
    assert len(repr(result({"text": "x" * 10_000}))) < 250
    assert repr(result(A, AsyncResult)).startswith("<AsyncResult r1")


@pytest.mark.parametrize("kind", [Result, AsyncResult])
@pytest.mark.parametrize("given", [0.1, "0.1", "$0.10", Decimal("0.1")])
def test_a_cost_is_a_decimal_however_it_was_given(kind: Any, given: Any) -> None:
    made = result({}, kind, cost=given)
    assert type(made.cost) is Decimal
    assert made.cost == Decimal("0.1")
    assert "cost=$0.10" in repr(made)
    assert type(replace(made, cost=2).cost) is Decimal
    # As an earlier version may have pickled it.
    travelled = pickle.loads(pickle.dumps(made))
    travelled.__setstate__({**travelled.__dict__, "cost": 0.1})
    assert travelled.cost == Decimal("0.1")
    assert repr(travelled) == repr(made)


@pytest.mark.parametrize("given", [True, "free", float("nan"), [1]])
def test_what_is_not_an_amount_is_not_a_cost(given: Any) -> None:
    with pytest.raises(ConfigError, match="cost must be an amount in US dollars"):
        result({}, cost=given)


def test_repr_shows_no_control_characters() -> None:
    for kind in (Result, AsyncResult):
        one = kind(
            request_id="r1",
            model_id="a/\x1b[2Jb\r\n\u202e",
            status="succ\x07eeded" + "x" * 10_000,
            output=A,
            raw=A,
        )
        assert repr(one).isprintable()
        assert "\\x1b[2Jb \\u202e" in repr(one)
        assert len(repr(one)) < 300
        assert "\x1b" not in one._repr_html_()


def test_notebooks_show_files_and_run_nothing() -> None:
    evil = "https://h.runcomfy.net/x.png?\"onload='alert(1)'><script>"
    raw = [
        A,
        B,
        evil,
        "https://h.runcomfy.net/x.mp3",
        "https://h.runcomfy.net/x",
        "data:text/html,<script>",
        "data:image/png;base64,AA==",
    ]
    html = result(raw)._repr_html_()
    assert '<img src="https://h.runcomfy.net/a.png?x=1&amp;y=%3D"' in html
    assert '<video src="https://h.runcomfy.net/b.mp4" controls' in html
    assert '<audio src="https://h.runcomfy.net/x.mp3" controls' in html
    assert '<a href="https://h.runcomfy.net/x"' in html
    assert '<img src="data:image/png;base64,AA=="' in html
    assert "<script" not in html
    assert "data:text/html" not in html
    assert html.startswith("<div><p><b>a/b</b>: succeeded, 7 files <small>(request r1)</small></p>")


def picture(size: tuple[int, int] = (8, 6)) -> bytes:
    out = io.BytesIO()
    # Noise, which no format makes small.
    Image.effect_noise(size, 200).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("kind", [Result, AsyncResult])
def test_notebooks_embed_what_was_saved(kind: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    address = f"data:image/png;base64,{base64.b64encode(picture()).decode()}"
    downloads = Downloader() if kind is Result else AsyncDownloader()
    one = result({"image": address}, kind, _downloader=downloads, cost=Decimal("0.04"))
    [path] = one.save("<out>") if kind is Result else asyncio.run(one.save("<out>"))
    for again in (one, pickle.loads(pickle.dumps(one))):
        monkeypatch.chdir("/")
        for html in (again._repr_html_(), again.files[0]._repr_html_()):
            content = base64.b64encode((tmp_path / path).read_bytes()).decode()
            assert f'<img src="data:image/png;base64,{content}"' in html
            assert "&lt;out&gt;" in html
            assert "<out>" not in html
    assert "<b>a/b</b>: succeeded, $0.04, 1 file <small>" in one._repr_html_()
    (tmp_path / path).unlink()
    assert "src=" not in one._repr_html_()


def test_a_file_saved_by_itself_is_embedded_too(tmp_path: Path) -> None:
    address = f"data:image/png;base64,{base64.b64encode(picture()).decode()}"
    one = result({"images": [address, A]}, _downloader=Downloader())
    one.files[0].save(tmp_path / "fox.png")
    assert "fox.png" in one._repr_html_()
    assert "fox.png" in one.files[0]._repr_html_()
    assert f'src="{A.split("?", maxsplit=1)[0]}' in one.files[1]._repr_html_()


@pytest.mark.ci
def test_a_large_picture_is_embedded_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"data:image/png;base64,{base64.b64encode(picture((2000, 1500))).decode()}"
    one = result({"image": address}, _downloader=Downloader())
    one.save(tmp_path)
    html = one._repr_html_()
    assert 'src="data:image/webp;base64,' in html
    assert len(html) < len(address) / 2
    # Without Pillow it is embedded as it is, and not at all where it is larger than a page should be.
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert 'src="data:image/png;base64,' in one._repr_html_()
    monkeypatch.setattr(spot("EMBEDDED_BYTES"), 1_000_000)
    assert "src=" not in one._repr_html_()


def test_notebooks_load_only_what_would_be_saved() -> None:
    refused = [
        "https://tracker.example/p.png",
        "http://h.runcomfy.net/y.png",
        "http://127.0.0.1:8080/z.png",
        "https://h.runcomfy.net:8443/x.png",
        "https://tracker.example/p",
        "https://h.runcomfy.net/\x1b.png",
        "https://10.0.0.1/a.mp4",
    ]
    html = result(refused)._repr_html_()
    assert "src=" not in html
    assert "href=" not in html
    assert "<code>https://tracker.example/p.png</code>" in html
    assert "\x1b" not in html
    here = Downloader(policy=DownloadPolicy(allowed_hosts=("tracker.example",), allow_loopback=True))
    html = result(refused, _downloader=here)._repr_html_()
    assert 'src="https://tracker.example/p.png"' in html
    assert 'src="http://127.0.0.1:8080/z.png"' in html


@pytest.mark.parametrize("kind", [Result, AsyncResult])
@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"image": "https://h.runcomfy.net/a b.png"}, 1),
        ({"image": " https://h.runcomfy.net/a.png"}, 1),
        ({"images": [A, "/files/b.png", "c.png"]}, 2),
        ({"video": {"url": "//h.runcomfy.net/b.mp4"}}, 1),
        ({"image_url": "ftp://h/x", "audio": "s3://bucket/x"}, 2),
        ({"other": "https://h.runcomfy.net/a b.png"}, 1),
        ({"other": ["./files/a.png", "/files/b.mp4?x=1"]}, 2),
        ("/files/a.png", 1),
        (
            {
                "text": f"see {A}",
                "more": "https:// is how they begin",
                "path": "c.png",
                "n": "/imagine a fox.png",
            },
            0,
        ),
        ({"image": "", "images": [], "video": None, "audio": 7}, 0),
    ],
)
def test_what_is_meant_for_an_address_and_is_none_is_told(
    kind: Any, raw: Any, told: int, tmp_path: Path
) -> None:
    downloads = Downloader(Transport()) if kind is Result else AsyncDownloader(AsyncTransport())
    one = result(raw, kind, _downloader=downloads)
    assert one.urls == ((A,) if told == 2 and "images" in raw else ())
    try:
        saved = one.save(tmp_path)
        saved = asyncio.run(saved) if kind is AsyncResult else saved
    except DownloadError as error:
        assert len(error.failures) == told
        saved = list(error.saved)
    else:
        assert told == 0
    assert len(saved) == len(one.urls)


@dataclass
class Reply:
    status: int = 200
    headers: Any = None

    def iter_bytes(self) -> Iterator[bytes]:
        yield b"GIF89a"

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
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


class AsyncTransport:
    @asynccontextmanager
    async def stream(self, url: str, **options: Any) -> AsyncIterator[Reply]:
        yield Reply(headers={})


def test_results_travel_without_the_client(tmp_path: Path) -> None:
    transport = Transport()
    policy = DownloadPolicy(allowed_hosts=("h.runcomfy.net",), max_bytes=10)
    first = result(
        {"image": A}, _downloader=Downloader(transport, policy, deadline=60.0), cost=Decimal("0.5")
    )
    assert [path.name for path in first.save(tmp_path)] == ["a.gif"]
    assert transport.calls == [(A, {})]
    again = pickle.loads(pickle.dumps(first))
    assert again == first
    assert again.urls == first.urls
    assert again._downloader.transport is None
    assert again._downloader.policy == policy
    assert again._downloader.deadline == 60.0


def test_a_result_without_files_saves_nothing(tmp_path: Path) -> None:
    assert result({"text": "hello"}).save(tmp_path / "new") == []
    again = pickle.loads(pickle.dumps(result("hello", AsyncResult, _downloader=AsyncDownloader())))
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
