"""Whether a path lies on the disk of this machine: SQLite's locks and shared memory work nowhere else."""

from __future__ import annotations

import os
import re
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Mount", "has_lasting_inodes", "is_remote", "mount_of", "mount_trouble"]

# Served by another machine, or by a host to its guest: locks or shared memory do not reach all who use the file.
_REMOTE = frozenset(
    """
    9p acfs afpfs afs autofs beegfs ceph cifs coda davfs drvfs exafs fakeowner fhgfs gfs gfs2 glusterfs gpfs hgfs
    lustre ncpfs nfs nfs3 nfs4 ocfs2 orangefs panfs prl_fs pvfs2 sharefs smb2 smb3 smbfs virtiofs vboxsf vmhgfs
    wekafs webdav
    """.split()
)
# Programs in user space may fetch what they show from anywhere; these show a local disk.
_LOCAL_FUSE = frozenset(
    """
    bindfs cryfs cryptomator ecryptfs encfs ext2 ext4 fuse-ext2 fuse-overlayfs fuse2fs gocryptfs lxcfs mergerfs ntfs
    ntfs-3g overlayfs securefs unionfs unionfs-fuse veracrypt vfat zfs
    """.split()
)
# They have no inodes, and number their files anew each time.
_NUMBERED = frozenset({"exfat", "msdos", "vfat"})
_LOCAL_FLAG = 0x1000  # MNT_LOCAL of macOS


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a file system is mounted, and of what type it is."""

    point: str
    type: str


def is_remote(type_name: str) -> bool:
    """Return whether a file system of that type is not this machine's own, as far as its name tells."""
    name = type_name.lower()
    kind, _, program = name.partition(".")
    if kind in {"fuse", "osxfuse", "macfuse"}:
        return program not in _LOCAL_FUSE
    return name in _REMOTE


def mount_of(path: str, mountinfo: str) -> Mount | None:
    """Return the mount that holds an absolute path, by the text of /proc/self/mountinfo."""
    found: Mount | None = None
    for line in mountinfo.splitlines():
        before, dash, behind = line.partition(" - ")
        fields = before.split(" ")
        if not dash or len(fields) < 5:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4])
        holds = path == point or path.startswith(point.rstrip("/") + "/")
        # What was mounted later covers what was there.
        if holds and (found is None or len(point) >= len(found.point)):
            found = Mount(point, behind.split(" ")[0])
    return found


def mount_trouble(path: Path) -> str | None:
    """Return why a database file at that path would not be safe, or None: "it lies on ..."."""
    real = os.path.realpath(path)
    if sys.platform == "win32":
        return _windows_trouble(real)
    if sys.platform == "darwin":
        return _mac_trouble(os.path.dirname(real))  # noqa: PTH120
    found = _mount(real)
    if found is None:
        return None
    if is_remote(found.type):
        return _remote(found.type)
    if found.point == real:
        # SQLite's log stands beside the file, where each of those who see it has a directory of its own.
        return "it is mounted as a single file; mount the directory that it is in"
    return None


def has_lasting_inodes(path: Path) -> bool:
    """Return whether a file at that path keeps the number of its inode."""
    found = _mount(os.path.realpath(path))
    return found is None or found.type.lower() not in _NUMBERED


def _mount(path: str) -> Mount | None:
    try:
        # Names that are not UTF-8 come as the file system's own functions give them.
        return mount_of(path, Path("/proc/self/mountinfo").read_text(errors="surrogateescape"))
    except OSError:
        return None


def _remote(name: str) -> str:
    return f"it lies on a network file system ({name}), where SQLite's locks do not hold"


def _windows_trouble(path: str) -> str | None:
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(path)[0]
        if path.startswith("\\\\") and not path.startswith("\\\\?\\"):
            return _remote("a network share")
        if ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == 4:  # DRIVE_REMOTE
            return _remote("a network drive")
    return None


def _mac_trouble(directory: str) -> str | None:
    import ctypes

    answer = ctypes.create_string_buffer(4096)
    try:
        if ctypes.CDLL(None).statfs(os.fsencode(directory), answer):
            return None
    except (OSError, AttributeError):
        return None
    # struct statfs with 64-bit inodes: the flags, a subtype, then the type's name.
    flags, _, name = struct.unpack_from("=II16s", answer.raw, 64)
    word = name.partition(b"\0")[0].decode("ascii", "replace")
    return _remote(word) if is_remote(word) or not flags & _LOCAL_FLAG else None
