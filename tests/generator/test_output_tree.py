"""The folder that is replaced whole: what other runs, other people and other file systems leave and do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.tree.disk import compare
from generator.tree.edit import edit_tree
from generator.tree.leftovers import sweep


def _tree(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_tree_that_another_run_is_building_is_left_alone(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    working = tmp_path / f".out.{process.pid}.new"
    working.mkdir()
    (tmp_path / f".out.{'9' * 30}.new").mkdir()
    sweep(tmp_path / "out")
    assert _names(tmp_path) == [working.name]
    process.communicate(b"\n")
    sweep(tmp_path / "out")
    assert _names(tmp_path) == []


def test_a_run_of_somebody_else_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_process: int, _signal: int) -> None:
        raise PermissionError

    (tmp_path / ".out.1.new").mkdir()
    monkeypatch.setattr(os, "kill", refuse)
    sweep(tmp_path / "out")
    assert _names(tmp_path) == [".out.1.new"]


def test_files_that_stay_keep_their_place_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    edit_tree(out, {"a.txt": b"a", "b.txt": b"b"})
    number = (out / "a.txt").stat().st_ino
    edit_tree(out, {"b.txt": b"c"})
    assert (out / "a.txt").stat().st_ino == number
    assert (out / "b.txt").read_bytes() == b"c"

    def refuse(_old: str, _new: str) -> None:
        raise OSError("no second places here")

    monkeypatch.setattr(os, "link", refuse)
    edit_tree(out, {}, ["b.txt"])
    assert _names(out) == ["a.txt"]
    assert (out / "a.txt").read_bytes() == b"a"


def test_a_link_in_the_place_of_a_file_becomes_the_file(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_bytes(b"a")
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.txt").symlink_to(elsewhere)
    assert compare(out, {"a.txt": b"a"}).changed == ("a.txt",)
    edit_tree(out, {"a.txt": b"a"})
    assert not (out / "a.txt").is_symlink()
    assert (out / "a.txt").read_bytes() == b"a"


def test_a_tree_behind_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    out = tmp_path / "out"
    out.symlink_to(tmp_path / "real", target_is_directory=True)
    for content in (b"1", b"2"):
        edit_tree(out, {"a.txt": content})
        assert out.is_symlink()
        assert (tmp_path / "real/a.txt").read_bytes() == content
        assert _names(tmp_path) == ["out", "real"]
    (tmp_path / ".real.0.new").mkdir()
    sweep(out)
    assert _names(tmp_path) == ["out", "real"]


def test_where_the_disk_refuses_the_old_tree_is_still_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    edit_tree(out, {"a.txt": b"old"})
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError(5, "Input/output error")
        return rename(path, target)

    # As on a system that cannot swap two folders in one step.
    monkeypatch.setattr(sys, "platform", "other")
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="Input/output error"):
        edit_tree(out, {"a.txt": b"new"})
    assert _names(tmp_path) == ["out"]
    assert (out / "a.txt").read_bytes() == b"old"


def test_a_tree_whose_place_was_left_empty_comes_back(tmp_path: Path) -> None:
    (tmp_path / ".out.7.old").mkdir()
    (tmp_path / ".out.7.old/theirs.txt").write_text("kept")
    edit_tree(tmp_path / "out", {"a.txt": b"a"})
    assert _tree(tmp_path / "out") == {"a.txt": b"a", "theirs.txt": b"kept"}


def test_where_folders_cannot_be_swapped_they_are_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.tree.edit._exchange", lambda one, other: False)
    out = tmp_path / "out"
    edit_tree(out, {"a.txt": b"1", "b/c.txt": b"2"})
    edit_tree(out, {"a.txt": b"3"}, ["b/c.txt"])
    assert _tree(out) == {"a.txt": b"3"}
    assert _names(tmp_path) == ["out"]
    assert not compare(out, {"a.txt": b"3"})


def test_what_a_killed_run_left_is_swept_and_what_is_in_use_is_not(tmp_path: Path) -> None:
    out = tmp_path / "out"
    nobody = 2**31 - 1  # above the greatest number that a process can have
    edit_tree(out, {"a.txt": b"1"})
    kept = [
        f".out.{os.getppid()}.new",
        f".out.new.{nobody}.old",
        f".out.new.{nobody}.new",
        ".out.old",
        ".out.x.new",
    ]
    swept = [f".out.{os.getpid()}.new", f".out.{nobody}.new", f".out.{nobody}.old", f".out.{10**30}.new"]
    for name in (*kept, *swept):
        (tmp_path / name).mkdir()
    sweep(out)
    assert _names(tmp_path) == sorted([*kept, "out"])
    assert _tree(out) == {"a.txt": b"1"}


def test_the_old_tree_of_another_name_is_not_put_in_its_place(tmp_path: Path) -> None:
    (tmp_path / ".out.two.7.old").mkdir()
    sweep(tmp_path / "out")
    assert _names(tmp_path) == [".out.two.7.old"]


def test_a_disk_that_refuses_leaves_the_old_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    edit_tree(out, {"a.txt": b"1"})
    with pytest.raises(OSError, match="directory"):
        edit_tree(out, {"b": b"", "b/c.txt": b""}, ["a.txt"])
    assert _tree(out) == {"a.txt": b"1"}
    assert _names(tmp_path) == ["out"]


def test_an_edit_keeps_the_rest_and_leaves_no_empty_folders(tmp_path: Path) -> None:
    root = tmp_path / "schemas"
    edit_tree(root, {"a/b/one.json": b"1", "a/two.json": b"2"}, ())
    outside = tmp_path / "outside.json"
    outside.write_bytes(b"theirs")
    (root / "link.json").symlink_to(outside)
    edit_tree(root, {"link.json": b"ours"}, {"a/b/one.json"})
    assert _names(root) == ["a", "link.json"]
    assert _names(root / "a") == ["two.json"]
    assert (root / "link.json").read_bytes() == b"ours"
    assert outside.read_bytes() == b"theirs"


def test_an_edit_of_a_folder_behind_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "schemas"
    link.symlink_to(tmp_path / "real", target_is_directory=True)
    edit_tree(link, {"one.json": b"1"}, ())
    assert link.is_symlink()
    assert _names(tmp_path / "real") == ["one.json"]
    assert _names(tmp_path) == ["real", "schemas"]
