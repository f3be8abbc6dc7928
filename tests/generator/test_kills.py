"""`kill -9` in the middle of `sync` and of `generate`: the old tree or the new one, and the next run is as ever."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from tests.generator.catalogue import put
from tests.generator.fake_server import models, serving
from tests.generator.killed import state

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")

NEVER = 1_000_000  # a step that no run comes to
# A generated tree is some hundred files, and each is a step.
SOME = [[2, 9, 14, 18, 40, NEVER], pytest.param([*range(1, 400, 7), NEVER], marks=pytest.mark.soak)]


def _killed(steps: list[int], *arguments: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.generator.killed", ",".join(map(str, steps)), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "RUNCOMFY_CONFIG_DIR": "nowhere"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _held(runs: list[dict[str, Any]], old: str, new: str) -> None:
    """Say that every killed run left one of the two trees, that there were both, and that the last run ended well."""
    *killed, last = runs
    assert {run["ended"] for run in killed} == {signal.SIGKILL}
    assert (last["ended"], last["state"]) == (0, new)
    assert {run["state"] for run in killed} <= {old, new}
    assert len(killed) > 3
    assert killed[0]["state"] == old


@pytest.mark.parametrize("steps", SOME, ids=["some", "many"])
def test_a_sync_that_is_killed(work: Path, steps: list[int]) -> None:
    put("schemas/acme/m001.json", model_id="acme/m001", source="catalogue", input_schema={"type": "object"})
    put("schemas/mine.json", model_id="me/mine", source="hand", input_schema={"type": "object"})
    shutil.copytree("schemas", "original")
    with serving() as server:
        server.entries = models(6)
        arguments = ("sync", "--base-url", server.base_url, "--date", "2026-01-31", "--schemas")
        assert main([*arguments, "expected"]) == 0
        shutil.copy("schemas/mine.json", "expected/mine.json")
        old, new = state(Path("schemas")), state(Path("expected"))
        runs = _killed(steps, *arguments, str(work / "schemas"))
    _held(runs, old, new)
    assert sorted(path.name for path in work.iterdir()) == ["expected", "original", "schemas"]


@pytest.mark.parametrize("steps", SOME, ids=["some", "many"])
@pytest.mark.ci
def test_a_generate_that_is_killed(work: Path, steps: list[int]) -> None:
    put("schemas/m.json", model_id="v/m", input_schema={"type": "object", "properties": {"a": True}})
    assert main(["generate"]) == 0
    shutil.copytree("generated", "original")
    put("schemas/m.json", model_id="v/m", input_schema={"type": "object", "properties": {"b": True}})
    put("schemas/n.json", model_id="v/n", input_schema={"type": "object"})
    assert main(["generate", "--out", "expected"]) == 0
    old, new = state(Path("original")), state(Path("expected"))
    shutil.rmtree(".cache")
    runs = _killed(steps, "generate", "--schemas", str(work / "schemas"), "--out", str(work / "generated"))
    _held(runs, old, new)
    assert main(["check"]) == 0
    left = {path.name for path in work.iterdir()} - {".cache"}
    assert left == {"expected", "generated", "original", "schemas"}
