"""The output tree replaced whole, so that a kill leaves the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING

from generator.plain.refusals import reason_of
from generator.tree.files import walk
from generator.tree.leftovers import sweep

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

__all__ = ["edit_tree"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def edit_tree(
    root: Path, written: Mapping[str, bytes], removed: Collection[str] = (), *, spare: Path | None = None
) -> None:
    """Write and remove some files of a folder, all or none; everything else in it stays as it is.

    The new folder is built beside the old one, of links to what stays, and then put in its place in one step where the
    system can do that (Linux), else in two. Folders that become empty go, and so do caches of Python. Raises OSError
    about the folder where the disk refuses; the old folder is then still there.

    Where there is a place for a `spare`, the old folder is kept there, and the next new one is made of it: nearly all
    in it is right already, and a disk takes far longer to make and remove folders than to look at files.
    """
    try:
        _edit(root.resolve(), written, removed, spare)  # not the link to it, where it is one
    except OSError as error:
        # A disk that is full does not say which one, and the file that came too late stands in a folder that is gone.
        raise OSError(error.errno or errno.EIO, reason_of(error), str(root)) from error


def _edit(root: Path, written: Mapping[str, bytes], removed: Collection[str], spare: Path | None) -> None:
    root.parent.mkdir(parents=True, exist_ok=True)
    staged = root.parent / f".{root.name}.{os.getpid()}.new"
    sweep(root)
    try:
        files, empty = _content(root)
        kept = {path for path in files if path not in written and path not in removed}
        folders = _with_those_above([*map(os.path.dirname, (*written, *kept)), *empty])
        ready = set[str]() if spare is None else _reuse_spare(spare, staged, root, kept, folders)
        staged.mkdir(exist_ok=True)
        for folder in sorted(folders - ready):
            (staged / folder).mkdir(exist_ok=True)
        for path in kept - ready:
            if not _link(f"{root}/{path}", f"{staged}/{path}"):
                shutil.copy2(root / path, staged / path, follow_symlinks=False)
        for path, content in written.items():
            (staged / path).write_bytes(content)
        shutil.copymode(root if root.exists() else root.parent, staged)
        _put_in_place(staged, root)
        if spare is not None and staged.exists():
            _keep_as_spare(staged, spare)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _content(root: Path) -> tuple[list[str], list[str]]:
    """Return the files of a folder without Python's caches, and the folders in it that are empty."""
    found: list[str] = []
    empty: list[str] = []
    for below, folders, files in walk(root):
        found += [below + name for name in files]
        if below and not folders and not files:
            empty.append(below.rstrip("/"))
        folders[:] = [name for name in folders if name != "__pycache__"]
    return found, empty


def _with_those_above(folders: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for folder in folders:
        above = folder
        while above and above not in found:
            found.add(above)
            above = os.path.dirname(above)  # noqa: PTH120 - plain texts, and many
    return found


def _reuse_spare(
    spare: Path, staged: Path, root: Path, kept: Collection[str], folders: Collection[str]
) -> set[str]:
    """Put the spare folder in the place of the new one, with nothing in it but what that will hold too.

    Returns the folders and files that are there. The files are the very same ones that the tree has, not others that
    look like them. Nothing is where there is no spare folder that can be used.
    """
    try:
        if spare.is_symlink() or not spare.is_dir():
            return set()
        spare.rename(staged)
    except OSError:
        return set()
    ready: set[str] = set()
    others: list[str] = []
    try:
        for below, inner, files in walk(staged):
            for path in (below + name for name in files):
                if path in kept and _is_same(f"{root}/{path}", f"{staged}/{path}"):
                    ready.add(path)
                else:
                    os.unlink(f"{staged}/{path}")  # noqa: PTH108 - plain texts, and many
            for path in (below + name for name in inner):
                (ready.add if path in folders else others.append)(path)
        for path in reversed(others):
            os.rmdir(f"{staged}/{path}")  # noqa: PTH106 - plain texts, and many
    except OSError:
        shutil.rmtree(staged, ignore_errors=True)
        return set()
    return ready


def _is_same(one: str, other: str) -> bool:
    """Say whether two paths lead to one file, and not by way of a link."""
    first, second = os.lstat(one), os.lstat(other)
    return stat.S_ISREG(first.st_mode) and os.path.samestat(first, second)


def _keep_as_spare(old: Path, spare: Path) -> None:
    """Leave the folder that was replaced for the next time. Where that is not to be had, it goes."""
    with contextlib.suppress(OSError):
        shutil.rmtree(spare, ignore_errors=True)
        spare.parent.mkdir(parents=True, exist_ok=True)
        old.rename(spare)


def _link(old: str, new: str) -> bool:
    """Give a file a second place; false where it is a link itself, or the file system knows no second places."""
    try:
        if os.path.islink(old):  # noqa: PTH114 - plain texts, and many
            return False
        os.link(old, new)
    except OSError:
        return False
    return True


def _put_in_place(staged: Path, out: Path) -> None:
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
        import ctypes

        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (ImportError, OSError, AttributeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
