"""`--format json`: standard output is one JSON document for every command and every outcome, and nothing else is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main

ROOT = Path(__file__).parent.parent.parent
TEXT = {"type": "string"}


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one schema to stand in."""
    monkeypatch.chdir(tmp_path)
    _write("prompt")
    return tmp_path


def _write(*names: str, **more: Any) -> None:
    schema = {"type": "object", "properties": dict.fromkeys(names, TEXT), **more}
    Path("schemas").mkdir(exist_ok=True)
    Path("schemas/m.json").write_text(json.dumps({"model_id": "v/m", "input_schema": schema}))


def _answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*arguments, "--format", "json"]) == code
    told = capsys.readouterr()
    assert not told.err
    document: dict[str, Any] = json.loads(told.out)
    assert document["version"] == 1
    assert (document["errors"] > 0) == (code == 2)
    return document


def test_generate_and_check(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = _answer(capsys, "generate", code=0)
    assert (first["models"], first["made"], first["changed"], first["verdict"]) == (1, 1, 0, None)
    assert first["new"] > 10
    assert _answer(capsys, "generate", code=0)["made"] == 0
    found = _answer(capsys, "check", code=0)
    assert (found["models"], found["matches"], found["changed"], found["extra"]) == (1, True, [], [])
    Path("generated/runcomfy/models/v/m.py").write_text("")
    Path("generated/runcomfy/py.typed").unlink()
    Path("generated/more.txt").touch()
    found = _answer(capsys, "check", code=1)
    assert found["matches"] is False
    assert found["changed"] == [{"path": "generated/runcomfy/models/v/m.py", "sources": ["schemas/m.json"]}]
    assert found["missing"] == [{"path": "generated/runcomfy/py.typed", "sources": []}]
    assert found["extra"] == [{"path": "generated/more.txt", "sources": []}]
    _write("prompt", "size", required=["nowhere"])
    changed = _answer(capsys, "generate", code=0)
    assert (changed["verdict"], changed["warnings"]) == ("minor", 1)
    _write("prompt", required=5)
    for command in ("generate", "check"):
        assert _answer(capsys, command, code=2)["faults"][0]["pointer"] == "/input_schema/required"


def test_add_and_list(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("new.json").write_text(json.dumps({"model_id": "v/new", "input_schema": {"type": "object"}}))
    added = {"model_id": "v/new", "path": "schemas/v/new.json", "written": "added"}
    assert _answer(capsys, "add", "new.json", code=0)["documents"] == [added]
    assert _answer(capsys, "add", "new.json", code=0)["documents"] == [{**added, "written": "unchanged"}]
    _answer(capsys, "add", "nowhere.txt", code=2)
    listed = _answer(capsys, "list", code=0)
    assert [model["model_id"] for model in listed["models"]] == ["v/m", "v/new"]
    Path("schemas/m.json").write_text("{")
    assert "models" not in _answer(capsys, "list", code=2)


def test_diff(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _answer(capsys, "diff", code=2)
    Path("schemas").rename("old")
    _write("size")
    found = _answer(capsys, "diff", "old", code=1)
    assert [change["rule"] for change in found["changes"]] == ["removed-input", "new-optional-input"]
    assert _answer(capsys, "diff", "old", "old", code=0)["changes"] == []
    with pytest.raises(SystemExit) as stop:
        main(["diff", "old", "--changelog", "--format", "json"])
    assert stop.value.code == 2


def test_sync(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _answer(capsys, "sync", "--base-url", "http://example.com/v1", code=2)
    assert [fault["file"] for fault in found["faults"]] == ["catalogue"]


@pytest.mark.parametrize("shape", ["text", "json"])
def test_a_reader_that_has_seen_enough_is_told_nothing(work: Path, shape: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "generator", "list", "--format", shape],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")
