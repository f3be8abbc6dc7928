"""Every Python example and every command of the README, run as they stand against the sandbox."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from PIL import Image
from runcomfy.sandbox import Sandbox

README = Path(__file__).parent.parent.parent / "README.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)

COMMANDS = re.findall(r"^    runcomfy-py (.*)$", README.read_text(encoding="utf-8"), re.MULTILINE)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 6
    assert len(COMMANDS) >= 3


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_a_command_runs(command: str, tmp_path: Path) -> None:
    Image.new("RGB", (64, 64), "teal").save(tmp_path / "photo.png")
    with Sandbox(queue_time=0.05, run_time=0.1) as sandbox:
        done = subprocess.run(
            [sys.executable, "-m", "runcomfy", *shlex.split(command, comments=True)],
            cwd=tmp_path,
            env={"PATH": "", "XDG_STATE_HOME": str(tmp_path / "state"), **sandbox.environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    if "-o out/" in command:
        assert list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_runs(example: str, tmp_path: Path) -> None:
    Image.new("RGB", (64, 64), "teal").save(tmp_path / "photo.png")
    with Sandbox(queue_time=0.05, run_time=0.1) as sandbox:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", example],
            cwd=tmp_path,
            env={"PATH": "", "XDG_STATE_HOME": str(tmp_path / "state"), **sandbox.environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    if "save(" in example:
        assert list((tmp_path / "out").iterdir())
    if "except InputError" in example:
        assert "resolution" in done.stdout
        assert "'2k'" in done.stdout
