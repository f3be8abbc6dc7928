"""What is not read again, since the system says that it is as it was: and everything that must be read all the same."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.current import Found, Settings, look
from generator.tree import files, seen
from generator.tree import lock as lock_module

MODULE = "runcomfy/models/v/one.py"


def _document(model_id: str, **properties: Any) -> str:
    schema = {"type": "object", "properties": properties or {"prompt": {"type": "string"}}}
    return json.dumps({"model_id": model_id, "input_schema": schema})


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Two models whose tree was made long ago, and has been seen since."""
    schemas = tmp_path / "schemas"
    schemas.mkdir()
    for name in ("one", "two"):
        (schemas / f"{name}.json").write_text(_document(f"v/{name}"))
    settings = Settings(schemas, tmp_path / "generated")
    assert _generate(settings) == 0
    monkeypatch.setattr(time, "time_ns", lambda now=time.time_ns: now() + 10_000_000_000)
    assert _look(settings).is_current
    return settings


def _generate(settings: Settings) -> int:
    return main(["generate", "--schemas", str(settings.schemas), "--out", str(settings.out)])


def _check(settings: Settings) -> int:
    return main(["check", "--schemas", str(settings.schemas), "--out", str(settings.out)])


def _look(settings: Settings) -> Found:
    return look(settings, lock_module.read_lock(settings.out))


def _reads(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> tuple[Found, list[str]]:
    """Look at what there is, and return also which files were read for it."""
    read: list[str] = []

    def content_of(file: str) -> bytes:
        read.append(file)
        return files.content_of(file)

    monkeypatch.setattr(seen, "content_of", content_of)
    found = _look(settings)
    return found, [Path(file).relative_to(settings.out).as_posix() for file in read]


def test_what_is_as_it_was_is_not_read(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    found, read = _reads(settings, monkeypatch)
    assert found.is_current
    assert read == []


def test_what_was_young_is_read_once_more(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (settings.schemas / "one.json").write_text(_document("v/one", prompt={"type": "integer"}))
    monkeypatch.undo()
    assert _generate(settings) == 0
    found, read = _reads(settings, monkeypatch)
    assert found.is_current
    assert MODULE in read


def _with_the_old_time(path: Path, text: str) -> None:
    """Change a file in its place, keep its size, and set back the time that can be set."""
    before = path.stat()
    assert len(text.encode()) == before.st_size
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_an_edit_that_keeps_size_and_time_is_seen(settings: Settings) -> None:
    path = settings.out / MODULE
    good = path.read_text()
    _with_the_old_time(path, good.replace("prompt", "tpromp"))
    found = _look(settings)
    assert not found.is_current
    assert MODULE not in found.standing
    assert _check(settings) == 1
    assert _generate(settings) == 0
    assert path.read_text() == good


def test_a_schema_that_keeps_size_and_time_is_seen(settings: Settings) -> None:
    path = settings.schemas / "one.json"
    _with_the_old_time(path, path.read_text().replace("prompt", "tpromp"))
    assert not _look(settings).is_current
    assert _generate(settings) == 0
    assert "tpromp" in (settings.out / MODULE).read_text()
    assert _check(settings) == 0


def test_an_older_file_that_comes_back_with_its_time_is_seen(settings: Settings, tmp_path: Path) -> None:
    path = settings.schemas / "one.json"
    shutil.copy2(path, tmp_path / "backup.json")
    path.write_text(_document("v/one", other={"type": "string"}))
    assert _generate(settings) == 0
    assert "other" in (settings.out / MODULE).read_text()
    shutil.move(tmp_path / "backup.json", path)
    assert _generate(settings) == 0
    assert "prompt" in (settings.out / MODULE).read_text()
    assert _check(settings) == 0


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_clock_that_jumps_hides_no_edit(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + hours * 3_600_000_000_000)
    (settings.schemas / "two.json").write_text(_document("v/two", seed={"type": "integer"}))
    assert _generate(settings) == 0
    for text in ("changed", "hcanged"):
        (settings.out / MODULE).write_text(text)
        assert not _look(settings).is_current
        assert _generate(settings) == 0
        assert _check(settings) == 0


def test_files_with_times_to_come_are_read_every_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = time.time_ns() + 10**15
    os.utime(settings.out / MODULE, ns=(later, later))
    for _ in range(2):
        found, read = _reads(settings, monkeypatch)
        assert found.is_current
        assert MODULE in read


def test_a_copy_of_all_is_read_and_right(settings: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("schemas", "generated", ".cache"):
        shutil.copytree(tmp_path / name, copy / name)
    there = Settings(copy / "schemas", copy / "generated")
    (there.out / MODULE).write_text("changed")
    assert not _look(there).is_current
    assert _generate(there) == 0
    assert _check(there) == 0
    assert _check(settings) == 0
    assert (settings.out / MODULE).read_text() != "changed"


def test_a_tree_of_another_lock_is_looked_at_anew(settings: Settings) -> None:
    lock = settings.out / lock_module.LOCK_NAME
    lock.write_text(lock.read_text().replace('"package": "runcomfy"', '"package":  "runcomfy"'))
    assert not _look(settings).is_current
    assert _generate(settings) == 0
    assert _check(settings) == 0


def test_a_link_or_a_folder_in_the_place_of_a_file_is_not_the_file(
    settings: Settings, tmp_path: Path
) -> None:
    path = settings.out / MODULE
    path.rename(tmp_path / "one.py")
    path.symlink_to(tmp_path / "one.py")
    assert MODULE not in _look(settings).standing
    assert _generate(settings) == 0
    assert not path.is_symlink()
    assert _check(settings) == 0


def test_check_believes_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (settings.out / MODULE).write_text("changed")
    monkeypatch.setattr(seen.Look, "wrong", lambda *_: set[str]())
    monkeypatch.setattr(seen.Seen, "is_certain", lambda *_: True)
    assert _check(settings) == 1


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", ["models", "state", "types"])
def test_a_damaged_cache_is_none(settings: Settings, name: str) -> None:
    path = settings.out.parent / f".cache/generator/generated/{name}.json"
    data = path.read_bytes()
    for place in range(70, len(data), max(1, len(data) // 15)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        (settings.schemas / "two.json").write_text(_document("v/two", **{f"a_{place}": {"type": "string"}}))
        assert _generate(settings) == 0
        assert f"a_{place}" in (settings.out / "runcomfy/models/v/two.py").read_text()
    assert _check(settings) == 0


def test_a_document_that_changes_while_it_is_read_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from generator.sources import tree

    (settings.schemas / "two.json").write_text(_document("v/two", seed={"type": "integer"}))
    monkeypatch.setattr(tree, "read_file", lambda *_: _document("v/two", other={}).encode())
    assert _generate(settings) == 2
    assert "the file was changed while it was read" in capsys.readouterr().err
