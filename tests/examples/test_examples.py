"""Every example of the documentation, run the way its reader would run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted(path.parent for path in Path(__file__).parent.glob("*/conftest.py"))
# What `make crash` installs, and the suite does without.
NEEDS = {"celery_tasks": "celery"}


def marks_of(example: Path) -> list[pytest.MarkDecorator]:
    """Those that need a broker where it is installed, all others in CI."""
    if example.name in NEEDS:
        return [pytest.mark.soak, pytest.mark.share]
    return [pytest.mark.ci]


@pytest.mark.parametrize(
    "example",
    [pytest.param(path, marks=marks_of(path)) for path in EXAMPLES],
    ids=lambda path: path.name,
)
def test_its_own_tests_pass(example: Path) -> None:
    if example.name in NEEDS:
        pytest.importorskip(NEEDS[example.name])
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("RUNCOMFY_", "PYTEST_"))
    }
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # those of this suite take a second or two to import
    options = ["-q", "-W", "error", "-p", "no:cacheprovider", "--rootdir=.", "-c", os.devnull]
    command = [sys.executable, "-m", "pytest", *options]
    done = subprocess.run(
        command, cwd=example, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout
