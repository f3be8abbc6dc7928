"""A sandbox, and programs that run against it in processes of their own: what they do to Python stays there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from runcomfy.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
Program = Callable[[str], str]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(queue_time=0.1, run_time=0.1) as served:
        yield served


@pytest.fixture
def environment(sandbox: Sandbox, tmp_path: Path) -> dict[str, str]:
    """The environment of a program that talks to the sandbox."""
    return {
        **os.environ,
        **sandbox.environment,
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }


@pytest.fixture
def program(environment: dict[str, str], tmp_path: Path) -> Program:
    """Runs a program; returns what it printed."""

    def run(text: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", text],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    return run
