"""Where the journal lies, and who may read it: its owner alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .._plain.locks import make_lock

__all__ = ["default_path", "make_private"]

_making = make_lock()


def default_path() -> Path:
    """Return `journal.sqlite3` in the platform's directory for the state of programs."""
    return _state_directory() / "runcomfy" / "journal.sqlite3"


def _state_directory() -> Path:
    named = os.environ.get("XDG_STATE_HOME")
    if named and Path(named).is_absolute():
        return Path(named)
    if sys.platform == "darwin":
        return Path("~/Library/Application Support").expanduser()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path("~/AppData/Local").expanduser()
    return Path("~/.local/state").expanduser()


def make_private(path: Path) -> None:
    """Make the file, for its owner alone, and the directories that are missing.

    The database makes its other files with the permissions of this one.

    Raises:
        OSError: It cannot be made.
    """
    # A file that is there is not opened: closing it would take all of SQLite's locks on it from this process. For the
    # same reason no other thread may find a new one before it is closed.
    with _making:
        if path.exists():
            if sys.platform != "win32" and path.stat().st_mode & 0o077:
                path.chmod(0o600)
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            # Another process was quicker.
            return
