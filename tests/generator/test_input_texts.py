"""`inputs.toml`: what it tells of inputs reaches whoever reads of them, and a document's own texts stay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from generator.build import build
from generator.catalogue.add import add_pages
from generator.current import Settings
from generator.plain.faults import FaultsError, Report
from generator.renew import renew
from generator.sources import load_tree
from generator.spec import InputText
from tests.generator.catalogue import Server, entry, read, sync
from tests.generator.kit import normal

if TYPE_CHECKING:
    from pathlib import Path


def _put(root: Path, table: str, **models: Any) -> Path:
    schemas = root / "schemas"
    schemas.mkdir(exist_ok=True)
    (schemas / "inputs.toml").write_text(table, encoding="utf-8")
    for name, properties in models.items():
        document = {"model_id": f"v/{name}", "input_schema": {"type": "object", "properties": properties}}
        (schemas / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return schemas


def _texts(properties: Any, *texts: InputText, **more: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, **more}
    model, _ = normal(schema, input_texts=texts)
    found: dict[str, Any] = model.input_schema
    return found


def _told(node: Any) -> tuple[str | None, str | None]:
    return node.get("title"), node.get("description")


def test_it_reaches_pages_docstrings_and_the_packaged_schema(tmp_path: Path) -> None:
    schemas = _put(tmp_path, '["*"]\nseed = "Where it starts."\n', one={"seed": {"type": "integer"}})
    files = build(Settings(schemas, tmp_path / "out"), Report()).files
    assert "Where it starts" in files["docs/models/v/one.md"].decode()
    assert '"""Where it starts."""' in files["runcomfy/models/v/one.py"].decode()
    packaged = json.loads(files["runcomfy/schemas/v/one.json"])
    assert packaged["input_schema"]["properties"]["seed"]["description"] == "Where it starts."
    # The sandbox stands in for the server, which does not know the table.
    assert "description" not in packaged["source_schema"]["properties"]["seed"]


def test_the_last_that_fits_is_right_and_a_title_stays_without_a_later_one(tmp_path: Path) -> None:
    table = """
