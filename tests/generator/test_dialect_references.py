"""References: kept, followed and merged, and refused where they have no end or stand for too much."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.dialect import normalise
from generator.dialect.expansion import written_out
from generator.plain.faults import Fault, Report
from generator.schema.value import Schema
from tests.generator.kit import faults_of, normal, spec_of


def test_references_are_kept_local_and_inheritance_is_merged() -> None:
    schema = {
        "type": "object",
        "properties": {
            "plain": {"$ref": "#/definitions/Base", "description": "d"},
            "more": {
                "allOf": [
                    {"$ref": "#/definitions/Base"},
                    {"type": "object", "properties": {"b": {"type": "string"}}},
                ]
            },
        },
        "definitions": {
            "Base": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}
        },
    }
    model, _ = normal(schema)
    assert model.input_schema["properties"]["plain"]["$ref"] == "#/$defs/Base"
    merged = model.input_schema["properties"]["more"]
    assert sorted(merged["properties"]) == ["a", "b"]
    assert merged["required"] == ["a"]
    Draft202012Validator.check_schema(model.input_schema)


def test_an_input_that_is_a_reference_is_what_it_refers_to() -> None:
    base = {"type": "object", "properties": {"a": {"type": "string"}}, "title": "Theirs"}
    definitions = {"base": base, "more": {"$ref": "#/$defs/base"}}
    model, _ = normal({"$ref": "#/$defs/more", "title": "Mine", "$defs": definitions})
    assert model.input_schema["properties"] == {"a": {"type": "string"}}
    assert model.input_schema["title"] == "Mine"
    assert "$ref" not in model.input_schema


@pytest.mark.parametrize(
    ("count", "step"),
    [
        (40, lambda below: {"anyOf": [{"type": "array", "items": below}, {"not": below}]}),
        (
            40,
            lambda below: {
                "type": "array",
                "prefixItems": [below | {"minItems": 0}, below | {"minItems": 1}],
            },
        ),
        (3000, lambda below: {"type": "array", "items": below}),
        (3000, lambda below: {"allOf": [below], "minItems": 1}),
    ],
    ids=["doubling", "doubling by merging", "a chain", "a chain of merges"],
)
def test_references_that_stand_for_too_much_are_refused_at_once(count: int, step: Any) -> None:
    definitions = {f"D{index}": step({"$ref": f"#/$defs/D{index + 1}"}) for index in range(count)}
    definitions[f"D{count}"] = {"type": "array", "items": {"type": "string"}}
    schema = {"type": "object", "properties": {"x": {"$ref": "#/$defs/D0"}}, "$defs": definitions}
    errors = [message for severity, _, message in faults_of(schema) if severity == "error"]
    assert len(errors) == 1
    assert "references" in errors[0]


@pytest.mark.parametrize(
    "node",
    [
        {"$ref": "#/$defs/N"},
        {"anyOf": [{"$ref": "#/$defs/N"}, {"type": "null"}]},
        {"type": "string", "not": {"oneOf": [{"$ref": "#/$defs/M"}]}},
        {"allOf": [{"$ref": "#/$defs/N"}], "maxLength": 3},
        {"type": "object", "properties": {"a": True}, "not": {"$ref": "#/$defs/N"}},
    ],
)
def test_a_definition_without_an_end_is_refused(node: Any) -> None:
    definitions = {"N": node, "M": {"if": {"$ref": "#/$defs/N"}}}
    schema = {"type": "object", "properties": {"x": {"not": {"$ref": "#/$defs/N"}}}, "$defs": definitions}
    told = faults_of(schema)
    errors = [message for severity, _, message in told if severity == "error"]
    assert any(
        message in (f"the definition {name} contains itself" for name in ('"N"', '"M"')) for message in errors
    )
    assert not any("(rule)" in message for message in errors)


def test_a_place_in_a_normal_schema_is_told_as_the_one_in_the_schema_that_was_given() -> None:
    definitions = {"A": {"type": "string"}, "b/c": {"type": "array", "items": {"$ref": "#/properties/a"}}}
    taken = {"a": {"$ref": "#/definitions/A"}, "b": {"not": {"$ref": "#/definitions/b~1c"}}}
    made = {"type": "object", "properties": {"d": {"$ref": "#/$defs/D"}}, "$defs": {"D": {"type": "string"}}}
    model, _ = normal({"type": "object", "properties": taken, "definitions": definitions}, made)
    for pointer, given in (
        ("", ""),
        ("/properties/a", "/properties/a"),
        ("/$defs", "/definitions"),
        ("/$defs/A", "/definitions/A"),
        ("/$defs/A/type", "/definitions/A/type"),
        ("/$defs/A (rule)/type", "/definitions/A/type"),
        ("/$defs/b~1c/items/enum/0", "/definitions/b~1c/items/enum/0"),
        ("/$defs/properties~1a/enum", "/properties/a/enum"),
    ):
        assert model.place("input", pointer) == ("schemas/test.json", "/input_schema" + given), pointer
    for pointer in ("/$defs", "/$defs/D", "/$defs/D/type", "/properties/d"):
        assert model.place("output", pointer) == ("schemas/test.json", "/output_schema" + pointer)


def test_a_reference_to_any_place_of_the_schema_is_followed() -> None:
    schema = {"type": "object", "properties": {"a": {"enum": [1, 2]}, "b": {"$ref": "#/properties/a"}}}
    model, report = normal(schema)
    assert not report.errors
    assert model.input_schema["properties"]["b"] == {"$ref": "#/$defs/properties~1a"}
    assert model.input_schema["$defs"] == {"properties/a": {"enum": [1, 2]}}


def test_how_large_a_schema_is_written_out() -> None:
    wide = {"type": "array", "prefixItems": [{"$ref": "#/$defs/leaf"}, {"$ref": "#/$defs/leaf"}, True]}
    definitions = {"leaf": {"not": {"const": 1}}, "wide": wide, "class": {"properties": {"a": True, "b": {}}}}
    # Each definition by itself: leaf is 2 parts, wide 1 + 2 references of 1 + 2 and a true, class 1 + 2.
    alone = 2 + 8 + 3
    for reference, parts in (("leaf", 2), ("wide", 8), ("class", 1), ("none", 1)):
        schema = {"properties": {"x": {"$ref": f"#/$defs/{reference}"}}, "$defs": definitions}
        assert written_out(Schema(schema)) == 1 + 1 + parts + alone, reference
    assert written_out(Schema({"properties": {"x": {"$ref": "#"}}, "$defs": definitions})) == 3 + alone


def test_references_that_lead_through_too_many_others_are_told_in_one_line() -> None:
    definitions: dict[str, Any] = {
        f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}, {"minLength": n}]} for n in range(3000)
    }
    schema = {"type": "object", "$defs": {**definitions, "d3000": {"type": "string"}}}
    report = Report()
    assert normalise(spec_of(schema), report) is None
    assert report.errors == (
        Fault("schemas/test.json", "", "its references lead through too many others",
              "write the schema out, or flatten it", "error"),
    )  # fmt: skip
