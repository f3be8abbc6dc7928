"""Who reads a program's output may have seen enough, as `| head` has: the program ends in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.skipif(os.name != "posix", reason="a closed pipe is another error there")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("runcomfy --help", 1),
        ("runcomfy models list", 1),
        ("runcomfy models show openai/gpt-image-2/edit", 1),
        # What the generator answers with its exit code is the same, whoever reads its words.
        ("generator list", 0),
        ("generator list --format json", 0),
        ("generator diff schemas schemas", 0),
    ],
)
@pytest.mark.sample(2)
def test_a_closed_pipe_is_no_trouble(command: str, code: int) -> None:
    ours, theirs = os.pipe()
    os.close(ours)  # before the first word, so that no buffer takes it
    try:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", *command.split()],
            cwd=ROOT,
            stdout=theirs,
            stderr=subprocess.PIPE,
            text=True,
            timeout=600,
            check=False,
        )
    finally:
        os.close(theirs)
    assert done.stderr == ""
    assert done.returncode == code
