"""A fresh clone: every target prepares what it needs, once, and does what the README says."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from runcomfy.sandbox import Sandbox

from tests.programs.picture.run import kinds
from tests.promises.kit import ROOT, run

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = ROOT / "tests" / "generator" / "pages"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone") / "project"
    run("git", "clone", "--quiet", ROOT, folder)
    return folder


@pytest.fixture(scope="module")
def make(clone: Path) -> Callable[..., str]:
    """Run a target in the clone; the first one prepares the environment."""

    def target(*arguments: str, code: int = 0, **environment: str) -> str:
        return run("make", f"PYTHON={sys.executable}", *arguments, cwd=clone, code=code, **environment)

    return target


def test_the_demo_prints_what_the_picture_of_the_readme_shows(make: Callable[..., str], clone: Path) -> None:
    said = make("demo").split("\n\nTo run the same")[0].splitlines()
    with Image.open(ROOT / "tests/programs/picture/run.png") as picture:
        shown = kinds(str(picture.info["Description"]).splitlines())
    assert kinds(said)[-len(shown) :] == shown
    assert (clone / "out" / "image-1.png").is_file()


def test_what_is_prepared_is_not_prepared_again(make: Callable[..., str], clone: Path) -> None:
    # By uv, as in CI; and then by pip, as everywhere else, which finds that all is there.
    make("list", "BY_UV=1")
    assert "pip install" not in make("-n", "list")
    (clone / "pyproject.toml").touch()
    assert "pip install" in make("-n", "list")
    make("install")
    assert "pip install" not in make("-n", "list")


def test_add_generate_check_and_diff(make: Callable[..., str], clone: Path) -> None:
    make("add", code=2)  # no page is named
    make("add", f"PAGE={PAGES / 'markdown.md'}")
    added = run("git", "status", "--porcelain", "--untracked-files=all", "schemas", cwd=clone).split()
    assert len(added) == 2, added
    model_id = json.loads((clone / added[1]).read_text(encoding="utf-8"))["model_id"]
    make("check", code=2)  # make's own code for a command that fails
    make("generate")
    make("check")
    assert model_id in make("list")
    assert model_id in make("diff", "OLD=HEAD", "NEW=schemas")


def test_sync_takes_a_catalogue(make: Callable[..., str], clone: Path) -> None:
    (document,) = (clone / "schemas").rglob("openai/gpt-image-2/edit.json")
    kept = document.read_text(encoding="utf-8")
    document.write_text(kept.replace('"title": "', '"title": "Not the ', 1), encoding="utf-8")
    with Sandbox() as sandbox:
        make("sync", "ARGS=--model openai/gpt-image-2/edit", **sandbox.environment)
    # The sandbox has the catalogue's titles, and its prices, which are play money, are not taken.
    assert document.read_text(encoding="utf-8") == kept


def test_the_sandbox_listens_where_its_help_says() -> None:
    command = (sys.executable, "-m", "runcomfy", "sandbox")
    match = re.search(r"^ +--port PORT .*default: (\d+)$", run(*command, "--help"), re.MULTILINE)
    assert match is not None
    with socket.socket() as held:
        if sys.platform != "win32":
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", int(match[1])))
        held.listen()
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 1
    assert f"port {match[1]}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            lines = iter(process.stdout.readline, "")
            assert any(f"RUNCOMFY_MODEL_API_BASE=http://127.0.0.1:{match[1]}/v1" in line for line in lines)
            with socket.create_connection(("127.0.0.1", int(match[1])), timeout=60):
                pass
        finally:
            process.terminate()
