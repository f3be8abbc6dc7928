"""Which process an owner is, whether it is certainly gone, and the clock of its lease."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from runcomfy import Journal

from tests.inside import is_gone, this_process, writer_of
from tests.inside import machine_module as machine
from tests.inside import owner_module as owner
from tests.inside import rows_module as rows

from .conftest import LEASE, URL, Desk, process_name

if TYPE_CHECKING:
    from pathlib import Path

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells so much")
NO_PROCESS = str(2**22 + 1)


def test_this_process_is_there() -> None:
    assert this_process() == this_process()
    assert not is_gone(this_process(), local=True)
    assert not is_gone(f"{this_process()}:nonce:with:colons", local=True)


@linux
@pytest.mark.parametrize(
    ("parts", "local", "gone"),
    [
        ({"pid": NO_PROCESS}, True, True),
        ({"pid": NO_PROCESS}, False, True),
        ({"pid": "1"}, True, True),  # the number of another one now
        ({"begun": "1"}, True, True),
        ({}, True, False),  # a second copy of this package in this process
        ({"boot": "another"}, True, True),
        ({"boot": "another"}, False, False),
        ({"boot": ""}, True, False),
        ({"namespaces": "1-1", "pid": NO_PROCESS}, True, False),
        ({"namespaces": "", "pid": NO_PROCESS}, True, False),
        ({"begun": ""}, True, False),
        ({"pid": "x"}, True, False),
        ({"pid": "9" * 30}, True, False),
    ],
)
def test_only_what_is_certain_counts(parts: dict[str, str], local: bool, gone: bool) -> None:
    assert is_gone(process_name(**{"token": "f" * 16, **parts}), local=local) is gone


@pytest.mark.parametrize("name", ["", "x", ":::", "::::", "a:b:c:d:e:f"])
def test_names_that_say_nothing(name: str) -> None:
    assert not is_gone(name, local=False)


@linux
def test_a_zombie_is_gone_and_its_parent_is_not() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    begun = owner._start_time(child.pid)
    name = process_name(pid=str(child.pid), begun=begun, token="a" * 16)
    assert not is_gone(name, local=True)
    assert child.stdin is not None
    child.stdin.close()
    while not is_gone(name, local=True):
        time.sleep(0.01)
    assert owner._exists(child.pid)
    child.wait()
    assert is_gone(name, local=True)


@linux
def test_what_may_not_be_looked_at_is_not_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user's process, where /proc shows everybody only their own."""
    monkeypatch.setattr(owner, "_start_time", lambda pid: "")
    assert not is_gone(process_name(pid=str(os.getppid()), begun="5", token="a" * 16), local=True)


@linux
def test_a_proc_of_other_namespaces_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "readlink", lambda path: "1" if path == "/proc/self" else "pid:[4026531836]")
    assert owner._namespaces.__wrapped__() == ""


def test_systems_without_boots(monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS and Windows only a number that nobody has says something, and only of this machine."""
    monkeypatch.setattr(owner, "boot_id", lambda: "")
    assert is_gone(f"::{NO_PROCESS}::token", local=True)
    assert not is_gone(f"::{NO_PROCESS}::token", local=False)
    assert not is_gone(f"::{os.getppid()}::token", local=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_fork_is_another_process() -> None:
    before = this_process()
    told, tell = os.pipe()
    if (child := os.fork()) == 0:
        os.write(tell, this_process().encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(tell)
    with open(told, "rb") as said:  # noqa: PTH123
        after = said.read().decode()
    assert before.split(":")[2:] != after.split(":")[2:]
    assert before.split(":")[4] != after.split(":")[4]


def test_a_lease_counts_by_the_machines_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wall clocks an hour apart change nothing."""
    with Journal(tmp_path / "j") as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        desk.hold()
        now = time.time()
        monkeypatch.setattr("time.time", lambda: now + 4000)
        assert desk.refused().busy
        monkeypatch.setattr("time.time", lambda: now - 4000)
        assert desk.refused().busy
        monkeypatch.undo()
        clock = machine.boot_seconds()
        monkeypatch.setattr("runcomfy._journal.file.boot_seconds", lambda: clock + LEASE + 1)
    with Journal(tmp_path / "j") as journal:
        assert journal.unknown()


LEASES = {
    "it runs": ("boot", "boot", 100.0, 130.0, 30.0),
    "it has run out": ("boot", "boot", 100.0, 161.0, 0.0),
    "another boot": ("old", "boot", 100.0, 101.0, 0.0),
    "a clock that was turned back, without boots": ("", "", 5000.0, 10.0, 0.0),
    "without boots": ("", "", 100.0, 130.0, 30.0),
}


@pytest.mark.parametrize(("then", "era", "leased", "now", "left"), LEASES.values(), ids=LEASES.keys())
def test_what_is_left_of_a_lease(then: str, era: str, leased: float, now: float, left: float) -> None:
    row = [
        1,
        "intent",
        "v/m",
        None,
        "u",
        "h",
        *[None] * 3,
        this_process(),
        *[None] * 4,
        0.0,
        0.0,
        1,
        *[None] * 3,
        0,
    ]
    entry = rows.entry_of([*row, leased, 60.0, then], era=era, now=now, local=True)
    assert entry.lease_left == left


@linux
def test_time_namespaces_share_the_clock() -> None:
    command = [
        sys.executable,
        "-c",
        "from runcomfy._journal.machine import boot_seconds; print(boot_seconds())",
    ]
    found = in_namespaces(command, "--time", "--boottime", "4000")
    assert abs(float(found) - machine.boot_seconds()) < 300


CONTAINER = """
import os, sys
from runcomfy._journal import Hold, Intent, Journal, writer_of
with Journal(sys.argv[1]) as journal:
    writer = writer_of(journal, "http://127.0.0.1:9/v1", "t")
    entry = writer.claim(Intent("v/m", "hash", batch="", slot="host"), "n1", lease=60)
    hold = writer.claim(Intent("v/m", "hash", batch="", slot="container"), "n2", lease=60)
    writer.pause(hold, 60)
    print(os.getpid(), entry.busy, hold.attempt)
"""


@linux
def test_containers_do_not_take_each_other_for_dead(tmp_path: Path) -> None:
    """One host name, one file, and processes that cannot see each other; the other's clock is more than an hour ahead."""
    path = tmp_path / "j"
    with Journal(path) as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        held = desk.hold("host")
        desk.writer.pause(held, LEASE)
        said = in_namespaces([sys.executable, "-c", CONTAINER, str(path)], "--time", "--boottime", "4000")
        # It has ended, and nobody out here can tell: its lease is what frees its request.
        assert said.split() == ["1", "True", "1"]
        assert desk.refused("container").busy
        assert desk.writer.go_on(held, LEASE) is None


def in_namespaces(command: list[str], *more: str) -> str:
    """What a program says that runs with processes of its own."""
    unshare = ["unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc", *more]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*unshare, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("there are no such namespaces here")
    return subprocess.run([*unshare, *command], check=True, capture_output=True, text=True).stdout
