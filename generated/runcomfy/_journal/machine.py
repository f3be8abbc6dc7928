"""What this machine, and the boot it is in, are called, and a clock that only a reboot turns back."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from functools import cache
from pathlib import Path

__all__ = ["boot_id", "boot_seconds", "machine_id"]


@cache
def boot_id() -> str:
    """Return a name that only this boot of this machine has, the same in all of its containers; empty if unknown."""
    return _word("/proc/sys/kernel/random/boot_id")


@cache
def machine_id() -> str:
    """Return a name that this machine, or this container, keeps over reboots; empty if it has none."""
    if sys.platform == "linux":
        return _word("/etc/machine-id") or _word("/var/lib/dbus/machine-id")
    if sys.platform == "win32":
        return _windows_id()
    return _mac_id() if sys.platform == "darwin" else ""


def boot_seconds() -> float:
    """Return the seconds since the machine was booted, by a clock that all its processes share.

    No wall clock: that one is set, and differs between containers that are told another time.
    """
    if sys.platform != "linux":
        return time.monotonic()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - _offset()


@cache
def _offset() -> float:
    """Return what a time namespace adds to the kernel's clock for the processes inside."""
    # The file tells of the processes to come; they may live in another namespace.
    if _link("/proc/self/ns/time") != _link("/proc/self/ns/time_for_children"):
        return 0.0
    for line in _text("/proc/self/timens_offsets").splitlines():
        name, *numbers = line.split()
        if name in {"boottime", "7"} and len(numbers) == 2:
            return int(numbers[0]) + int(numbers[1]) / 1e9
    return 0.0


def _text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""


def _word(path: str) -> str:
    found = _text(path).strip()
    # A machine that is still being set up has this word there.
    return "" if found == "uninitialized" else found


def _link(path: str) -> str:
    try:
        return os.readlink(path)  # noqa: PTH115 (a namespace is not a path)
    except OSError:
        return ""


def _windows_id() -> str:
    if sys.platform == "win32":
        import winreg

        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    return ""


def _mac_id() -> str:
    import ctypes

    name, patience = (ctypes.c_ubyte * 16)(), (ctypes.c_long * 2)(5, 0)
    try:
        failed = ctypes.CDLL(None).gethostuuid(name, ctypes.byref(patience))
    except (OSError, AttributeError):
        return ""
    return "" if failed else bytes(name).hex()
