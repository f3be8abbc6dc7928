"""What went wrong with a journal in a file, as an error that says what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from ..errors import JournalError

__all__ = ["WITHOUT", "file_trouble", "is_busy", "refusal"]

WITHOUT = "journal=False goes on without a journal."
_ELSEWHERE = f"Move it away, or give another path. {WITHOUT}"

# By SQLite's primary result codes: what it is, what to do.
_CODES = {
    sqlite3.SQLITE_FULL: ("cannot be written: the disk is full", f"Free some space on it. {WITHOUT}"),
    sqlite3.SQLITE_READONLY: ("cannot be written: the file is read-only", f"Make it writable. {WITHOUT}"),
    sqlite3.SQLITE_CORRUPT: (
        "is damaged",
        f"Look at what was sent on the website, then move the file away. {WITHOUT}",
    ),
    sqlite3.SQLITE_NOTADB: ("is not a database", _ELSEWHERE),
    sqlite3.SQLITE_IOERR: ("cannot be read or written", f"Check its disk. {WITHOUT}"),
}
# What SQLite says of these says no more.
_PLAIN = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def refusal(path: object, what: str, hint: str, *, transient: bool = False) -> JournalError:
    """Return the error for a journal."""
    return JournalError(f"The journal {path} {what}.", path=str(path), transient=transient, hint=hint)


def is_busy(error: BaseException) -> bool:
    """Return whether others hold the file."""
    return isinstance(error, sqlite3.Error) and _code(error) in _BUSY


def _code(error: sqlite3.Error) -> int:
    # Absent where the module raised it by itself.
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def file_trouble(error: BaseException, path: Path) -> JournalError | None:
    """Return what an error of SQLite's or of the system's is to the journal's user; None for any other."""
    if is_busy(error):
        others = _holders(path)
        return refusal(
            path,
            f"is locked by {others or 'another program'}",
            f"Try again when it is free. {WITHOUT}",
            transient=True,
        )
    if isinstance(error, sqlite3.Error):
        if isinstance(error, sqlite3.OperationalError) and _code(error) == sqlite3.SQLITE_CANTOPEN:
            return refusal(path, f"cannot be opened: {_reason(path)}", _ELSEWHERE)
        what, hint = _CODES.get(_code(error), ("cannot be used", WITHOUT))
        if _code(error) == 0 and isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error):
            what, hint = _CODES[sqlite3.SQLITE_CORRUPT]
        return refusal(path, what if _code(error) in _PLAIN else f"{what} ({error})", hint)
    if isinstance(error, OSError):
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            what, hint = _CODES[sqlite3.SQLITE_FULL]
            return refusal(path, what, hint)
        return refusal(path, f"cannot be opened: {error.strerror or error}", _ELSEWHERE)
    return None


def _reason(path: Path) -> str:
    if path.exists() and not os.access(path, os.R_OK | os.W_OK):
        return "this user may not read and write it"
    if not os.access(path.parent, os.W_OK):
        return "this user may not write into its directory"
    return "the system refuses it"


def _holders(path: Path) -> str:
    """Name the processes that have locks on the file, where the system tells: "process 17, 18"."""
    wanted: set[str] = set()
    for name in (path, path.with_name(f"{path.name}-shm")):
        try:
            wanted.add(str(name.stat().st_ino))
        except OSError:
            continue
    try:
        lines = Path("/proc/locks").read_text("ascii", "replace").splitlines()
    except OSError:
        return ""
    found: set[str] = set()
    for line in lines:
        # 1: POSIX  ADVISORY  WRITE 1234 fe:00:5678 0 EOF
        fields = line.replace("->", "").split()
        if len(fields) > 5 and fields[3] == "WRITE" and fields[5].rpartition(":")[2] in wanted:
            found.add(fields[4])
    found -= {str(os.getpid()), "0", "-1"}
    return f"process {', '.join(sorted(found, key=int)[:5])}" if found else ""
