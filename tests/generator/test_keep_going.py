"""One faulty schema stops no other: `--keep-going`, and exceptions that nobody has thought of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.current import Settings
from generator.dialect import normaliser
from generator.plain.faults import Report
from generator.sources import load_tree
from tests.generator.kit import faults_of, spec_of

TEXT = {"type": "string"}


def _document(model_id: str, **properties: Any) -> str:
    return json.dumps({"model_id": model_id, "input_schema": {"type": "object", "properties": properties}})


FAULTY = json.dumps({"model_id": "v/two", "input_schema": {"type": "object", "properties": {"a": 7}}})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Three models, generated."""
    made = Settings(tmp_path / "schemas", tmp_path / "out")
    made.schemas.mkdir()
    for name in ("one", "two", "three"):
        (made.schemas / f"{name}.json").write_text(_document(f"v/{name}", a=TEXT))
    assert _run(made, "generate") == 0
    return made


def _run(settings: Settings, command: str, *more: str) -> int:
    return main([command, "--schemas", str(settings.schemas), "--out", str(settings.out), *more])


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _registry(settings: Settings) -> list[str]:
    return sorted(json.loads((settings.out / "runcomfy/registry.json").read_text()))


@pytest.mark.parametrize(
    "text", [FAULTY, "{", "", _document("v/one", a=TEXT)], ids=["schema", "json", "empty", "twice"]
)
@pytest.mark.ci
def test_the_others_are_made_and_the_faulty_one_stays_as_it_was(
    settings: Settings, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    before = _tree(settings.out)
    (settings.schemas / "two.json").write_text(text)
    (settings.schemas / "four.json").write_text(_document("v/four", b=TEXT))
    assert _run(settings, "generate") == 2
    assert _tree(settings.out) == before
    assert _run(settings, "generate", "--keep-going") == 3
    told = capsys.readouterr()
    assert "two.json" in told.err
    wanted = {"v/four", "v/one", "v/three", "v/two"}
    assert set(_registry(settings)) == wanted
    after = _tree(settings.out)
    for path in ("runcomfy/models/v/two.py", "runcomfy/schemas/v/two.json", "docs/models/v/two.md"):
        assert after[path] == before[path]
    # Nobody takes that tree for what these schemas make.
    assert _run(settings, "generate") == 2
    assert _run(settings, "check") == 2
    assert _run(settings, "generate", "--keep-going") == 3
    assert _tree(settings.out) == after
    # Mended, it is made; removed, it goes.
    (settings.schemas / "two.json").write_text(_document("v/two", a=TEXT, c=TEXT))
    assert _run(settings, "generate") == 0
    assert _run(settings, "check") == 0
    assert b"c" in (settings.out / "runcomfy/schemas/v/two.json").read_bytes()


def test_a_faulty_model_whose_document_goes_later_goes_too(settings: Settings) -> None:
    (settings.schemas / "two.json").write_text(FAULTY)
    assert _run(settings, "generate", "--keep-going") == 3
    (settings.schemas / "two.json").unlink()
    assert _run(settings, "generate") == 0
    assert _registry(settings) == ["v/one", "v/three"]


def test_a_faulty_newcomer_is_left_out(settings: Settings) -> None:
    (settings.schemas / "five.json").write_text(FAULTY.replace("v/two", "v/one/five"))
    (settings.schemas / "six.json").write_text(_document("v/six", b=TEXT))
    assert _run(settings, "generate", "--keep-going") == 3
    assert _registry(settings) == ["v/one", "v/six", "v/three", "v/two"]
    assert (settings.out / "runcomfy/models/v/one.py").exists()


def test_a_model_whose_own_words_were_changed_in_the_tree_stops_the_run(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings.out / "runcomfy/schemas/v/two.json").write_text("{}")
    (settings.schemas / "two.json").write_text(FAULTY)
    before = _tree(settings.out)
    assert _run(settings, "generate", "--keep-going") == 2
    assert "cannot be left as it was" in capsys.readouterr().err
    assert _tree(settings.out) == before


def test_where_every_schema_is_faulty_nothing_is_written(settings: Settings) -> None:
    before = _tree(settings.out)
    for path in settings.schemas.iterdir():
        path.write_text("{")
    assert _run(settings, "generate", "--keep-going") == 2
    assert _tree(settings.out) == before


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ("generator.dialect.normaliser.Normaliser.root", RuntimeError("what nobody thought of")),
        ("generator.build.place_models", KeyError("x")),
        ("generator.modelcode.classes.model_code", IndexError()),
        ("generator.docs.pages.model_page", ValueError("x")),
        ("generator.sources.tree._read", MemoryError()),
        ("generator.package.ruff.format_sources", RuntimeError("x")),
    ],
)
@pytest.mark.sample(2)
def test_what_nobody_thought_of_is_a_fault_with_its_model_and_no_traceback(
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    error: Exception,
) -> None:
    before = _tree(settings.out)
    (settings.schemas / "bad.json").write_text("{")
    (settings.schemas / "two.json").write_text(_document("v/two", b=TEXT))

    def fail(*_: object, **__: object) -> None:
        raise error

    if not place.startswith(("generator.dialect", "generator.sources")):
        # Only schemas that are sound get that far.
        (settings.schemas / "bad.json").unlink()
    monkeypatch.setattr(place, fail)
    assert _run(settings, "generate") == 2
    told = capsys.readouterr().err
    assert "this is a fault of the generator" in told
    assert type(error).__name__ in told
    assert "Traceback" not in told
    if "bad" in [path.stem for path in settings.schemas.iterdir()] and "tree" not in place:
        assert "bad.json" in told
    assert _tree(settings.out) == before


def test_an_id_is_as_long_as_the_client_takes(tmp_path: Path) -> None:
    longest = "/".join(["a" * 100] * 5)
    (tmp_path / "a.json").write_text(_document(f"{longest}/{'b' * (512 - len(longest) - 1)}", a=TEXT))
    (tmp_path / "b.json").write_text(_document(f"{longest}/{'b' * (513 - len(longest) - 1)}", a=TEXT))
    report = Report()
    (spec,) = load_tree(tmp_path, report)
    assert len(spec.model_id) == 512
    assert "longer than 512" in report.errors[0].message


json_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from([0.5, 1e308, 5e-324, 10**400]),
        st.sampled_from(["", "a", "string", "integer", "object", "array", "number", "#", "#/properties/a", "^(a", "x" * 50]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(sorted(normaliser.KEYWORDS | {"a", "unknown"})), inner, max_size=4),
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(normaliser.KEYWORDS)), json_values, max_size=6), st.booleans())
def test_no_schema_is_more_than_a_fault(schema: dict[str, Any], whole: bool) -> None:
    given = schema if whole else {"type": "object", "properties": {"a": schema, "b": True}}
    assert not [
        told
        for told in faults_of(given, given)
        if "fault of the generator" in told[2] or ".py, line" in told[2]
    ]
    assert spec_of(given).input_schema is given
