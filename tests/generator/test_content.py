"""What there is to read of the packaged models: nothing is without words, and examples are what they say."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections import Counter
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import runcomfy
from jsonschema import Draft202012Validator

from generator.catalogue.entries import kind_of
from generator.plain.faults import Report
from generator.schema.keywords import MEDIA
from generator.schema.sample_texts import FILES
from generator.schema.samples import example_inputs
from generator.schema.value import Schema
from generator.schema.words import fields
from generator.sources import load_tree
from tests.generator.kit import inputs_of, normal, page_of

ROOT = Path(__file__).parents[2]
PACKAGE = Path(runcomfy.__file__).parent


@cache
def _documents() -> dict[str, dict[str, Any]]:
    found = (json.loads(path.read_text(encoding="utf-8")) for path in (PACKAGE / "schemas").rglob("*.json"))
    return {document["model_id"]: document for document in found}


def _inputs() -> dict[tuple[str, str], Any]:
    return {
        (model_id, field.path): field
        for model_id, document in _documents().items()
        for field in fields(Schema(document["input_schema"]))
    }


def test_no_model_is_without_title_description_and_category() -> None:
    bare = [
        (model_id, key)
        for model_id, document in _documents().items()
        for key in ("title", "description", "categories", "kind")
        if not document[key]
    ]
    assert bare == []
    infos = runcomfy.registry.values()
    assert not [info.model_id for info in infos if not (info.title and info.description and info.categories)]
    assert len({info.title for info in infos}) == len(infos)


def _numbers_of(document: dict[str, Any]) -> set[str]:
    """Return what a description may count: bounds, choices, how many there are of them, inputs of one family."""
    schema = document["input_schema"]
    said = set(re.findall(r"\d+", json.dumps(schema) + document["model_id"] + document["title"]))
    said |= {str(int(number) // 1000) for number in said if int(number) % 1000 == 0}
    for node in schema["properties"].values():
        choices = [choice for choice in node.get("enum", ()) if choice not in ("auto", "adaptive")]
        said.add(str(len(choices)))
    families = Counter(re.sub(r"\d+$", "", name) for name in schema["properties"])
    return said | {str(count) for count in families.values()}


def test_a_description_is_its_models_own_and_its_numbers_are_the_schemas() -> None:
    texts: dict[str, list[str]] = {}
    numbers = 0
    for model_id, document in _documents().items():
        texts.setdefault(document["description"], []).append(model_id)
        found = set(re.findall(r"\d+", document["description"]))
        assert found <= _numbers_of(document), model_id
        numbers += len(found)
        assert ("sound" in document["description"]) == any(
            re.search(r"^(sound|(generate|enable)_audio)", name)
            for name in document["input_schema"]["properties"]
        ), model_id
    assert numbers > 200
    # Two models with the same words have the same inputs, but for what a document leaves open.
    assert max(map(len, texts.values())) <= 2


def test_no_input_is_without_words() -> None:
    assert [place for place, field in _inputs().items() if not field.description] == []


def test_each_words_are_in_the_class_too() -> None:
    bare = []
    for model_id in _documents():
        source = Path(
            str(__import__(runcomfy.registry[model_id].input_type.__module__, fromlist=["_"]).__file__)
        )
        for node in ast.parse(source.read_text(encoding="utf-8")).body:
            if (
                not isinstance(node, ast.ClassDef)
                or node.name != runcomfy.registry[model_id].input_type.__name__
            ):
                continue
            for line, after in zip(node.body, [*node.body[1:], None], strict=True):
                if isinstance(line, ast.AnnAssign) and not (
                    isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                ):
                    bare.append((model_id, ast.unparse(line.target)))
    assert bare == []


def test_categories_name_one_kind_of_output() -> None:
    for model_id, document in _documents().items():
        assert kind_of(tuple(document["categories"])) == document["kind"], model_id
        assert all(re.fullmatch(r"[a-z]+-to-[a-z]+|edit-video", name) for name in document["categories"]), (
            model_id
        )


def test_words_name_only_choices_that_there_are() -> None:
    mentioned = 0
    for (model_id, path), field in _inputs().items():
        named = set(re.findall(r'"([^"]+)"', field.description or ""))
        assert named <= {choice.strip('"') for choice in field.choices}, (model_id, path)
        # The text of a page is plain: marks of code would be shown as they are.
        assert "`" not in (field.description or ""), (model_id, path)
        mentioned += len(named)
    assert mentioned > 50


def test_words_name_only_inputs_that_there_are() -> None:
    of_model: dict[str, set[str]] = {}
    for model_id, path in _inputs():
        of_model.setdefault(model_id, set()).add(path)
    for (model_id, path), field in _inputs().items():
        words = set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", field.description or ""))
        assert words - {choice.strip('"') for choice in field.choices} <= of_model[model_id], (model_id, path)


def test_a_seed_that_may_be_minus_one_says_what_that_is() -> None:
    for (model_id, path), field in _inputs().items():
        if path == "seed":
            assert ("-1" in (field.description or "")) == (field.default == "-1"), model_id


def test_each_text_of_the_table_is_of_use() -> None:
    table = tomllib.loads((ROOT / "schemas" / "inputs.toml").read_text(encoding="utf-8"))
    right = set()
    for model_id, path in _inputs():
        fitting = [
            (pattern, name)
            for pattern, section in table.items()
            if fnmatchcase(model_id, pattern)
            for name in section
            if fnmatchcase(path, name)
        ]
        right.update(fitting[-1:])
    # What is said of all is for models to come as well.
    assert [
        (p, name) for p, section in table.items() if p != "*" for name in section if (p, name) not in right
    ] == []


def test_the_models_page_in_chinese_is_read_in_english_too() -> None:
    page = page_of(_documents()["openai/gpt-image-2/edit"])
    for found in fields(Schema(_documents()["openai/gpt-image-2/edit"]["input_schema"])):
        assert found.title
        assert found.title[0].isascii()
        assert found.title.endswith(")")
    assert "Aspect ratio (纵横比)" in page


def test_examples_fit_their_schemas_and_take_files_of_the_right_kind() -> None:
    for model_id, document in _documents().items():
        inputs, complete = inputs_of(document)
        assert complete, model_id
        # Held against what the server was said to take, and against what the client does.
        Draft202012Validator(document["input_schema"]).validate(inputs)
        for name, value in inputs.items():
            node = document["input_schema"]["properties"][name]
            inner = node.get("items", node)
            kind = MEDIA.get(str(inner.get("format")), (None, False))[0]
            if kind is not None and document["example"] is None:
                suffixes = {"image": (".jpg", ".png"), "video": (".mp4",), "audio": (".mp3",)}[kind]
                for address in value if isinstance(value, list) else [value]:
                    assert address.startswith(FILES["image"].partition("/image_")[0])
                    assert address.endswith(suffixes), (model_id, name)


def test_examples_suit_what_is_made() -> None:
    prompts: dict[str, set[str]] = {}
    for document in _documents().values():
        inputs, _ = inputs_of(document)
        for text in (inputs.get("prompt"), inputs.get("tags")):
            if text:
                prompts.setdefault(document["kind"], set()).add(text)
    assert not prompts["audio"] & (prompts["image"] | prompts["video"])
    assert not prompts["image"] & prompts["video"]
    for model_id, document in _documents().items():
        sources = {name.partition("-to-")[0].removeprefix("edit-") for name in document["categories"]} & {
            *FILES,
            "reference",
        }
        given = {
            kind
            for name in inputs_of(document)[0]
            for kind, own in (("image", "image"), ("video", "video"), ("audio", "audio"))
            if own in json.dumps(document["input_schema"]["properties"][name].get("format", ""))
            or own in json.dumps(document["input_schema"]["properties"][name].get("items", ""))
        }
        assert bool(given) == bool(sources), model_id
        assert "reference" in sources or sources <= given, model_id


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("lyrics", "audio", "verse"),
        ("text", "audio", "Good morning"),
        ("text", "image", "lighthouse"),
        ("negative_prompt", "image", "blurry"),
        ("source_image", "video", ".jpg"),
        ("endImageUrl", "video", "input.png"),
        ("voice_url", "audio", ".mp3"),
        ("face_uri", "image", ".jpg"),
        ("video_url_2", "video", ".mp4"),
        ("soundtrack", "video", "lighthouse"),
    ],
)
def test_an_input_is_filled_in_by_its_name(name: str, kind: Any, value: str) -> None:
    schema = {"type": "object", "properties": {name: {"type": "string"}}, "required": [name]}
    model, _ = normal(schema)
    inputs, _ = example_inputs(Schema(model.input_schema), None, kind)
    assert value in inputs[name]


@pytest.mark.parametrize(
    ("kind", "first"),
    [("video", ["video", "videos"]), ("audio", ["audio", "audios"]), ("image", ["image", "images"])],
)
def test_outputs_begin_with_what_the_model_makes(kind: Any, first: list[str]) -> None:
    model, _ = normal({"type": "object"}, output_kind=kind)
    assert isinstance(model.output_schema, dict)
    names = list(model.output_schema["properties"])
    assert names[:2] == first
    assert len(names) == 6
    own = {"type": "object", "properties": {"mask": {}, "videos": {}, "image": {}, "seed": {}}}
    model, _ = normal({"type": "object"}, own, output_kind=kind)
    assert isinstance(model.output_schema, dict)
    ordered = list(model.output_schema["properties"])
    assert ordered == sorted(own["properties"], key=lambda name: name not in first)
    for model_id, document in _documents().items():
        assert next(iter(document["output_schema"]["properties"])).rstrip("s") == document["kind"], model_id


def test_a_models_own_page_is_linked() -> None:
    report = Report()
    specs = {spec.model_id: spec for spec in load_tree(ROOT / "schemas", report)}
    linked = {model_id: spec.page for model_id, spec in specs.items() if spec.page}
    assert linked["openai/gpt-image-2/edit"] == "https://www.runcomfy.com/models/openai/gpt-image-2/edit"
    for model_id, address in linked.items():
        assert f"- On the web: [{address}]" in page_of(_documents()[model_id]).replace("\\_", "_").replace(
            "\\~", "~"
        )
        assert runcomfy.registry[model_id].page == address
    # Addresses cannot be derived from ids, so nobody's is two models'.
    assert max(Counter(linked.values()).values()) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example/x",
        "javascript:alert(1)",
        "https://a.example/<x>",
        "https://u:p@a.example",
        "https://a b",
        'https://a.example/"',
        "x",
    ],
)
def test_only_a_plain_https_address_is_a_page(tmp_path: Path, address: str) -> None:
    document = {"model_id": "v/m", "page": address, "input_schema": {"type": "object"}}
    (tmp_path / "m.json").write_text(json.dumps(document), encoding="utf-8")
    report = Report()
    assert load_tree(tmp_path, report) == []
    assert [fault.pointer for fault in report.errors] == ["/page"]


def test_what_is_read_is_said_in_the_catalogue_and_searched(capsys: pytest.CaptureFixture[str]) -> None:
    from runcomfy.__main__ import main

    assert main(["models", "search", "two", "people", "--json"]) == 0
    assert [found["model_id"] for found in json.loads(capsys.readouterr().out)] == [
        "community/infinite-talk/multi"
    ]
    assert main(["models", "show", "openai/gpt-image-2/edit"]) == 0
    shown = capsys.readouterr().out
    assert "https://www.runcomfy.com/models/openai/gpt-image-2/edit" in shown
    assert "Edits or combines up to 10 images" in shown
