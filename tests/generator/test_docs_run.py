"""The pages of this project's own models: every Python example runs, every command says what it is meant to."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from runcomfy.cli.parser import parse
from runcomfy.cli.run import gather
from runcomfy.sandbox import Sandbox

from tests.inside import sandbox_service_module as _service

ROOT = Path(__file__).parent.parent.parent
ALL_PAGES = sorted((ROOT / "generated/docs/models").rglob("*.md"))
# One in twenty-five here, the others in CI.
FIRST_PAGES = ALL_PAGES[::25]
OTHER_PAGES = [page for page in ALL_PAGES if page not in FIRST_PAGES]
WHICH = pytest.mark.parametrize(
    "pages", [FIRST_PAGES, pytest.param(OTHER_PAGES, marks=pytest.mark.ci)], ids=["first", "others"]
)
_DRAWN: dict[Any, Any] = {}
BLOCK = re.compile(r"^```(python|sh)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Sandbox]:
    """A quick sandbox that draws one small file of each kind, and hands it out again and again."""
    render, drawing = _service.render_one, threading.Lock()

    def once(spec: Any, inputs: Any, seed: int, index: int) -> Any:
        key = (spec.kind, inputs.get("output_format"))
        with drawing:
            if key not in _DRAWN:
                _DRAWN[key] = render(spec, {"output_format": key[1]} if key[1] else {}, seed, index)
        return _DRAWN[key]

    monkeypatch.setattr(_service, "render_one", once)
    monkeypatch.chdir(tmp_path)
    with Sandbox(queue_time=0, run_time=0, workers=8, balance=1_000_000) as made:
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        yield made


@cache
def _blocks(page: Path) -> list[str]:
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    assert [language for language, _ in found] == ["python", "sh", "sh"]
    return [source for _, source in found]


def test_there_is_a_page_for_every_model() -> None:
    assert len(ALL_PAGES) == len(json.loads((ROOT / "generated/runcomfy/registry.json").read_text()))


@WHICH
@pytest.mark.ci
def test_every_python_example_runs(
    pages: list[Path], sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(page: Path) -> Any:
        names: dict[str, Any] = {"__name__": "__main__"}
        exec(compile(_blocks(page)[0], page.name, "exec"), names)
        return names["result"]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(run, pages))
    for page, result in zip(pages, results, strict=True):
        assert f"`{result.model_id}`" in page.read_text(encoding="utf-8").splitlines()[0]
        assert result.urls, page
        assert result.urls[0].startswith(sandbox.root_url)
    assert len(list(Path("out").iterdir())) >= len(pages)
    assert capsys.readouterr().out.count("Path('out/") >= len(pages)


@WHICH
def test_every_command_and_every_request_says_what_the_program_says(pages: list[Path]) -> None:
    import shlex

    for page in pages:
        _, command, request = _blocks(page)
        words = shlex.split(request.replace("\\\n", ""))
        inputs = json.loads(words[-1])
        model_id = re.match(r"# `(.*)`", page.read_text(encoding="utf-8"))
        assert model_id is not None
        assert words[4] == f"https://model-api.runcomfy.net/v1/models/{model_id[1].replace(' ', '%20')}"
        if "<<" in command:
            assert json.loads(command.split("\n", 1)[1].removesuffix("\nJSON")) == inputs
            continue
        words = shlex.split(command.replace("\\\n", ""))
        assert words[0] == "runcomfy-py"
        assert gather(parse(words[1:])) == inputs
