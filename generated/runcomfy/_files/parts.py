"""Files that are still coming: their names, whether anyone still writes them, and clearing away the abandoned ones."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import stat
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["clear_abandoned", "hold", "is_part_name", "part_name"]

_NAME = re.compile(r"\.runcomfy-([0-9a-f]{16})([0-9a-f]{8})\.part")
_UNTOUCHED = 24 * 3600.0  # seconds; no download is silent for so long, its time limits end it
_CLOSED = 60.0  # seconds; the same for one that is already whole


def part_name() -> str:
    """Make a new name."""
    key = secrets.token_hex(8)
    return f".runcomfy-{key}{_check(key)}.part"


def is_part_name(name: str) -> bool:
    """Return whether `part_name` made this name: what only looks like one may be someone's own file."""
    found = _NAME.fullmatch(name)
    return found is not None and found[2] == _check(found[1])


def hold(path: Path, file: int) -> bool:
    """Mark a new file as being written, for as long as it is open.

    False means that someone took it for abandoned before it was marked.
    """
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # A file system without locks. The time of the last write stands in for one.
            return True
    return os.path.lexists(path)


def clear_abandoned(directory: Path, names: Iterable[str]) -> None:
    """Remove the part files whose writer has died. What cannot be removed stays."""
    for name in names:
        if is_part_name(name):
            with contextlib.suppress(OSError):
                _clear(directory / name)


def _clear(path: Path) -> None:
    if sys.platform == "win32":
        # An open file cannot be removed there. It is closed for a moment before it is put in place.
        facts = path.lstat()
        if stat.S_ISREG(facts.st_mode) and time.time() - facts.st_mtime > _CLOSED:
            path.unlink()
        return
    import fcntl

    file = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        facts = os.fstat(file)
        if not stat.S_ISREG(facts.st_mode):
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        except OSError:
            if time.time() - facts.st_mtime < _UNTOUCHED:
                return
        path.unlink()
    finally:
        os.close(file)


def _check(key: str) -> str:
    return hashlib.sha256(f"runcomfy part {key}".encode()).hexdigest()[:8]
