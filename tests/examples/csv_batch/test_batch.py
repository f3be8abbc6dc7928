"""The table and the script as they are, against the sandbox: done once, and never over the cap."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from runcomfy.sandbox import Sandbox

HERE = Path(__file__).parent


def _sh(script: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "XDG_STATE_HOME": str(cwd / "state")}
    return subprocess.run(
        ["sh", str(script), str(HERE / "pictures.csv")],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def _jobs(sandbox: Sandbox) -> int:
    address, token = f"{sandbox.root_url}/sandbox/jobs", {"Authorization": f"Bearer {sandbox.token}"}
    return len(httpx.get(address, headers=token, timeout=60).json()["jobs"])


def test_a_picture_a_line_and_nothing_twice(runcomfy_sandbox: Sandbox, tmp_path: Path) -> None:
    for _ in range(2):
        done = _sh(HERE / "batch.sh", tmp_path)
        assert done.returncode == 0, done.stderr
    assert _jobs(runcomfy_sandbox) == 3
    assert len([path for path in (tmp_path / "out").rglob("*") if path.is_file()]) == 3


def test_the_cap_holds(runcomfy_sandbox: Sandbox, tmp_path: Path) -> None:
    strict = (HERE / "batch.sh").read_text(encoding="utf-8").replace("0.50", "0.12")
    cheap = tmp_path / "cheap.sh"
    cheap.write_text(strict, encoding="utf-8")
    done = _sh(cheap, tmp_path)
    assert done.returncode != 0
    # Two at 5 cents are within it; the one at 10 is not sent.
    assert _jobs(runcomfy_sandbox) == 2
