"""Schemas as they came: served untouched, and read as leniently as the server reads them."""

from __future__ import annotations

from typing import Any

import pytest
import runcomfy
from hypothesis import given, settings
from hypothesis import strategies as st
from runcomfy.sandbox import Faults, Settings

from generator.schema.validator import SchemaValidator
from tests.inside import checked, input_validator, media_kind
from tests.sandbox.kit import PAINT, Bench, sample
from tests.shares import one_per_vendor

LOOSE: dict[str, Any] = {
    "title": "Input schema",
    "type": "Object",
    "required": ["prompt", "gone"],
    "properties": {
        "strength": {"type": "float", "minimum": 0, "maximum": 1, "default": None},
        "image_urls": {"type": "array", "format": "image_uris", "maxItems": 2},
        "seed": {"type": "Integer", "default": None},
        "prompt": {"type": "STRING", "description": "", "maxLength": 5},
        "odd": {"type": "fish", "minimum": "3", "pattern": 7, "enum": "none"},
    },
}


def bench(schema: dict[str, Any] = LOOSE, **changes: Any) -> Bench:
    return Bench(documents={PAINT: {"model_id": PAINT, "input_schema": schema}}, **changes)


def told(answer: Any) -> list[list[object]]:
    return [one["loc"] for one in answer.json()["detail"]]


def test_a_schema_is_served_as_it_came() -> None:
    served = bench().get(f"/v1/models/{PAINT}").json()["input_schema"]
    assert served == LOOSE
    assert list(served["properties"]) == list(LOOSE["properties"])


def test_packaged_models_serve_their_sources_and_close_nothing() -> None:
    entries = Bench(documents=None).get("/v1/models?limit=500&include_schema=true").json()["models"]
    texts = [str(entry["input_schema"]) for entry in entries]
    assert len(entries) == len(runcomfy.registry)
    assert not any("additionalProperties" in text for text in texts)
    assert any("'format': 'image_uris'" in text and "'items'" not in text for text in texts)


@pytest.mark.parametrize(
    "inputs",
    [
        {"prompt": "a fox", "strength": 0.5, "seed": 3, "image_urls": ["https://a.b/c.png"]},
        {"prompt": "a fox", "odd": {"any": "thing"}},
        {"prompt": "a fox", "nobody": "knows this", "nested": {"neither": 1}},
    ],
)
def test_what_the_server_takes(inputs: dict[str, Any]) -> None:
    assert bench().call("POST", f"/v1/models/{PAINT}", json=inputs).status_code == 200


@pytest.mark.parametrize(
    ("inputs", "place"),
    [
        ({}, ["input", "prompt"]),
        ({"prompt": "a long one"}, ["input", "prompt"]),
        ({"prompt": "x", "strength": 2}, ["input", "strength"]),
        ({"prompt": "x", "seed": "3"}, ["input", "seed"]),
        ({"prompt": "x", "image_urls": ["ftp://a.b"]}, ["input", "image_urls", 0]),
        ({"prompt": "x", "image_urls": ["https://a.b"] * 3}, ["input", "image_urls"]),
    ],
)
def test_what_the_server_refuses(inputs: dict[str, Any], place: list[object]) -> None:
    answer = bench().call("POST", f"/v1/models/{PAINT}", json=inputs)
    assert (answer.status_code, told(answer)) == (422, [place])


def test_unknown_inputs_are_refused_where_that_is_wanted() -> None:
    strict = bench(unknown_inputs="refuse")
    answer = strict.call("POST", f"/v1/models/{PAINT}", json={"prompt": "x", "nobody": 1, "else": 2})
    assert told(answer) == [["input", "nobody"], ["input", "else"]]
    assert {one["type"] for one in answer.json()["detail"]} == {"extra_forbidden"}
    assert strict.get(f"/v1/models/{PAINT}").json()["input_schema"] == LOOSE
    with pytest.raises(ValueError, match="unknown_inputs"):
        Settings(unknown_inputs="maybe")  # type: ignore[arg-type]


def test_unknown_inputs_are_known_across_the_parts_of_a_schema() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string"}},
        "anyOf": [{"properties": {"b": {"type": "integer"}}}, {"properties": {"c": {"type": "integer"}}}],
    }
    strict = bench(schema, unknown_inputs="refuse")
    statuses = [
        strict.call("POST", f"/v1/models/{PAINT}", json=inputs).status_code
        for inputs in ({"a": "", "b": 1, "c": 2}, {"a": "", "d": 1})
    ]
    assert statuses == [200, 422]


def test_a_source_that_closes_its_inputs_itself_is_believed() -> None:
    schema = {"type": "object", "properties": {"a": {}}, "additionalProperties": False}
    assert bench(schema).call("POST", f"/v1/models/{PAINT}", json={"b": 1}).status_code == 422


