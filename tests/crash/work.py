"""What a user's workers do with each ended job's result. Importable wherever a worker runs."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

__all__ = ["fatal", "fetch"]


def fetch(result: Any) -> dict[str, object]:
    """Download the picture, save it in this worker's own folder, and take a moment over it."""
    (path,) = result.save(Path.cwd())
    size = Path(path).stat().st_size
    time.sleep(0.02)
    return {"n": result.output["n"], "size": size, "pid": os.getpid(), "cwd": str(Path.cwd())}


def fatal(result: Any) -> dict[str, object]:
    """The same, but one result is the end of its worker: for good, however often it is tried."""
    if result.output["n"] == "m3":
        os.kill(os.getpid(), signal.SIGKILL)
    return {"n": result.output["n"], "pid": os.getpid()}
