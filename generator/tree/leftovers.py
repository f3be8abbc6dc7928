"""What runs that were killed left beside the tree. Every run looks for it, and nearly none finds any."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["sweep"]


def sweep(out: Path) -> None:
    """Remove what a killed run left beside the tree; where the tree itself is gone, put the old one back."""
    out = out.resolve()
    # By the whole name: `.out.new.7.old` is of the tree `out.new`, and no business of `out`.
    names = re.compile(rf"\.{re.escape(out.name)}\.([0-9]+)\.(old|new)")
    found = [(left, match) for left in out.parent.glob(".*.*") if (match := names.fullmatch(left.name))]
    if found:
        _sweep(out, found)


def _sweep(out: Path, found: list[tuple[Path, re.Match[str]]]) -> None:
    import shutil

    for left, match in found:
        if (match[2] == "new" and not _at_work(int(match[1]))) or (match[2] == "old" and out.exists()):
            shutil.rmtree(left, ignore_errors=True)
        elif match[2] == "old":
            left.rename(out)


def _at_work(number: int) -> bool:
    """Say whether another process of this number is building the tree right now."""
    if os.name != "posix" or number in (0, os.getpid()):
        return False
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
