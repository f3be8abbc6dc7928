"""The output tree on disk, compared file by file with what it should be."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.tree.caches import planted_caches
from generator.tree.files import content_of, files_below

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

__all__ = ["Difference", "compare", "foreign"]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a tree on disk differs from what it should be; paths are below the output folder, sorted."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is any difference."""
        return bool(self.changed or self.missing or self.extra)


def compare(
    out: Path, wanted: Mapping[str, bytes], standing: Collection[str] = (), *, caches: bool = False
) -> Difference:
    """Compare the tree on disk with the files it should consist of; `standing` are others that are known to be right.

    A link in the place of a file is another file, whatever it leads to. Python's caches are passed over; with `caches`,
    only those that hold just what Python itself would put there.
    """
    present = set(files_below(out, lambda name: name == "__pycache__")).difference(standing)
    if caches:
        present |= set(planted_caches(out, wanted))
    differs = (path for path in present & wanted.keys() if not _holds(f"{out}/{path}", wanted[path]))
    return Difference(
        changed=tuple(sorted(differs)),
        missing=tuple(sorted(wanted.keys() - present)),
        extra=tuple(sorted(present - wanted.keys())),
    )


def _holds(file: str, content: bytes) -> bool:
    """Say whether this is a file of its own, with just this content."""
    state = os.lstat(file)
    if stat.S_ISLNK(state.st_mode) or state.st_size != len(content):
        return False
    return content_of(file) == content


def foreign(out: Path, written: Iterable[str], ours: Collection[str]) -> list[str]:
    """Return what stands in the place of files to be written, or of their folders, and is not `ours`; sorted."""
    found: set[str] = set()
    for path in written:
        parts = path.split("/")
        for length in range(1, len(parts) + 1):
            place = "/".join(parts[:length])
            there, is_last = out / place, length == len(parts)
            if not os.path.lexists(there):
                break
            is_folder = there.is_dir() and not there.is_symlink()
            if is_last == is_folder or (is_last and place not in ours):
                if place not in ours or is_folder:
                    found.add(place)
                break
    return sorted(found)
