"""Breaking changes that were looked at and accepted: one by one, on the command line or in a file with reasons."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main

TEXT = {"type": "string"}
SEED = "/input_schema/properties/seed"


def _write(folder: str, properties: dict[str, Any], output: dict[str, Any], model_id: str = "v/m") -> None:
    path = Path(folder, f"{model_id}.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = {"type": "object", "properties": properties}
    document = {
        "model_id": model_id,
        "input_schema": schema,
        "output_schema": {"type": "object", "properties": output},
    }
    path.write_text(json.dumps(document))


@pytest.fixture
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two folders between which three things break: an input, a choice, and a field far down in the output."""
    monkeypatch.chdir(tmp_path)
    rows = {"type": "array", "items": {"type": "object", "properties": {"a/b": TEXT}}}
    _write("old", {"seed": TEXT, "size": {"enum": ["1k", "2k", "4k"]}}, {"rows": rows})
    rows = {"type": "array", "items": {"type": "object", "properties": {"a/b": {"type": "integer"}}}}
    _write("new", {"size": {"enum": ["1k", "4k"]}}, {"rows": rows})
    return tmp_path


def _allow(*entries: dict[str, Any], file: str = "allowed-changes.toml") -> None:
    lines: list[str] = []
    for entry in entries:
        lines += ["[[allow]]", *(f"{key} = {json.dumps(value)}" for key, value in entry.items()), ""]
    Path(file).write_text("\n".join(lines))


def _entry(rule: str, pointer: str, **more: Any) -> dict[str, Any]:
    return {"rule": rule, "model": "v/m", "pointer": pointer, "reason": "nobody used it", **more}


def _pointers(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, bool]]:
    capsys.readouterr()
    main(["diff", "old", "new", "--format", "json", *arguments])
    changes = json.loads(capsys.readouterr().out)["changes"]
    return [(change["rule"], change["pointer"], change["allowed"]) for change in changes]


FIELD = "/output_schema/properties/rows/items/properties/a~1b"
SIZE = "/input_schema/properties/size"


def test_every_change_has_a_pointer(sides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _pointers(capsys) == [
        ("changed-output-type", FIELD, False),
        ("removed-input", SEED, False),
        ("removed-enum-value", SIZE, False),
    ]


def test_single_changes_on_the_command_line(sides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [change[2] for change in _pointers(capsys, "--allow", f"removed-input:v/m:{SEED}")] == [
        False,
        True,
        False,
    ]
    for wrong in ("removed-input:v/other", f"removed-input:v/m:{SIZE}", "changed-type:v/m"):
        assert not any(change[2] for change in _pointers(capsys, "--allow", wrong))
    every = [f"removed-input:v/m:{SEED}", "removed-enum-value:v/m", "changed-output-type"]
    assert main(["diff", "old", "new", *(part for one in every for part in ("--allow", one))]) == 0
    assert "all that breaks is allowed" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["removed-inputs", "new-model", "new-model:v/m", "removed-input:", ""])
def test_what_is_no_breaking_rule_is_refused(sides: Path, text: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["diff", "old", "new", "--allow", text])
    assert stop.value.code == 2


def test_a_file_with_reasons(sides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = [
        _entry("removed-input", SEED),
        _entry("removed-enum-value", SIZE, before="2k"),
        _entry("changed-output-type", FIELD),
    ]
    _allow(*entries)
    assert main(["diff", "old", "new"]) == 0
    assert capsys.readouterr().err == ""
    _allow(*entries[:2], file="other.toml")
    assert main(["diff", "old", "new", "--allow-file", "other.toml"]) == 1
    # Another choice at the same place is another change.
    _write("new", {"size": {"enum": ["1k", "2k"]}}, {})
    assert main(["diff", "old", "new"]) == 1
    told = capsys.readouterr()
    assert '"4k" is no longer a choice [removed-enum-value]\n' in told.out
    assert "allowed-changes.toml: warning: /allow/1: there is no such change (any more)" in told.err


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({**_entry("removed-input", SEED), "reason": " "}, "/allow/0/reason: the reason is empty"),
        ({"rule": "removed-input", "model": "v/m", "pointer": SEED}, "/allow/0: there is no reason"),
        ({"rule": "removed-input", "reason": "x"}, "/allow/0: there is no model"),
        (_entry("removed-inputs", SEED), 'there is no rule "removed-inputs"'),
        (_entry("new-model", ""), '"new-model" breaks nothing'),
        (_entry("removed-input", SEED, untill="May"), 'the key "untill" is unknown'),
        ({**_entry("removed-input", SEED), "model": 5}, "there is no model, or it is not a string"),
    ],
)
def test_a_file_that_says_too_little_allows_nothing(
    sides: Path, entry: dict[str, Any], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _allow(entry)
    assert main(["diff", "old", "new"]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["allow = 5", "allow = [5]", "[[alow]]\n", "[[allow]\n", "\x00", "x = " + "[" * 100_000]
)
def test_a_file_that_is_none_is_refused(sides: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("allowed-changes.toml").write_text(text)
    assert main(["diff", "old", "new"]) == 2
    err = capsys.readouterr().err
    assert "allowed-changes.toml: error" in err
    assert "please report" not in err
    assert main(["diff", "old", "new", "--allow-file", "nowhere.toml"]) == 2