@pytest.mark.parametrize(
    "reference",
    [
        "#/components/schemas/Count",
        "#/x-parts/Count~1s",
        "#/x-parts/50%25",
        "#/properties/b/anyOf/0",
        "#/$defs/A%20B",
        "#/x-parts/round",
    ],
)
def test_a_reference_finds_its_part_wherever_that_stands(reference: str) -> None:
    count = {"type": "integer"}
    schema = {
        "type": "object",
        "properties": {"a": {"$ref": reference}, "b": {"anyOf": [count]}},
        "$defs": {"A B": count},
        "components": {"schemas": {"Count": {**count, "description": "How many"}}},
        "x-parts": {
            "Count/s": count,
            "50%": count,
            "round": {"anyOf": [count, {"type": "array", "items": {"$ref": "#/x-parts/round"}}]},
        },
    }
    served = bench(schema)
    answers = [
        served.call("POST", f"/v1/models/{PAINT}", json={"a": value}).status_code
        for value in (1, "x", [["x"]])
    ]
    assert answers == [200, 422, 422]
    assert served.get("/openapi.json").status_code == 200


@pytest.mark.parametrize("reference", ["#/$defs/loop", "#/nowhere", "#anchor", "https://a.b/c", 7])
def test_a_reference_that_leads_nowhere_checks_nothing(reference: object) -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"$ref": reference}},
        "$defs": {"loop": {"$ref": "#/$defs/loop"}},
    }
    assert bench(schema).call("POST", f"/v1/models/{PAINT}", json={"a": 1}).status_code == 200


def test_quirks_change_what_is_served_and_not_what_is_checked() -> None:
    quirky = Bench(faults=Faults(schemas="quirks"))
    schema = quirky.get(f"/v1/models/{PAINT}").json()["input_schema"]
    assert schema["type"] == "Object"
    assert schema["properties"]["seed"] == {"type": "Integer", "default": None}
    assert schema["properties"]["images"]["items"]["type"] == "String"
    assert schema["properties"]["num_images"]["default"] == 1
    assert quirky.submit(seed=4)


@pytest.mark.parametrize(
    ("name", "schema", "kind"),
    [
        ("anything", {"type": "string", "format": "audio_uri"}, "audio"),
        ("anything", {"type": "array", "format": "image_uris"}, "image"),
        ("anything", {"type": "array", "items": {"type": "string", "format": "video_uri"}}, "video"),
        ("reference_image_urls", {"type": "array"}, "image"),
        ("videoUrl", {"type": "string"}, "video"),
        ("image_url_2", {"type": "string"}, "image"),
        ("image_size", {"type": "string"}, None),
        ("image", {"type": "string", "enum": ["a"]}, None),
        ("num_images", {"type": "integer"}, None),
        ("generate_audio", {"type": "boolean"}, None),
        ("image", True, None),
    ],
)
def test_which_inputs_hold_files(name: str, schema: object, kind: str | None) -> None:
    assert media_kind(name, schema) == kind


@pytest.mark.parametrize("model_id", one_per_vendor(runcomfy.registry))
def test_it_takes_what_the_generators_own_reading_takes(model_id: str) -> None:
    """Two readings of the dialect, by different people's code, agree on inputs that fit and on ones that do not."""
    document = runcomfy.registry[model_id].schema
    ours = input_validator(checked(document["source_schema"], closed=True))
    theirs = SchemaValidator(document["input_schema"])
    properties = document["input_schema"]["properties"]
    good = {name: sample(one) for name, one in properties.items()}
    wrong = (None, -1e9, 1e9, "", "x" * 100_000, [], {}, True, 0.5)
    tried = [good, {}, {**good, "nobody": 1}]
    tried += [{**good, name: one} for name in properties for one in wrong]
    for inputs in tried:
        said = [error.validator for error in ours.iter_errors(inputs)]
        # What an address may be, the generator leaves to the client.
        assert ([one for one in said if one != "format"] == []) == theirs.is_valid(inputs), (inputs, said)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keywords = st.sampled_from(
    "type properties items required enum minimum maxItems pattern format anyOf $ref $defs default not".split()
)


@settings(max_examples=100)
@given(st.recursive(json_values, lambda inner: st.dictionaries(keywords, inner, max_size=4)), json_values)
@pytest.mark.ci
def test_no_schema_and_no_value_break_it(schema: Any, value: Any) -> None:
    for closed in (False, True):
        validator = input_validator({"anyOf": [checked(schema, closed=closed)]})
        assert list(validator.iter_errors(value)) is not None
