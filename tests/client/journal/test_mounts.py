"""Which file systems a journal in a file may lie on."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from runcomfy import Journal, JournalError

from tests.inside import Mount, has_lasting_inodes, is_remote, mount_of, mount_trouble
from tests.inside import mounts_module as mounts

if TYPE_CHECKING:
    from collections.abc import Iterator

REMOTE = """
    nfs nfs4 cifs smb3 smbfs 9p virtiofs ceph lustre gpfs glusterfs afs beegfs ocfs2 gfs2 vboxsf drvfs fakeowner
    fuse.sshfs fuse.glusterfs fuse.s3fs fuse.rclone fuse.gcsfuse fuse.juicefs fuse.vmhgfs-fuse fuse fuse.grpcfuse
    fuse.something-new macfuse.sshfs NFS4 webdav
"""
LOCAL = """
    ext2 ext3 ext4 xfs btrfs zfs tmpfs overlay aufs f2fs jfs reiserfs bcachefs ramfs squashfs vfat exfat ntfs ntfs3
    fuseblk fuse.fuse-overlayfs fuse.mergerfs fuse.gocryptfs apfs hfs ecryptfs
"""


@pytest.mark.parametrize("name", REMOTE.split())
def test_what_other_machines_serve_is_refused(name: str) -> None:
    assert is_remote(name)


@pytest.mark.parametrize("name", LOCAL.split())
def test_a_disk_of_this_machine_is_not(name: str) -> None:
    assert not is_remote(name)


TABLE = r"""
22 27 0:21 / /sys rw,nosuid shared:7 - sysfs sysfs rw
27 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
40 27 0:35 / /home rw,relatime shared:20 - nfs4 server:/export/home rw,vers=4.2
41 40 259:3 / /home/anna/local\040disk rw - xfs /dev/sdb1 rw
42 27 0:36 / /data rw shared:21 master:2 propagate_from:1 - autofs systemd-1 rw
43 42 0:37 / /data rw - cifs //server/data rw
44 27 0:38 / /mnt/a rw - ext4 /dev/sdc rw
45 27 0:39 /vol/journal.sqlite3 /data/journal.sqlite3 rw - ext4 /dev/sdd rw
this is not a mount at all
46 27 0:40 / /odd\134name\011 rw - btrfs /dev/sde rw
"""

PLACES = {
    "/var/lib/j": Mount("/", "ext4"),
    "/home/anna/j": Mount("/home", "nfs4"),
    "/home": Mount("/home", "nfs4"),
    "/homes/j": Mount("/", "ext4"),
    "/home/anna/local disk/j": Mount("/home/anna/local disk", "xfs"),
    "/home/anna/local diskette": Mount("/home", "nfs4"),
    "/data/x/j": Mount("/data", "cifs"),  # what was mounted later lies on top
    "/mnt/a": Mount("/mnt/a", "ext4"),
    "/data/journal.sqlite3": Mount("/data/journal.sqlite3", "ext4"),
    "/odd\\name\t/j": Mount("/odd\\name\t", "btrfs"),
}


@pytest.mark.parametrize(("path", "mount"), PLACES.items(), ids=repr)
def test_the_mount_of_a_path(path: str, mount: Mount) -> None:
    assert mount_of(path, TABLE) == mount


def test_a_table_that_says_nothing() -> None:
    assert mount_of("/x", "") is None
    assert mount_of("/x", "garbage\n1 2 3 - ext4") is None


def told(monkeypatch: pytest.MonkeyPatch, type_name: str, point: str = "/") -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(mounts, "_mount", lambda path: Mount(point, type_name))


@pytest.mark.parametrize("name", ["nfs4", "9p", "fuse.sshfs"])
def test_a_journal_there_is_refused_and_another_way_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    told(monkeypatch, name)
    journal = Journal(tmp_path / "new" / "j")
    with pytest.raises(JournalError, match=f"network file system \\({name}\\)") as caught:
        journal.check()
    assert "postgresql://" in (caught.value.hint or "")
    # Not even a directory was made.
    assert not (tmp_path / "new").exists()


def test_a_single_file_that_is_mounted_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "j"
    told(monkeypatch, "ext4", str(path.resolve()))
    with pytest.raises(JournalError, match="mounted as a single file"):
        Journal(path).check()


def test_file_systems_without_inodes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told(monkeypatch, "vfat")
    assert not has_lasting_inodes(tmp_path)
    told(monkeypatch, "ext4")
    assert has_lasting_inodes(tmp_path)


def test_here(tmp_path: Path) -> None:
    assert mount_trouble(tmp_path / "j") is None


@pytest.fixture
def bound(tmp_path: Path) -> Iterator[Path]:
    """A journal's file, mounted alone in another place, as containers are given single files."""
    with Journal(tmp_path / "j") as journal:
        journal.check()
    point = tmp_path / "bound"
    point.touch()
    command = ["mount", "--bind", str(tmp_path / "j"), str(point)]
    if shutil.which("mount") is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)


def test_a_real_mount(bound: Path) -> None:
    with pytest.raises(JournalError, match="mounted as a single file"):
        Journal(bound).check()
