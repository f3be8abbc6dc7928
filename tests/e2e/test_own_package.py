"""The guide "Your own package", as it says: init, a model of one's own, the tests, and a program."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from PIL import Image
from runcomfy.sandbox import Sandbox

from generator.cli import main

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "generated/docs/guides/your-own-package.md").read_text(encoding="utf-8")


def run(folder: Path, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(folder / "generated"),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # those of this suite take a second or two to import
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.ci
def test_the_guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (command,) = re.findall(r"^python -m generator (init .*)$", GUIDE, re.MULTILINE)
    (name, document) = re.findall(r"`(schemas/\S+\.json)`:\n\n```json\n(.*?)```", GUIDE, re.DOTALL)[0]
    (program,) = re.findall(r"^```py\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    (tmp_path / "generator").mkdir()
    monkeypatch.chdir(tmp_path / "generator")
    assert main(command.split()) == 0
    folder = tmp_path / "acme-ai"
    for file in re.findall(r"^\| (`.*?) \|", GUIDE, re.MULTILINE):
        assert all((folder / one).exists() for one in re.findall(r"`([^`]+)`", file)), file
    # That its tests pass as they come is shown where `make test` of it is tried: `tests/promises`.

    (folder / "schemas/acme/paint/text-to-image.json").unlink()
    (folder / name).write_text(document, encoding="utf-8")
    places = "--schemas", str(folder / "schemas"), "--out", str(folder / "generated")
    assert main(["generate", *places, "--package", "acme_ai"]) == 0
    assert "2 passed" in run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider")

    Image.new("RGB", (64, 64), "teal").save(folder / "photo.png")
    with Sandbox(schemas=folder / "schemas", queue_time=0, run_time=0) as server:
        here = program.replace("https://models.acme.example/v1", server.base_url).replace("...", server.token)
        assert here.count(server.token) == 1
        said = run(folder, "-c", f"{here}\nprint(result.urls, 'runcomfy' in __import__('sys').modules)")
    assert said.startswith("('http")
    assert said.endswith("False\n")


def test_what_it_says_of_a_model_that_is_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (words,) = re.findall(r'`"deprecated": "(.*?)"` in its document', GUIDE)
    (name, document) = re.findall(r"`(schemas/\S+\.json)`:\n\n```json\n(.*?)```", GUIDE, re.DOTALL)[0]
    monkeypatch.chdir(tmp_path)
    Path(name).parent.mkdir(parents=True)
    Path(name).write_text(document.replace("{", f'{{"deprecated": "{words}",', 1))
    assert main(["generate", "--package", "acme_ai"]) == 0
    said = run(tmp_path, "-c", 'from acme_ai import registry; print(registry["acme/upscale"].deprecated)')
    assert said == f"{words}\n"
