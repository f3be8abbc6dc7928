"""`python -m generator diff`: its two sides, its words, its exit codes; and the verdict at the end of `generate`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.diff import gitref
from generator.diff.sides import load_side
from generator.plain.faults import FaultsError, Report
from generator.tree.files import hash_bytes
from generator.tree.lock import LOCK_NAME

TEXT = {"type": "string"}


def _write(folder: Path, model_id: str = "vendor/model", **properties: Any) -> None:
    path = folder / f"{model_id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = {"type": "object", "properties": properties or {"prompt": TEXT}}
    path.write_text(json.dumps({"model_id": model_id, "input_schema": schema}))


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sides(work: Path) -> tuple[Path, Path]:
    _write(work / "old", prompt=TEXT, seed={"type": "integer"})
    _write(work / "new", prompt=TEXT, size={"enum": ["1k"]})
    return work / "old", work / "new"


def _git(folder: Path, *arguments: str) -> None:
    environment = {
        **os.environ,
        **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Somebody"),
        **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "somebody@example.com"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def test_two_folders_in_words(sides: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old", "new"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "vendor/model",
        "  ! seed: it is removed [removed-input]",
        "  + size: it is new [new-optional-input]",
        "",
        "verdict: major (1 major, 1 minor in 1 model); it breaks programs that work today",
    ]
    assert main(["diff", "old", "new", "--allow", "removed-input"]) == 0
    told = capsys.readouterr().out
    assert "[removed-input] (allowed)" in told
    assert "verdict: major" in told
    assert main(["diff", "new", "new"]) == 0
    assert "verdict: none" in capsys.readouterr().out


def test_only_breaking_rules_can_be_allowed(
    sides: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("removed-inputs", "new-model"):
        with pytest.raises(SystemExit) as stop:
            main(["diff", "old", "new", "--allow", name])
        assert stop.value.code == 2


def test_as_json(sides: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old", "new", "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["version"], document["verdict"], document["breaking"]) == (1, "major", True)
    assert document["faults"] == []
    first = document["changes"][0]
    assert (first["rule"], first["severity"], first["part"], first["path"]) == (
        "removed-input",
        "major",
        "request",
        "seed",
    )
    assert main(["diff", "old", "new", "--format", "json", "--allow", "removed-input"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["verdict"], document["breaking"]) == ("major", False)
    assert [change["allowed"] for change in document["changes"]] == [True, False]


def test_as_a_changelog(sides: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    _write(sides[1], "vendor/<b>`x`</b>".replace("<b>`x`</b>", "other"))
    assert main(["diff", "old", "new", "--changelog"]) == 1
    assert capsys.readouterr().out == (
        "### Breaking\n\n- `vendor/model` `seed`: it is removed\n\n"
        "### Added\n\n- `vendor/model` `size`: it is new\n- `vendor/other`: the model is new\n"
    )
    _write(sides[0], prompt={**TEXT, "description": "what to draw"})
    _write(sides[1], prompt={**TEXT, "description": "what to paint"})
    assert main(["diff", "old/vendor", "new/vendor", "--changelog"]) == 0
    assert "prompt" not in capsys.readouterr().out, "texts are for `diff` alone"


def test_a_commit(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _git(work, "init", "-q")
    _write(work / "schemas", prompt=TEXT, seed={"type": "integer"})
    (work / "schemas/link.json").symlink_to("/etc/hostname")
    (work / ".gitattributes").write_text("schemas/** export-ignore\n")
    _git(work, "add", ".")
    _git(work, "commit", "-q", "-m", "one")
    (work / "schemas/link.json").unlink()
    _write(work / "schemas", prompt=TEXT)
    for name in ("HEAD", "HEAD:schemas", "HEAD:./schemas", "@:schemas"):
        assert main(["diff", name, "schemas"]) == 1, name
        assert "removed-input" in capsys.readouterr().out
    assert main(["diff", "schemas", "HEAD"]) == 0
    assert "new-optional-input" in capsys.readouterr().out
    (work / "below").mkdir()
    os.chdir(work / "below")
    assert main(["diff", "HEAD:schemas", "../schemas"]) == 1


def _committed(work: Path, name: str = "one.json") -> None:
    _git(work, "init", "-q")
    _write(work / "schemas")
    (work / "schemas" / name).write_text((work / "schemas/vendor/model.json").read_text())
    _git(work, "add", ".")
    _git(work, "commit", "-q", "-m", "one")


@pytest.mark.parametrize(
    ("limit", "told"), [("_MOST_FILES", "more than 1 files"), ("_MOST_BYTES", "too large")]
)
def test_a_commit_that_holds_too_much(
    work: Path, limit: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _committed(work)
    monkeypatch.setattr(gitref, limit, 1)
    assert main(["diff", "HEAD", "schemas"]) == 2
    assert told in capsys.readouterr().err


def test_a_commit_of_which_git_lacks_a_file(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _committed(work)
    found = subprocess.run(
        ["git", "rev-parse", "HEAD:schemas/one.json"], cwd=work, capture_output=True, text=True, check=True
    )
    digest = found.stdout.strip()
    (work / ".git/objects" / digest[:2] / digest[2:]).unlink()
    assert main(["diff", "HEAD", "schemas"]) == 2
    assert "git does not have every file of the folder" in capsys.readouterr().err


def test_a_name_in_a_commit_that_leads_elsewhere_on_some_systems(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _committed(work, "..\\..\\up.json")
    assert main(["diff", "HEAD", "schemas"]) == 2
    assert "the folder holds a file with the name" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    ["--output=out", "-x", "nowhere", "HEAD~9:schemas", "HEAD:.gitignore", "a\nb", "", "--", "--help:x"],
)
def test_what_is_no_side(work: Path, name: str) -> None:
    _git(work, "init", "-q")
    (work / ".gitignore").write_text("x\n")
    _git(work, "add", ".")
    _git(work, "commit", "-q", "-m", "one")
    with pytest.raises(FaultsError, match="there is no such folder"):
        load_side(name, work / "schemas", work / "generated", Report())
    assert sorted(path.name for path in work.iterdir()) == [".git", ".gitignore"]


def test_faults_of_either_side_are_named_by_it(
    sides: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (sides[0] / "bad.json").write_text(
        '{"model_id": "vendor/bad",\n "input_schema": {"type": "object", "required": 5}}'
    )
    assert main(["diff", "old", "new"]) == 2
    assert "old/bad.json:2: error: /input_schema/required" in capsys.readouterr().err


def test_what_the_tree_was_made_from(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(work / "schemas", prompt=TEXT, seed={"type": "integer"})
    assert main(["diff"]) == 2
    assert "there is no generated tree" in capsys.readouterr().err
    assert main(["generate"]) == 0
    assert "verdict" not in capsys.readouterr().out, "the first tree breaks nobody"
    assert main(["diff"]) == 0
    assert "verdict: none" in capsys.readouterr().out
    _write(work / "schemas", prompt=TEXT)
    assert main(["diff"]) == 1
    assert main(["diff", "schemas", "lock"]) == 0
    capsys.readouterr()
    assert main(["generate"]) == 0
    assert "verdict: major (1 major in 1 model); it breaks" in capsys.readouterr().out
    _write(work / "schemas", "vendor/other")
    assert main(["generate"]) == 0
    assert "verdict: minor (1 minor in 1 model)\n" in capsys.readouterr().out
    assert main(["generate"]) == 0
    assert "verdict" not in capsys.readouterr().out, "nothing was made"


@pytest.mark.parametrize(
    ("document", "locked"),
    [
        ('{"model_id": "", "input_schema": {}, "output_schema": {}}', True),
        ('{"model_id": "v/m", "input_schema": {"properties": 5}, "output_schema": true}', False),
    ],
)
def test_a_tree_that_cannot_be_understood_is_still_replaced(work: Path, document: str, locked: bool) -> None:
    _write(work / "schemas")
    main(["generate"])
    packaged = work / "generated/runcomfy/schemas/vendor/model.json"
    if locked:  # as if another version had written it
        lock = work / "generated" / LOCK_NAME
        before, now = (hash_bytes(content) for content in (packaged.read_bytes(), document.encode()))
        lock.write_text(lock.read_text().replace(before, now))
    packaged.write_text(document)
    _write(work / "schemas", prompt=TEXT, seed=TEXT)
    assert main(["generate"]) == 0
    assert main(["check"]) == 0


def test_hostile_text_only_looks(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(work / "old", "vendor/m", **{"a\x1b[31m": TEXT, "b`|<x>": TEXT})
    _write(work / "new", "vendor/m", prompt=TEXT)
    main(["diff", "old", "new"])
    assert "\x1b" not in capsys.readouterr().out
    main(["diff", "old", "new", "--changelog"])
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert '``"b`|<x>"``' in told


def test_a_commit_with_a_name_that_leads_elsewhere_is_refused(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _git(work, "init", "-q")
    _write(work / "schemas")
    (work / "schemas/..\\up.json").write_text("{}")
    _git(work, "add", ".")
    _git(work, "commit", "-q", "-m", "one")
    assert main(["diff", "HEAD:schemas", "schemas"]) == 2
    assert "HEAD:schemas: error: the folder holds a file with the name" in capsys.readouterr().err


def test_a_commit_of_which_git_lost_a_file(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _git(work, "init", "-q")
    _write(work / "schemas")
    _git(work, "add", ".")
    _git(work, "commit", "-q", "-m", "one")
    digest = subprocess.check_output(
        ["git", "rev-parse", "HEAD:schemas/vendor/model.json"], text=True
    ).strip()
    (work / ".git/objects" / digest[:2] / digest[2:]).unlink()
    assert main(["diff", "HEAD:schemas", "schemas"]) == 2
    assert "git does not have every file of the folder" in capsys.readouterr().err


def test_without_git(
    sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(sides[0]))
    assert main(["diff", "HEAD", "new"]) == 2
    assert "git is not installed" in capsys.readouterr().err
    assert main(["diff", "old", "new"]) == 1, "folders need no git"


def test_outputs_are_told_as_such(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for side, kind in (("old", "string"), ("new", "integer")):
        document = {
            "model_id": "vendor/model",
            "input_schema": {"type": "object", "properties": {"prompt": TEXT}},
            "output_schema": {"type": "object", "properties": {"seed": {"type": kind, "title": kind}}},
        }
        (work / side).mkdir()
        (work / side / "model.json").write_text(json.dumps(document))
    assert main(["diff", "old", "new"]) == 1
    assert "  ! output seed: it was string and is integer [changed-output-type]" in capsys.readouterr().out
    main(["diff", "old", "new", "--changelog"])
    assert "- `vendor/model` output `seed`: it was string" in capsys.readouterr().out
