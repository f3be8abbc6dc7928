"""Environments of their own for what we are compared to; they never become dependencies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

__all__ = ["ROOT", "environment"]

ROOT = Path(__file__).parents[3]
_FOLDER = ROOT / ".bench"


def environment(name: str, *packages: str) -> Path:
    """Return the Python of an environment that holds the packages, made on its first use."""
    folder = _FOLDER / name
    python = folder / "bin" / "python"
    marker = folder / "installed.txt"
    wanted = "\n".join(packages)
    if not marker.exists() or marker.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages],
            check=True,
            capture_output=True,
        )
        marker.write_text(wanted, encoding="utf-8")
    return python