["*"]
seed = { title = "Seed", description = "general" }
"image_*" = "an image"
["v/o*"]
seed = "of a family"
["w/*"]
seed = "of another"
"""
    schemas = _put(tmp_path, table, one={"seed": {}, "image_2": {}, "other": {}}, two={"seed": {}})
    report = Report()
    one, two = load_tree(schemas, report)
    assert not report.faults
    model, _ = normal(one.input_schema, input_texts=one.input_texts)
    found = model.input_schema["properties"]
    assert _told(found["seed"]) == ("Seed", "of a family")
    assert _told(found["image_2"]) == (None, "an image")
    assert found["other"] in (True, {})
    assert [text.description for text in two.input_texts] == ["general", "an image"]


def test_a_documents_own_texts_stay() -> None:
    own = {"title": "Mine", "description": "My own."}
    found = _texts({"seed": {"type": "integer", **own}}, InputText("seed", "ours", "Ours"))
    assert _told(found["properties"]["seed"]) == ("Mine", "My own.")
    # An empty text says nothing; a text with no letters is still its own.
    found = _texts({"a": {"description": " "}, "b": {"description": "1-4"}}, InputText("?", "ours"))
    assert [_told(node)[1] for node in found["properties"].values()] == ["ours", "1-4"]


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ("输出格式。", "Ours. (输出格式)"),
        ("Исходное видео", "Ours. (Исходное видео)"),
        ("出力の解像度", "Ours. (出力の解像度)"),
        ("Vídeo de origem", "Vídeo de origem"),
        ("LoRA のファイル名の一覧です", "Ours. (LoRA のファイル名の一覧です)"),
        ("LoRA ファイル名", "Ours. (LoRA ファイル名)"),
        ("输出 X。", "Ours. (输出 X)"),
        (
            "\U00017000 X",
            "\U00017000 X",
        ),  # a letter that this Python may have no name for; half of them are Latin
        ("\U00017000\U00017001 X", "Ours. (\U00017000\U00017001 X)"),
        ("The 图 in PNG", "The 图 in PNG"),
    ],
)
def test_a_text_in_another_script_stands_behind(own: str, shown: str) -> None:
    found = _texts({"x": {"type": "string", "description": own}}, InputText("x", "Ours."))
    assert found["properties"]["x"]["description"] == shown


def test_inputs_inside_of_others() -> None:
    loras = {"type": "array", "items": {"$ref": "#/$defs/Lora"}}
    lora = {"type": "object", "properties": {"path": {"type": "string"}, "scale": {"type": "number"}}}
    maps = {
        "type": "object",
        "additionalProperties": {"type": "object", "properties": {"x": {"type": "string"}}},
    }
    either = {"anyOf": [{"type": "string"}, {"type": "object", "properties": {"y": {"type": "string"}}}]}
    found = _texts(
        {"loras": loras, "masks": maps, "either": either},
        InputText("loras", "the list"),
        InputText("loras[].path", "the file"),
        InputText("masks.*.x", "in a map"),
        InputText("either.y", "in a branch"),
        **{"$defs": {"Lora": lora}},
    )
    text = json.dumps(found)
    for told in ("the list", "the file", "in a map", "in a branch"):
        assert text.count(f'"{told}"') == 1, told
    assert "description" not in found["$defs"]["Lora"]["properties"]["scale"]


def test_inputs_in_branches_in_lists_of_lists_and_under_any_name() -> None:
    def inside(name: str) -> dict[str, Any]:
        return {"type": "object", "properties": {name: {"type": "string"}}}

    rows = {"type": "array", "items": {"type": "array", "items": inside("cell")}}
    found = _texts(
        {
            "one": {"oneOf": [inside("of_one"), {"type": "integer"}]},
            "Xmap": {"type": "object", "additionalProperties": inside("x")},
            "rows": rows,
        },
        InputText("one.of_one", "in one"),
        InputText("Xmap.[*].x", "never"),
        InputText("Xmap.?.x", "in a map"),
        InputText("rows[][].cell", "in a list of lists"),
        InputText("?.y", "under any name"),
        additionalProperties=inside("y"),
    )
    text = json.dumps(found)
    for told in ("in one", "in a map", "in a list of lists", "under any name"):
        assert text.count(f'"{told}"') == 1, told
    assert "never" not in text


def test_what_takes_anything_is_told_of_and_what_takes_nothing_is_not() -> None:
    found = _texts(
        {"any": True, "none": False, "named": {"$ref": "#/$defs/Any"}},
        InputText("*", "ours", "Ours"),
        **{"$defs": {"Any": True}},
    )
    ours = {"title": "Ours", "description": "ours"}
    assert found["properties"] == {"any": ours, "none": False, "named": ours | {"$ref": "#/$defs/Any"}}
    assert list(found["properties"]["named"]) == ["title", "description", "$ref"]
    assert found["properties"]["any"] is not True


def test_one_definition_that_contains_itself() -> None:
    node = {"type": "object", "properties": {"more": {"type": "array", "items": {"$ref": "#/$defs/N"}}}}
    found = _texts({"n": {"$ref": "#/$defs/N"}}, InputText("n.more", "and so on"), **{"$defs": {"N": node}})
    assert json.dumps(found).count("and so on") == 1


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("seed = 3", "a section must be a table, not a number"),
        ('["*"]\nseed = 3', "its description must be a string that says something"),
        ('["*"]\nseed = " "', "its description must be a string that says something"),
        ('["*"]\nseed = { titel = "x" }', '"titel" is neither title nor description'),
        ('["*"\nseed = "x"', "this is not valid TOML"),
        ('["*"]\nseed = "x"\nseed = "y"', "this is not valid TOML"),
        ("x = " + "[" * 100_000, "this is not valid TOML"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(tmp_path: Path, table: str, told: str) -> None:
    schemas = _put(tmp_path, table, one={"seed": {}})
    with pytest.raises(FaultsError) as stop:
        build(Settings(schemas, tmp_path / "out"), Report())
    assert [fault.file for fault in stop.value.faults] == ["schemas/inputs.toml"]
    assert told in stop.value.faults[0].message


def test_it_is_one_only_in_the_folder_itself(tmp_path: Path) -> None:
    schemas = _put(tmp_path, '["*"]\nseed = "x"', one={"seed": {}})
    (schemas / "deep").mkdir()
    (schemas / "inputs.toml").rename(schemas / "deep" / "inputs.toml")
    report = Report()
    assert load_tree(schemas, report)[0].input_texts == ()
    assert [fault.message for fault in report.faults] == ["this is not a schema document, and is left out"]


def test_a_change_remakes_just_the_models_it_is_about(tmp_path: Path) -> None:
    settings = Settings(_put(tmp_path, '["*"]\na = "x"', one={"a": {}}, two={"b": {}}), tmp_path / "out")
    renew(settings, Report())
    table = '["*"]\na = "x"\n["v/one"]\na = "y"\n'
    _put(tmp_path, table)
    assert renew(settings, Report()).made == 1
    assert '"description": "y"' in (settings.out / "runcomfy/schemas/v/one.json").read_text()


def test_a_sync_keeps_it_and_writes_nothing_of_it(server: Server, work: Path) -> None:
    assert sync() == 0
    (work / "schemas" / "inputs.toml").write_text('["*"]\nprompt = "ours"\n', encoding="utf-8")
    server.entries = [entry("v/one", description="changed"), entry("v/two"), entry("w/three")]
    assert sync() == 0
    assert "ours" not in json.dumps(read("schemas/v/one.json"))
    assert (work / "schemas" / "inputs.toml").is_file()
    assert all(spec.input_texts for spec in load_tree(work / "schemas", Report()))


def test_an_added_document_has_nothing_of_it(tmp_path: Path) -> None:
    schemas = _put(tmp_path, '["*"]\nseed = "ours"', one={"seed": {"type": "integer"}})
    page = tmp_path / "new.json"
    page.write_text((schemas / "one.json").read_text(encoding="utf-8"), encoding="utf-8")
    (added,) = add_pages([page], schemas, Report())
    assert "ours" not in added.path.read_text(encoding="utf-8")
