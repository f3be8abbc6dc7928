"""The tree that was replaced, of which the next one is made: nothing of it comes back, and nothing is lost by it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from generator.tree.edit import edit_tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux swaps two folders in one step")


def _tree(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A tree that was replaced once, with the one before it as its spare."""
    out = tmp_path / "out"
    edit_tree(out, {"a/one.txt": b"1", "a/b/two.txt": b"2", "c/three.txt": b"3"}, spare=_spare(out))
    edit_tree(out, {"a/one.txt": b"11"}, spare=_spare(out))
    assert _tree(_spare(out)) == {"a/one.txt": b"1", "a/b/two.txt": b"2", "c/three.txt": b"3"}
    return out


def _spare(out: Path) -> Path:
    return out.parent / ".cache/spare"


def test_the_next_tree_is_made_of_it(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    mkdir = os.mkdir
    monkeypatch.setattr(os, "mkdir", lambda path, *more: (made.append(str(path)), mkdir(path, *more)))
    monkeypatch.setattr(os, "rmdir", lambda path, **_: pytest.fail(str(path)))
    number = (out / "a/b/two.txt").stat().st_ino
    state = (out / "c/three.txt").stat().st_ctime_ns
    edit_tree(out, {"a/b/two.txt": b"22"}, spare=_spare(out))
    assert _tree(out) == {"a/one.txt": b"11", "a/b/two.txt": b"22", "c/three.txt": b"3"}
    assert _tree(_spare(out)) == {"a/one.txt": b"11", "a/b/two.txt": b"2", "c/three.txt": b"3"}
    assert (out / "a/b/two.txt").stat().st_ino != number, "what is written is never written into the old file"
    assert (out / "c/three.txt").stat().st_ctime_ns == state, "what stays is not touched"
    assert [path for path in made if "/a" in path or "/c" in path] == []


def test_nothing_comes_back(out: Path) -> None:
    edit_tree(out, {}, ["a/b/two.txt"], spare=_spare(out))
    assert not (out / "a/b").exists()
    edit_tree(out, {"d.txt": b"4"}, spare=_spare(out))
    edit_tree(out, {"e.txt": b"5"}, spare=_spare(out))
    assert _tree(out) == {"a/one.txt": b"11", "c/three.txt": b"3", "d.txt": b"4", "e.txt": b"5"}
    assert not (out / "a/b").exists()


def test_what_others_did_in_the_tree_stays(out: Path) -> None:
    (out / "c/three.txt").write_bytes(b"by hand")
    (out / "a/one.txt").unlink()
    (out / "a/one.txt").write_bytes(b"replaced by hand")
    (out / "mine").mkdir()
    (out / "mine/notes.txt").write_bytes(b"mine")
    (out / "empty").mkdir()
    shutil.rmtree(out / "a/b")
    for number in (b"1", b"2", b"3"):
        edit_tree(out, {"d.txt": number}, spare=_spare(out))
        assert _tree(out) == {
            "a/one.txt": b"replaced by hand", "c/three.txt": b"by hand", "mine/notes.txt": b"mine", "d.txt": number,
        }  # fmt: skip
        assert (out / "empty").is_dir()


def test_caches_of_python_go(out: Path) -> None:
    for _ in range(2):
        (out / "a/__pycache__").mkdir()
        (out / "a/__pycache__/one.pyc").write_bytes(b"")
        edit_tree(out, {"d.txt": b"4"}, spare=_spare(out))
        assert not (out / "a/__pycache__").exists()


def test_a_spare_that_is_no_tree_is_not_used(out: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "kept.txt").write_bytes(b"theirs")
    shutil.rmtree(_spare(out))
    _spare(out).symlink_to(theirs, target_is_directory=True)
    edit_tree(out, {"d.txt": b"4"}, spare=_spare(out))
    assert _tree(theirs) == {"kept.txt": b"theirs"}
    assert (out / "d.txt").read_bytes() == b"4"
    shutil.rmtree(_spare(out), ignore_errors=True)
    _spare(out).unlink(missing_ok=True)
    _spare(out).write_bytes(b"a file")
    edit_tree(out, {"d.txt": b"5"}, spare=_spare(out))
    assert (out / "d.txt").read_bytes() == b"5"


def test_a_spare_of_what_is_gone_is_not_used(out: Path) -> None:
    shutil.rmtree(out)
    edit_tree(out, {"a/one.txt": b"new"}, spare=_spare(out))
    assert _tree(out) == {"a/one.txt": b"new"}


def test_a_spare_that_cannot_be_made_right_is_left_out(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = os.unlink

    def refuse(path: str, **more: int) -> None:
        if path.endswith(".new/a/one.txt"):
            raise OSError(30, "Read-only file system")
        unlink(path, **more)

    monkeypatch.setattr(os, "unlink", refuse)
    monkeypatch.setattr(
        shutil, "rmtree", lambda path, **_: Path(path).rename(out.parent / f"gone {os.urandom(4).hex()}")
    )
    edit_tree(out, {"d.txt": b"4"}, spare=_spare(out))
    assert _tree(out) == {"a/one.txt": b"11", "a/b/two.txt": b"2", "c/three.txt": b"3", "d.txt": b"4"}
