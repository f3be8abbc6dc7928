"""The output tree on disk: compared file by file, replaced whole, so that a kill leaves the old one or the new one."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.lock import LOCK_NAME, files_below, hash_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

__all__ = ["Difference", "compare", "edit_tree", "intact", "replace_tree", "sweep"]

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


def compare(out: Path, wanted: Mapping[str, bytes]) -> Difference:
    """Compare the tree on disk with the files it should consist of; caches of Python are passed over."""
    present = set(_files(out))
    return Difference(
        changed=tuple(sorted(p for p in present & wanted.keys() if (out / p).read_bytes() != wanted[p])),
        missing=tuple(sorted(wanted.keys() - present)),
        extra=tuple(sorted(present - wanted.keys())),
    )


def intact(out: Path, files: Mapping[str, str]) -> bool:
    """Say whether every file is there with the hash that the lock has for it."""
    try:
        return all(hash_bytes((out / path).read_bytes()) == digest for path, digest in files.items())
    except OSError:
        return False


def _files(out: Path) -> list[str]:
    return files_below(out, lambda name: name == "__pycache__")


def replace_tree(
    out: Path, wanted: Mapping[str, bytes], owned: Mapping[str, str], same: Collection[str] = ()
) -> None:
    """Make the tree consist of `wanted`, and of what was in it that `owned`, the lock's files, does not name.

    The new tree is built beside the old one and then put in its place in one step where the system can do that
    (Linux), else in two. `same` are files that are on disk as wanted; they are linked instead of written. Raises
    OSError where the disk refuses; the old tree is then still there.
    """
    out = out.resolve()  # not the link to it, where it is one
    out.parent.mkdir(parents=True, exist_ok=True)
    staged = out.parent / f".{out.name}.{os.getpid()}.new"
    sweep(out)
    staged.mkdir()
    try:
        for folder in sorted({os.path.dirname(path) for path in wanted}):  # noqa: PTH120 - plain texts, and many
            (staged / folder).mkdir(parents=True, exist_ok=True)
        for path, content in wanted.items():
            if path not in same or not _link(f"{out}/{path}", f"{staged}/{path}"):
                (staged / path).write_bytes(content)
        if out.exists():
            for path in _files(out):
                # Somebody else's file: kept, because only what the lock names is ours to remove.
                if path not in wanted and path not in owned and path != LOCK_NAME:
                    (staged / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(out / path, staged / path, follow_symlinks=False)
        shutil.copymode(out if out.exists() else out.parent, staged)
        _put(staged, out)
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


def edit_tree(root: Path, written: Mapping[str, bytes], removed: Collection[str]) -> None:
    """Write and remove some files of a folder, all or none; everything else in it stays as it is.

    As with `replace_tree`, the new folder is built beside the old one and put in its place. Folders that become empty
    go. Raises OSError where the disk refuses; the old folder is then still there.
    """
    root = root.resolve()  # not the link to it, where it is one
    root.parent.mkdir(parents=True, exist_ok=True)
    staged = root.parent / f".{root.name}.{os.getpid()}.new"
    sweep(root)
    try:
        if root.exists():
            shutil.copytree(root, staged, symlinks=True)
        else:
            staged.mkdir()
        for path, content in written.items():
            target = staged / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_symlink():  # it could lead back into the old folder
                target.unlink()
            target.write_bytes(content)
        for path in removed:
            (staged / path).unlink()
            for folder in (staged / path).parents:
                if folder == staged or any(folder.iterdir()):
                    break
                folder.rmdir()
        _put(staged, root)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
