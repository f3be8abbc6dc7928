"""A copy of a journal is not the journal."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from runcomfy import Journal, JournalError

from tests.inside import Identity, Place, recognise, writer_of
from tests.inside import identity_module as identity

from .conftest import URL, Desk

if TYPE_CHECKING:
    from pathlib import Path

FILE = Identity("7", "boot 1", ("anna",))

SAME = {
    "the same boot": (FILE, Place("7", "boot 1", "anna"), FILE),
    "a reboot": (FILE, Place("7", "boot 2", "anna"), Identity("7", "boot 2", ("anna",))),
    "a container of this host": (FILE, Place("7", "boot 1", "box"), Identity("7", "boot 1", ("anna", "box"))),
    "a container without a name": (FILE, Place("7", "boot 1", ""), FILE),
    "the same container after a reboot": (
        Identity("7", "boot 1", ("anna", "box")),
        Place("7", "boot 2", "box"),
        Identity("7", "boot 2", ("anna", "box")),
    ),
    # Nobody is locked out by a reboot: where there are no names, the inode alone decides.
    "a machine without a name, after a reboot": (
        Identity("7", "boot 1", ()), Place("7", "boot 2", ""), Identity("7", "boot 2", ())
    ),
    "a container without a name, after a reboot": (FILE, Place("7", "boot 2", ""), Identity("7", "boot 2", ("anna",))),
    "the machine has got a name": (
        Identity("7", "boot 1", ()), Place("7", "boot 2", "anna"), Identity("7", "boot 2", ("anna",))
    ),
    "a system without boots": (Identity("7", "", ("anna",)), Place("7", "", "anna"), Identity("7", "", ("anna",))),
    "a file system without inodes": (Identity("", "boot 1", ()), Place("", "boot 1", ""), Identity("", "boot 1", ())),
}  # fmt: skip

COPIES = {
    "on this machine": Place("8", "boot 1", "anna"),
    "on this machine, after a reboot": Place("8", "boot 2", "anna"),
    "on another": Place("8", "boot 9", "bert"),
    "with its whole disk": Place("7", "boot 9", "bert"),
    "on one without a name": Place("8", "boot 9", ""),
}


@pytest.mark.parametrize(("known", "here", "then"), SAME.values(), ids=SAME.keys())
def test_the_same_file(known: Identity, here: Place, then: Identity) -> None:
    assert recognise(known, here) == then
    # It is the same the next time, too.
    assert recognise(then, here) == then


@pytest.mark.parametrize("here", COPIES.values(), ids=COPIES.keys())
def test_a_copy(here: Place) -> None:
    assert recognise(FILE, here) is None


def test_machines_without_boots_know_each_other_by_name() -> None:
    assert recognise(Identity("7", "", ("anna",)), Place("7", "", "bert")) is None


def test_many_containers_do_not_fill_it() -> None:
    known = FILE
    for number in range(300):
        found = recognise(known, Place("7", "boot 1", f"box {number}"))
        assert found is not None
        known = found
    assert len(known.machines) <= 100
    assert known.machines[-1] == "box 299"


@pytest.mark.parametrize("how", ["copied", "moved to its place", "restored"])
def test_a_copied_file_is_refused(tmp_path: Path, how: str) -> None:
    path, copy = tmp_path / "a" / "j", tmp_path / "b" / "j"
    with Journal(path) as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        desk.writer.accept(desk.hold(), "r1")
    shutil.copytree(path.parent, copy.parent)
    if how != "copied":
        path.rename(path.with_name("old"))
        copy.rename(path)
        copy = path
    journal = Journal(copy)
    with pytest.raises(JournalError, match="is a copy") as caught:
        journal.check()
    said = str(caught.value)
    for word in (str(copy), str(copy.stat().st_ino), f"journal adopt {copy}", "journal=False"):
        assert word in said
    assert not caught.value.transient
    with pytest.raises(JournalError, match="is a copy"):
        Desk(journal, writer_of(journal, URL, "t")).claim()
    journal.adopt()
    journal.check()
    assert [entry.request_id for entry in journal.entries()] == ["r1"]
    journal.close()
    with Journal(copy) as again:
        again.check()


def test_a_moved_file_is_the_same(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        Desk(journal, writer_of(journal, URL, "t")).hold()
    (tmp_path / "j").rename(tmp_path / "k")
    (tmp_path / "link").symlink_to(tmp_path / "k")
    for name in ("k", "link"):
        with Journal(tmp_path / name) as journal:
            assert len(journal.entries()) == 1


def test_a_cloned_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal(tmp_path / "j") as journal:
        journal.check()
    monkeypatch.setattr(identity, "boot_id", lambda: "another boot")
    monkeypatch.setattr(identity, "machine_id", lambda: "another-machine")
    with Journal(tmp_path / "j") as journal, pytest.raises(JournalError, match="on machine another-mach"):
        journal.check()


def test_a_reboot_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "machine_id", lambda: "anna")
    for boot in ("one", "two", "three"):
        monkeypatch.setattr(identity, "boot_id", lambda name=boot: name)
        with Journal(tmp_path / "j") as journal:
            journal.check()
            assert journal._store.read(lambda seen: seen.fact("boot")) == boot


def test_what_cannot_be_adopted(tmp_path: Path) -> None:
    for name, content in (("empty", b""), ("text", b"not a journal" * 100)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(JournalError, match=r"is not a journal|is not a database"):
            Journal(tmp_path / name).adopt()
    with pytest.raises(JournalError, match=r"No such file|cannot be opened"):
        Journal(tmp_path / "missing").adopt()
    assert not (tmp_path / "missing").exists()
    os.mkdir(tmp_path / "directory")  # noqa: PTH102
    with pytest.raises(JournalError):
        Journal(tmp_path / "directory").adopt()
