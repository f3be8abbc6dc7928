"""`journal ...` on the command line, with a file and with a database."""

from __future__ import annotations

import json
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from runcomfy import Journal
from runcomfy.__main__ import main

from tests.inside import store_module as store
from tests.inside import writer_of
from tests.postgres import PASSWORD

from .conftest import URL, Desk

if TYPE_CHECKING:
    from pathlib import Path


def test_a_journal_anywhere(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Journal(where) as journal:
        desk = Desk(journal, writer_of(journal, URL, "t"))
        for number in range(3):
            desk.writer.accept(desk.hold(None), f"r{number}")
        desk.writer.fail(desk.hold(None), "unknown", "E: lost")
    at = ["--journal", where]
    assert main(["journal", "list", "--json", *at]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["state"], one["request_id"]) for one in found] == [
        ("in_queue", "r0"), ("in_queue", "r1"), ("in_queue", "r2"), ("unknown", None)
    ]  # fmt: skip
    assert main(["journal", "list", "--unknown", *at]) == 0
    assert "unknown" in capsys.readouterr().out
    assert main(["journal", "forget", "r1", "4", *at]) == 0
    assert main(["journal", "prune", *at]) == 0
    assert "0 deleted" in capsys.readouterr().out
    with Journal(where) as journal:
        assert [entry.request_id for entry in journal.entries()] == ["r0", "r2"]


@pytest.mark.parametrize("words", ["journal list", "journal prune", "journal forget r1", "spent"])
def test_a_journal_that_is_named_and_is_not_there_is_told(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "misspelt"
    assert main([*words.split(), "--journal", str(path)]) == ("forget" in words)
    assert f"There is no journal {path}.\n" in capsys.readouterr().err
    assert not path.exists()
    main(words.split())
    assert "no journal" not in capsys.readouterr().err


def test_adopting_a_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, copy = tmp_path / "j", tmp_path / "a copy"
    with Journal(path) as journal:
        Desk(journal, writer_of(journal, URL, "t")).hold()
    shutil.copy(path, copy)
    assert main(["journal", "list", "--journal", str(copy)]) == 1
    said = capsys.readouterr().err
    assert "is a copy" in said
    assert f"journal adopt '{copy}'" in said
    assert "journal=False" not in said
    assert main(["journal", "adopt", str(copy)]) == 0
    assert "is the journal now" in capsys.readouterr().err
    assert main(["journal", "list", "--json", "--journal", str(copy)]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert main(["journal", "adopt", str(tmp_path / "missing")]) == 1
    assert str(tmp_path / "missing") in capsys.readouterr().err


def test_a_locked_journal_may_be_free_later(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.05)
    path = tmp_path / "j"
    with Journal(path) as journal:
        Desk(journal, writer_of(journal, URL, "t")).hold()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert main(["journal", "prune", "--journal", str(path), "--json"]) == 75
    told = json.loads(capsys.readouterr().out)["error"]
    assert (told["type"], told["exit_code"]) == ("JournalError", 75)
    assert str(path) in told["message"]
    holder.close()


@pytest.mark.parametrize(
    "url", [f"postgresql://u:{PASSWORD}@127.0.0.1:9/d", f"postgresql://u:{PASSWORD}@h/d?nonsense=1"]
)
def test_a_password_is_not_shown(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.05)
    assert main(["journal", "list", "--journal", url, "--debug"]) in {64, 75}
    said = capsys.readouterr()
    assert said.err
    assert PASSWORD not in said.err + said.out
