"""Which process wrote something, and whether that one is certainly gone."""

from __future__ import annotations

import os
import secrets
import sys
from functools import cache
from pathlib import Path

from .machine import boot_id

__all__ = ["is_gone", "this_process"]

# boot : namespaces : pid : start : token. What the system does not tell is empty.
_PARTS = 5


def this_process() -> str:
    """Return a name that no other process has, on whatever machine: fields with colons between them."""
    return ":".join((boot_id(), _namespaces(), *_numbers(os.getpid()), _process_token()))


@cache
def _process_token() -> str:
    return secrets.token_hex(8)


@cache
def _numbers(pid: int) -> tuple[str, str]:
    return str(pid), _start_time(pid) or ""


@cache
def _namespaces() -> str:
    """Return the namespaces in which numbers of processes, and the times when they began, mean the same."""
    try:
        # Where /proc is that of other namespaces, it tells of other processes.
        if os.readlink("/proc/self") != str(os.getpid()):  # noqa: PTH115
            return ""
        own = os.readlink("/proc/self/ns/pid")  # noqa: PTH115
    except OSError:
        return ""
    try:
        return f"{_digits_of(own)}-{_digits_of(os.readlink('/proc/self/ns/time'))}"  # noqa: PTH115
    except OSError:
        return _digits_of(own)


def _digits_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _become_another() -> None:
    """Become another process: a fork has copied all that was known of its parent."""
    for known in (_process_token, _numbers, _namespaces):
        known.cache_clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_become_another)


def is_gone(owner: str, *, local: bool) -> bool:
    """Return whether the process of that name has certainly ended.

    Args:
        owner: What `this_process` returned there, with or without more fields behind it.
        local: Whether only processes of this machine could have written it.
    """
    parts = owner.split(":")
    if len(parts) < _PARTS or parts[4] == _process_token():
        return False
    boot, namespaces, number, begun = parts[:4]
    if boot != boot_id():
        # A machine that was booted again has none of its old processes. Other machines do not matter to it.
        return bool(local and boot and boot_id())
    if not number.isdecimal():
        return False
    if not boot:
        # Neither boots nor starts are told apart here: only a number that nobody has says something.
        return local and not _exists(int(number))
    if not namespaces or namespaces != _namespaces():
        return False
    found = _start_time(int(number)) if _exists(int(number)) else "gone"
    # Numbers come round again. Of what cannot be read, nobody can say anything.
    return bool(found) and bool(begun) and found != begun


def _start_time(pid: int) -> str:
    """Return when a process began, as a string that only has to differ; empty where the system does not tell."""
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

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(0x00100000, 0, pid)  # SYNCHRONIZE
        if not handle:
            return ctypes.get_last_error() != 87  # ERROR_INVALID_PARAMETER: no process has this number
        running = kernel.WaitForSingleObject(handle, 0) != 0
        kernel.CloseHandle(handle)
        return bool(running)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
