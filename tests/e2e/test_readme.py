"""Every Python example and every command of the README, run as they stand against the sandbox."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from tests.snippets import commands, examples, run_python

README = Path(__file__).parent.parent.parent / "README.md"
EXAMPLES = examples(README)
COMMANDS = commands(README)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 6
    assert len(COMMANDS) >= 3


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_a_command_runs(command: str, tmp_path: Path) -> None:
    done = run_python(tmp_path, "-m", "runcomfy", *shlex.split(command, comments=True))
    assert done.returncode == 0, done.stderr
    assert done.stdout
    if "-o out/" in command:
        assert list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_runs(example: str, tmp_path: Path) -> None:
    done = run_python(tmp_path, "-W", "error", "-c", example)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    if "save(" in example:
        assert list((tmp_path / "out").iterdir())
    if "except InputError" in example:
        assert "resolution" in done.stdout
        assert "'2k'" in done.stdout
