"""Which process wrote something, and whether it is still there."""

from __future__ import annotations

import os
import socket
import sys
from functools import lru_cache
from pathlib import Path

__all__ = ["is_running", "this_process"]


def this_process() -> str:
    """A name for this process that no other one has had on this machine."""
    return _name(os.getpid())


@lru_cache(maxsize=8)
def _name(pid: int) -> str:
    return f"{socket.gethostname()}:{pid}:{_begun(pid)}"


def is_running(owner: str) -> bool:
    """Whether the process of that name still runs. Of another machine's nobody can say: it counts as running."""
    host, _, rest = owner.rpartition(":")[0].rpartition(":")
    begun = owner.rpartition(":")[2]
    if not rest.isdigit() or host != socket.gethostname():
        return True
    pid = int(rest)
    if pid == os.getpid():
        return owner == this_process()
    if not _exists(pid):
        return False
    # Numbers of processes come round again.
    return begun in {"", _begun(pid)}


def _begun(pid: int) -> str:
    """When a process began, in words that only have to differ; empty where the system does not tell."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return ""
    # The program's name stands in parentheses, and may hold anything.
    fields = text.rpartition(")")[2].split()
    # A zombie sends nothing any more.
    return "gone" if fields[:1] in (["Z"], ["X"]) else fields[19]


def _exists(pid: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x00100000, 0, pid)  # SYNCHRONIZE
        if not handle:
            return False
        running = kernel.WaitForSingleObject(handle, 0) != 0
        kernel.CloseHandle(handle)
        return bool(running)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
