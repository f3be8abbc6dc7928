"""`python -m generator sync`: the folder changes whole or not at all, and nobody else's file is touched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from runcomfy.sandbox import Sandbox

from generator.tree import edit as tree
from tests.generator.catalogue import SCHEMA, Server, documents, files, put, read, sync

ROOT = Path(__file__).parent.parent.parent


def test_a_disk_that_refuses_changes_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    sync()
    before = files()
    server.entries[0]["display_name"] = "New"

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", "schemas")

    monkeypatch.setattr(tree, "_put_in_place", refuse)
    assert sync() == 2
    assert files() == before
    assert sorted(path.name for path in Path().iterdir()) == ["schemas"]


def test_a_folder_that_changes_meanwhile_is_left_alone(server: Server) -> None:
    sync()
    server.entries[0]["display_name"] = "New"

    def hook(request: httpx.Request) -> None:
        Path("schemas/v/two.json").write_text("{}")

    server.hook = hook
    assert sync() == 2
    assert read("schemas/v/two.json") == {}
    assert read("schemas/v/one.json")["title"] == "The v/one"


def test_a_folder_with_a_document_that_cannot_be_read_is_left_alone(server: Server) -> None:
    put("schemas/v/one.json", model_id="v/one")
    before = files()
    assert sync() == 2
    assert files() == before
    assert not server.asked


def test_everything_else_in_the_folder_stays(server: Server) -> None:
    put("schemas/.notes/x.json", a=1)
    Path("schemas/empty").mkdir()
    Path("real").mkdir()
    Path("schemas").rename("real/schemas")
    Path("schemas").symlink_to("real/schemas")
    assert sync() == 0
    assert Path("schemas").is_symlink()
    assert Path("schemas/empty").is_dir()
    assert read("schemas/.notes/x.json") == {"a": 1}


@pytest.mark.ci
def test_a_kill_leaves_the_old_folder_or_the_new_one(work: Path) -> None:
    with Sandbox(documents=documents(30)) as sandbox:
        arguments = ["sync", "--base-url", sandbox.base_url, "--schemas", str(work / "schemas")]
        environment = {**os.environ, "RUNCOMFY_TOKEN": "x", "PYTHONPATH": str(ROOT)}
        for place in ("_put_in_place", "sweep"):
            program = (
                "import os, signal, sys; from generator.tree import edit as tree; from generator.cli import main;"
                f"tree.{place} = lambda *_: os.kill(os.getpid(), signal.SIGKILL); main(sys.argv[1:])"
            )
            put("schemas/old.json", model_id="v/old", source="hand", input_schema=SCHEMA)
            done = subprocess.run(
                [sys.executable, "-c", program, *arguments],
                env=environment, cwd=work, capture_output=True, check=False,
            )  # fmt: skip
            assert done.returncode == -signal.SIGKILL, done.stderr
            assert set(files()) == {"old.json"}
        done = subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            env=environment,
            cwd=work,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert len(files()) == 31
    assert sorted(path.name for path in work.iterdir()) == ["schemas"], "what was left lying is swept away"
