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


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder with a picture in it, against a sandbox."""
    Image.new("RGB", (64, 64), "teal").save(folder / "photo.png")
    with Sandbox(queue_time=0.05, run_time=0.1) as sandbox:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env={"PATH": "", "XDG_STATE_HOME": str(folder / "state"), **sandbox.environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_a_command_runs(command: str, tmp_path: Path) -> None:
    done = _run(tmp_path, "-m", "runcomfy", *shlex.split(command, comments=True))
    assert done.returncode == 0, done.stderr
    assert done.stdout
    if "-o out/" in command:
        assert list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_runs(example: str, tmp_path: Path) -> None:
    done = _run(tmp_path, "-W", "error", "-c", example)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    if "save(" in example:
        assert list((tmp_path / "out").iterdir())
    if "except InputError" in example:
        assert "resolution" in done.stdout
        assert "'2k'" in done.stdout
