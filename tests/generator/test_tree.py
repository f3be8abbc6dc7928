"""The output tree on disk: replaced whole, with what others put into it, and nothing left beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.tree import compare, intact, replace_tree, sweep


def _tree(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_tree_whose_place_was_left_empty_comes_back(tmp_path: Path) -> None:
    (tmp_path / ".out.7.old").mkdir()
    (tmp_path / ".out.7.old/theirs.txt").write_text("kept")
    replace_tree(tmp_path / "out", {"a.txt": b"a"}, {})
    assert _tree(tmp_path / "out") == {"a.txt": b"a", "theirs.txt": b"kept"}


def test_where_folders_cannot_be_swapped_they_are_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.tree._exchange", lambda one, other: False)
    out = tmp_path / "out"
    replace_tree(out, {"a.txt": b"1", "b/c.txt": b"2"}, {})
    replace_tree(out, {"a.txt": b"3"}, {"a.txt": "", "b/c.txt": ""})
    assert _tree(out) == {"a.txt": b"3"}
    assert _names(tmp_path) == ["out"]
    assert not compare(out, {"a.txt": b"3"})


def test_what_a_killed_run_left_is_swept_and_what_is_in_use_is_not(tmp_path: Path) -> None:
    out = tmp_path / "out"
    nobody = 2**31 - 1  # above the greatest number that a process can have
    replace_tree(out, {"a.txt": b"1"}, {})
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
    replace_tree(out, {"a.txt": b"1"}, {})
    with pytest.raises(OSError, match="directory"):
        replace_tree(out, {"b": b"", "b/c.txt": b""}, {"a.txt": ""})
    assert _tree(out) == {"a.txt": b"1"}
    assert _names(tmp_path) == ["out"]


def test_a_file_that_is_gone_is_not_intact(tmp_path: Path) -> None:
    assert not intact(tmp_path, {"a.txt": "0"})
