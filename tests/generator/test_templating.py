"""What templates compile to is kept beside them, and is never more than a matter of time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.writing import templating
from generator.writing.source import own


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(templating, "TEMPLATES", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    templating.environment.cache_clear()
    yield tmp_path
    templating.environment.cache_clear()


def _rendered() -> str:
    """Return what another run makes of the template."""
    templating.environment.cache_clear()
    return templating.environment().get_template("a.jinja").render(name=own("fox"))


def _kept(folder: Path) -> list[Path]:
    return list((folder / "__pycache__").iterdir())


def test_it_is_kept_until_the_template_is_another_one(folder: Path) -> None:
    (folder / "a.jinja").write_text("a {{ name }}")
    assert _rendered() == "a fox"
    (kept,) = _kept(folder)
    before = kept.stat().st_mtime_ns
    assert _rendered() == "a fox"
    assert kept.stat().st_mtime_ns == before, "it was not compiled again"
    (folder / "a.jinja").write_text("the {{ name }}")
    assert _rendered() == "the fox"


@pytest.mark.parametrize("content", [b"", b"j2", b"\x80\x04N.", bytes(200)])
def test_a_damaged_file_is_made_anew(folder: Path, content: bytes) -> None:
    (folder / "a.jinja").write_text("a {{ name }}")
    assert _rendered() == "a fox"
    (kept,) = _kept(folder)
    whole = kept.read_bytes()
    for data in (content, whole[: len(whole) // 2], whole[:12] + content):
        kept.write_bytes(data)
        assert _rendered() == "a fox"
        assert kept.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_fault(folder: Path) -> None:
    (folder / "a.jinja").write_text("a {{ name }}")
    (folder / "__pycache__").write_text("in the way")
    assert _rendered() == "a fox"


def test_nothing_is_kept_where_python_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (folder / "a.jinja").write_text("a {{ name }}")
    assert _rendered() == "a fox"
    assert not (folder / "__pycache__").exists()
