"""Taking models in from pages and documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main

PAGES = Path(__file__).parent / "pages"


def _add(schemas: Path, *pages: Path) -> int:
    return main(["add", "--schemas", str(schemas), *map(str, pages)])


def test_a_page_becomes_a_document_without_what_the_site_left_unresolved(tmp_path: Path) -> None:
    expected = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
    assert _add(tmp_path, PAGES / "a-unresolved-keys.txt") == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 1
    document = json.loads(written[0].read_text(encoding="utf-8"))
    assert written[0].relative_to(tmp_path).as_posix() == document["model_id"] + ".json"
    assert "modelApiDoc" not in written[0].read_text(encoding="utf-8")
    assert document["input_schema"]["required"]
    assert expected


def test_the_same_page_again_changes_nothing_and_a_document_keeps_what_a_page_cannot_know(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _add(tmp_path, PAGES / "a-unresolved-keys.txt")
    path = next(path for path in tmp_path.rglob("*.json"))
    document = json.loads(path.read_text(encoding="utf-8"))
    document |= {
        "title": "Mine",
        "price": {"base_usd": 0.5, "unit": "output"},
        "categories": ["image-to-image"],
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    assert _add(tmp_path, PAGES / "a-unresolved-keys.txt") == 0
    assert "changed" in capsys.readouterr().out
    again = json.loads(path.read_text(encoding="utf-8"))
    assert again == document
    assert _add(tmp_path, PAGES / "a-unresolved-keys.txt") == 0
    assert "unchanged" in capsys.readouterr().out


def test_a_faulty_page_leaves_the_others_unwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("nothing here")
    schemas = tmp_path / "schemas"
    assert _add(schemas, PAGES / "b-english.txt", bad) == 2
    assert "bad.txt" in capsys.readouterr().err
    assert not schemas.exists()


def test_a_schema_that_generate_would_refuse_is_refused_at_once(tmp_path: Path) -> None:
    document = {"model_id": "v/m", "input_schema": {"type": "object", "properties": {"a": {"enum": []}}}}
    page = tmp_path / "m.json"
    page.write_text(json.dumps(document))
    assert _add(tmp_path / "schemas", page) == 2
    assert not (tmp_path / "schemas").exists()


@pytest.mark.parametrize(
    ("form", "told"), [("page.txt", "remove that page"), ("folder", "remove it, with the output.json")]
)
def test_a_model_that_is_there_in_a_form_that_holds_no_document_is_left_alone(
    tmp_path: Path, form: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page, schemas = PAGES / "b-english.txt", tmp_path / "schemas"
    schemas.mkdir()
    if form == "page.txt":
        (schemas / form).write_bytes(page.read_bytes())
    else:
        _add(tmp_path / "other", page)
        document = json.loads(next((tmp_path / "other").rglob("*.json")).read_text(encoding="utf-8"))
        folder = schemas / document["model_id"]
        folder.mkdir(parents=True)
        (folder / "input.json").write_text(json.dumps(document["input_schema"]))
        (folder / "output.json").write_text("{}")
    before = {path: path.read_bytes() for path in schemas.rglob("*") if path.is_file()}
    assert _add(schemas, page) == 2
    assert told in capsys.readouterr().err
    assert {path: path.read_bytes() for path in schemas.rglob("*") if path.is_file()} == before


def test_a_document_without_what_it_must_have_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "m.json"
    page.write_text('{"model_id": "v/m"}')
    assert _add(tmp_path / "schemas", page) == 2
    assert "input_schema" in capsys.readouterr().err
    assert not (tmp_path / "schemas").exists()


def test_a_page_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _add(tmp_path, tmp_path / "absent.txt") == 2
    assert "absent.txt" in capsys.readouterr().err


def _document(folder: Path, properties: object, model_id: str = "v/m") -> Path:
    page = folder / "new.json"
    schema = {"type": "object", "properties": properties}
    page.write_text(json.dumps({"model_id": model_id, "input_schema": schema}))
    return page


@pytest.mark.parametrize("output", [False, True])
def test_bare_schemas_are_not_overwritten_by_a_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], output: bool
) -> None:
    folder = tmp_path / "schemas/v/m"
    folder.mkdir(parents=True)
    for name in ("input.json", "output.json")[: 2 if output else 1]:
        (folder / name).write_text('{"type": "object", "properties": {"a": {"type": "string"}}}')
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert _add(tmp_path / "schemas", _document(tmp_path, {"b": {"type": "string"}})) == 2
    assert f"already there as the bare schema {folder / 'input.json'}" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_page_that_is_there_is_not_doubled_by_a_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schemas = tmp_path / "schemas"
    schemas.mkdir()
    page = schemas / "saved.txt"
    page.write_bytes((PAGES / "b-english.txt").read_bytes())
    assert _add(schemas, PAGES / "b-english.txt") == 2
    assert f"already there as the page {page}" in capsys.readouterr().err
    assert [path.name for path in schemas.iterdir()] == ["saved.txt"]


def test_a_document_that_says_too_little(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "new.json"
    page.write_text('{"model_id": "v/m"}')
    assert _add(tmp_path / "schemas", page) == 2
    assert "new.json" in capsys.readouterr().err
    assert not (tmp_path / "schemas").exists()
