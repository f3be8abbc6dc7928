"""The run that the picture shows."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["COMMAND", "demo", "kinds"]

COMMAND = "make demo"


def demo(folder: Path, *, quick: bool = False) -> list[str]:
    """Return what the demo prints, up to what it cost; its picture is in `out` below the folder."""
    times = "(0.4, 0.6)" if quick else "()"
    program = f"import sys, runcomfy.demo as demo; sys.exit(demo.main{times})"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout.split("\n\nTo run the same")[0].splitlines()


def kinds(lines: list[str]) -> list[str]:
    """Return the lines without what differs from run to run: numbers, ids, and how often it is looked."""
    found = [re.sub(r"sbx_\w+|\d[\d.,]*", "N", line.strip()) for line in lines]
    return [line for number, line in enumerate(found) if not number or line != found[number - 1]]
