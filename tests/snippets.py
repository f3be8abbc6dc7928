"""The examples and commands of a Markdown page, run as its reader would run them: against a sandbox of ours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from PIL import Image
from runcomfy.sandbox import Sandbox

__all__ = ["commands", "examples", "run_python"]


def examples(page: Path) -> list[str]:
    """Return the Python blocks of a page."""
    return re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[str]:
    """Return what the page gives to the client's command line, without the command's name."""
    return re.findall(r"^(?:    )?runcomfy-py (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)


def run_python(
    folder: Path, *arguments: str, python: str | Path = sys.executable, sandbox: Sandbox | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder with a picture in it, against a sandbox, which is made if there is none."""
    Image.new("RGB", (64, 64), "teal").save(folder / "photo.png")
    with ExitStack() as stack:
        if sandbox is None:
            sandbox = stack.enter_context(Sandbox(queue_time=0.05, run_time=0.1))
        return subprocess.run(
            [str(python), *arguments],
            cwd=folder,
            env={
                # What Windows needs to open a socket at all.
                **{name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ},
                "PATH": "",
                # For a page's tests: the plugins of this suite take a second or two to import.
                "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
                "XDG_STATE_HOME": str(folder / "state"),
                **sandbox.environment,
            },
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
