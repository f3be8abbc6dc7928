"""Environments of their own, made and filled by uv, which shares what it has fetched once."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path = ROOT, code: int = 0, **environment: str) -> str:
    """Run a program without this machine's settings; return what it printed, and fail where it ends otherwise."""
    # Variables of the make that runs this are not meant for those that it runs.
    ours = (
        "ARGS",
        "PART",
        "RUNCOMFY_",
        "PYTHON",
        "VIRTUAL_ENV",
        "MAKE",
        "MFLAGS",
        "PYTEST_",
        "HYPOTHESIS_",
        "UV_PYTHON",
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@dataclass(frozen=True)
class Environment:
    """A virtual environment with nothing in it but what is installed."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, interpreter: str = sys.executable) -> Environment:
        run("uv", "venv", "--quiet", "--python", interpreter, folder, **_path())
        return cls(folder)

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    def install(self, *arguments: str | Path) -> None:
        run("uv", "pip", "install", "--quiet", "--python", self.python, *arguments, **_path())

    def runs(self, *arguments: str | Path, cwd: Path, code: int = 0, **environment: str) -> str:
        return run(self.python, *arguments, cwd=cwd, code=code, **environment)


def _path() -> dict[str, str]:
    # uv is installed beside this Python, and not beside the one that a caller has on the path.
    return {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
