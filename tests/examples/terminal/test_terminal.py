"""The scripts as they are typed, against the sandbox."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from PIL import Image

if TYPE_CHECKING:
    from runcomfy.sandbox import Sandbox

HERE = Path(__file__).parent


def _sh(script: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "XDG_STATE_HOME": str(cwd / "state")}
    return subprocess.run(
        ["sh", str(HERE / script), *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def _jobs(sandbox: Sandbox) -> list[dict[str, Any]]:
    address, token = f"{sandbox.root_url}/sandbox/jobs", {"Authorization": f"Bearer {sandbox.token}"}
    found: list[dict[str, Any]] = httpx.get(address, headers=token, timeout=60).json()["jobs"]
    return found


def test_a_picture_from_a_prompt(runcomfy_sandbox: Sandbox, tmp_path: Path) -> None:
    done = _sh("picture.sh", "A fox in the snow", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (path,) = (tmp_path / "out").iterdir()
    assert path.name in done.stdout
    with Image.open(path) as picture:
        assert picture.width > picture.height
    (job,) = _jobs(runcomfy_sandbox)
    assert job["model_id"] == "blackforestlabs/flux-3/image"


def test_an_edit_of_a_photo_of_this_machine(runcomfy_sandbox: Sandbox, tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), "orange").save(tmp_path / "photo.png")
    done = _sh("edit.sh", "photo.png", "Make it evening", "made", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "made").iterdir())) == 1
    # What may cost more is not sent.
    script = (
        (HERE / "edit.sh").read_text(encoding="utf-8").replace("0.20", "0.001").replace("allow", "refuse")
    )
    (tmp_path / "cheap.sh").write_text(script, encoding="utf-8")
    refused = _sh(str(tmp_path / "cheap.sh"), "photo.png", "Make it evening", cwd=tmp_path)
    assert refused.returncode != 0
    assert "Nothing was sent" in refused.stderr
    assert len(_jobs(runcomfy_sandbox)) == 1
