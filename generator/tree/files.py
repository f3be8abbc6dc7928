"""Files as they stand on the disk: walked, read and hashed. Nothing is written here.

Paths are plain texts: as objects they would take longer than what is done with as many files as there are models.
"""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from generator.names.ids import root_prefix
from generator.plain.text import encodable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["content_of", "files_below", "hash_bytes", "schema_files", "schema_hashes", "walk"]

# A file of this size is refused when it is read; of what is in it nothing needs to be known.
_LARGEST = 64 * 1024 * 1024


def hash_bytes(content: bytes) -> str:
    """Return the hash by which contents are compared."""
    return hashlib.sha256(content).hexdigest()


def content_of(file: str) -> bytes:
    """Return what a file holds. Raises OSError."""
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 - plain texts, and many
        return opened.read()


def schema_hashes(root: Path) -> dict[str, str]:
    """Return the hash of every file of the schemas' folder, hidden ones left out, by the name that faults use."""
    prefix = root_prefix(root)
    found = {path: f"{root}/{path}" for path in schema_files(root)}
    return {
        encodable(prefix + path): _hash_file(file, state.st_size)
        for path, file in found.items()
        if (state := _state(file)) is not None and stat.S_ISREG(state.st_mode)
    }


def schema_files(root: Path) -> list[str]:
    """Return the paths of all files of the schemas' folder, hidden ones left out, sorted."""
    return sorted(files_below(root, lambda name: name.startswith(".")))


def _state(file: str) -> os.stat_result | None:
    try:
        return os.stat(file)  # noqa: PTH116 - plain texts
    except (OSError, ValueError):
        return None


def _hash_file(file: str, size: int) -> str:
    return hash_bytes(content_of(file) if size <= _LARGEST else b"of %d bytes" % size)


def files_below(root: Path, skipped: Callable[[str], bool]) -> list[str]:
    """Return the paths of all files below a folder, without the files and folders whose names are `skipped`."""
    found: list[str] = []
    for below, folders, files in walk(root):
        folders[:] = [name for name in folders if not skipped(name)]
        found += [below + name for name in files if not skipped(name)]
    return found


def walk(root: Path | str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder as its path below the root with a `/` at its end, the names of its folders, and of its files.

    As `os.walk` does, in half the time. A link to a folder is a file: one thing, and not what lies behind it.
    """
    waiting = [""]
    while waiting:
        below = waiting.pop()
        folders: list[str] = []
        files: list[str] = []
        try:
            with os.scandir(f"{root}/{below}") as entries:
                for entry in entries:
                    (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
        except OSError:
            continue
        yield below, folders, files
        waiting += [f"{below}{name}/" for name in folders]
