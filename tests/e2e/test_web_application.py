"""The guide's web application, served by a real uvicorn, against the sandbox."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import socket
import threading
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn
from PIL import Image
from runcomfy.sandbox import Sandbox

from tests.snippets import examples, run_python

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE = Path(__file__).parents[2] / "generated/docs/guides/web.md"
PICTURE = "https://example.com/a.png"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("web")


@pytest.fixture(scope="module")
def site(place: Path) -> Iterator[httpx.Client]:
    program, _ = examples(GUIDE)
    (place / "web_application.py").write_text(program, encoding="utf-8")
    with contextlib.ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox(queue_time=0.05, run_time=0.05))
        patched = stack.enter_context(pytest.MonkeyPatch.context())
        patched.chdir(place)
        for name, value in sandbox.environment.items():
            patched.setenv(name, value)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            app = load(place / "web_application.py").app
        listening = stack.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield stack.enter_context(
                httpx.Client(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=120)
            )
        finally:
            server.should_exit = True
            thread.join(120)


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_route_waits_for_the_picture(site: httpx.Client) -> None:
    answer = site.post("/pictures", json={"prompt": "A red fox", "images": [PICTURE]})
    assert answer.status_code == 200
    assert len(answer.json()["urls"]) == 1


def test_what_does_not_fit_is_fastapis_own_422(site: httpx.Client) -> None:
    answer = site.post("/pictures", json={"prompt": 5, "images": [], "resolution": "9k", "sed": 1})
    assert answer.status_code == 422
    assert [fault["loc"] for fault in answer.json()["detail"]] == [
        ["body", "images"], ["body", "prompt"], ["body", "resolution"], ["body", "sed"],
    ]  # fmt: skip
    assert site.post("/pictures", content=b"{").status_code == 422


def test_a_stranger_learns_nothing_of_the_disk(
    site: httpx.Client, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (8, 8)).save(place / "photo.png")
    asked: list[str] = []
    stat = os.stat

    def watched(path: Any, *args: Any, **kwargs: Any) -> os.stat_result:
        asked.append(str(path))
        return stat(path, *args, **kwargs)

    monkeypatch.setattr(os, "stat", watched)
    names = ["/etc/passwd", str(place), str(place / "nothing.png"), str(place / "photo.png"), "~", "a\0b"]
    told = set()
    for name in names:
        for route in ("/pictures", "/jobs"):
            answer = site.post(route, json={"prompt": "A fox", "images": [name]})
            assert answer.status_code == 422
            told.add(json.dumps(answer.json()))
    assert len(told) == 1
    assert "local files are refused here" in told.pop()
    assert not set(names) & set(asked)


def test_a_job_in_the_background_is_kept(site: httpx.Client, place: Path) -> None:
    answer = site.post("/jobs", json={"prompt": "A red fox", "images": [PICTURE]})
    assert answer.status_code == 202
    folder = place / "pictures" / answer.json()["job"]
    for _ in range(6_000):
        if list(folder.glob("*.png")):
            break
        time.sleep(0.02)
    assert len(list(folder.glob("*.png"))) == 1


def test_progress_comes_as_it_happens(site: httpx.Client) -> None:
    job = site.post("/jobs", json={"prompt": "A red fox", "images": [PICTURE]}).json()["job"]
    with site.stream("GET", f"/jobs/{job}/progress") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line]
    assert lines[-3:] == ["data: completed", "event: done", "data: 1"]
    assert site.get("/jobs/a b/progress").status_code == 422


def test_the_openapi_document_has_choices_and_bounds(site: httpx.Client) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = site.get("/openapi.json").json()
    body = document["components"]["schemas"]["EditInput"]
    assert body["required"] == ["images", "prompt"]
    assert body["additionalProperties"] is False
    assert body["properties"]["resolution"]["enum"] == ["1k", "2k", "4k"]
    assert (body["properties"]["images"]["minItems"], body["properties"]["images"]["maxItems"]) == (1, 10)


@pytest.mark.ci
def test_the_guide_s_own_test_passes(tmp_path: Path) -> None:
    program, its_test = examples(GUIDE)
    (tmp_path / "web_application.py").write_text(program, encoding="utf-8")
    (tmp_path / "test_web_application.py").write_text(its_test, encoding="utf-8")
    # Whether Starlette warns of httpx is not ours: it does where httpx2 is not installed.
    asked = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "default", "test_web_application.py")
    done = run_python(tmp_path, *asked)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
