"""Every Python example and every command of the README, run as they stand against the sandbox."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from runcomfy import registry

from tests.snippets import commands, examples, run_python

README = Path(__file__).parent.parent.parent / "README.md"
EXAMPLES = examples(README)
COMMANDS = commands(README)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 1
    assert len(EXAMPLES[0].splitlines()) == 10
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


def test_it_says_how_many_models_there_are() -> None:
    assert f"\n{len(registry)} models are packaged" in README.read_text(encoding="utf-8")


def test_its_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", README.read_text(encoding="utf-8"))
    assert targets
    for target in targets:
        assert (README.parent / target).exists(), target
