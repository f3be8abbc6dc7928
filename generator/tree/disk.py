"""The output tree on disk: compared file by file, replaced whole, so that a kill leaves the old one or the new one."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import stat
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.plain.refusals import reason_of
from generator.tree.caches import planted_caches
from generator.tree.lock import content_of, files_below, hash_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

__all__ = ["Difference", "compare", "edit_tree", "foreign", "intact", "sweep"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """How a tree on disk differs from what it should be; paths are below the output folder, sorted."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is any difference."""
        return bool(self.changed or self.missing or self.extra)


def compare(out: Path, wanted: Mapping[str, bytes], *, caches: bool = False) -> Difference:
    """Compare the tree on disk with the files it should consist of.

    A link in the place of a file is another file, whatever it leads to. Python's caches are passed over; with `caches`,
    only those that hold just what Python itself would put there.
    """
    present = set(_files(out))
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


def intact(out: Path, files: Mapping[str, str]) -> bool:
    """Say whether every file is there with the hash that the lock has for it."""
    try:
        return all(hash_bytes(content_of(f"{out}/{path}")) == digest for path, digest in files.items())
    except OSError:
        return False


def _files(out: Path) -> list[str]:
    return files_below(out, lambda name: name == "__pycache__")


def edit_tree(root: Path, written: Mapping[str, bytes], removed: Collection[str] = ()) -> None:
    """Write and remove some files of a folder, all or none; everything else in it stays as it is.

    The new folder is built beside the old one, of links to what stays, and then put in its place in one step where the
    system can do that (Linux), else in two. Folders that become empty go, and so do caches of Python. Raises OSError
    about the folder where the disk refuses; the old folder is then still there.
    """
    try:
        _edit(root.resolve(), written, removed)  # not the link to it, where it is one
    except OSError as error:
        # A disk that is full does not say which one, and the file that came too late stands in a folder that is gone.
        raise OSError(error.errno or errno.EIO, reason_of(error), str(root)) from error


def _edit(root: Path, written: Mapping[str, bytes], removed: Collection[str]) -> None:
    root.parent.mkdir(parents=True, exist_ok=True)
    staged = root.parent / f".{root.name}.{os.getpid()}.new"
    sweep(root)
    staged.mkdir()
    try:
        kept = [path for path in _files(root) if path not in written and path not in removed]
        # Plain texts, and many.
        folders = {os.path.dirname(path) for path in (*written, *kept)}  # noqa: PTH120
        empty = {os.path.relpath(at, root) for at, names, files in os.walk(root) if not names and not files}
        for folder in sorted(folders | empty):
            (staged / folder).mkdir(parents=True, exist_ok=True)
        for path in kept:
            if not _link(f"{root}/{path}", f"{staged}/{path}"):
                shutil.copy2(root / path, staged / path, follow_symlinks=False)
        for path, content in written.items():
            (staged / path).write_bytes(content)
        shutil.copymode(root if root.exists() else root.parent, staged)
        _put(staged, root)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _link(old: str, new: str) -> bool:
    """Give a file a second place; false where it is a link itself, or the file system knows no second places."""
    try:
        if os.path.islink(old):  # noqa: PTH114 - plain texts, and many
            return False
        os.link(old, new)
    except OSError:
        return False
    return True


def sweep(out: Path) -> None:
    """Remove what a killed run left beside the tree; where the tree itself is gone, put the old one back."""
    out = out.resolve()
    # By the whole name: `.out.new.7.old` is of the tree `out.new`, and no business of `out`.
    names = re.compile(rf"\.{re.escape(out.name)}\.([0-9]+)\.(old|new)")
    found = [(left, match) for left in out.parent.glob(".*.*") if (match := names.fullmatch(left.name))]
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


def _put(staged: Path, out: Path) -> None:
    if not out.exists():
        staged.rename(out)
        return
    if _exchange(staged, out):
        return
    old = out.parent / f".{out.name}.{os.getpid()}.old"
    out.rename(old)
    try:
        staged.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; false where the system has no such step."""
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
