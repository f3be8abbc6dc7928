"""The dialect's repairs and refusals, one by one: what becomes of the schema, and what is told."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.dialect import STANDARD_OUTPUT, normalise
from generator.dialect.table import LONGEST_TEXT, MOST_MEMBERS, MOST_PROPERTIES, MOST_TEXT
from generator.plain.faults import FaultsError, Report
from generator.plain.text import show
from tests.generator.kit import faults_of, normal, spec_of


def _input(node: Any) -> Any:
    """Return what becomes of a property, and the messages about it."""
    schema = {"type": "object", "properties": {"x": node}}
    model, _ = normal(schema)
    return model.input_schema["properties"]["x"]


def _told(node: Any) -> list[tuple[str, str]]:
    prefix = "/input_schema/properties/x"
    found = faults_of({"type": "object", "properties": {"x": node}})
    return [(severity, pointer.removeprefix(prefix)) for severity, pointer, _ in found]


@pytest.mark.parametrize(
    ("given_node", "becomes", "told"),
    [
        ({"type": "float"}, {"type": "number"}, [("note", "/type")]),
        ({"type": ["float", "null"]}, {"type": ["number", "null"]}, [("note", "/type")]),
        ({"type": "array"}, {"type": "array", "items": True}, [("warning", "")]),
        (
            {"type": "array", "format": "image_uris"},
            {"type": "array", "format": "image_uris", "items": {"type": "string", "format": "image_uri"}},
            [("note", "")],
        ),
        (
            {"type": "array", "format": "audio_uris", "items": {"type": "string"}},
            {"type": "array", "format": "audio_uris", "items": {"type": "string", "format": "audio_uri"}},
            [],
        ),
        ({"format": "video_uri"}, {"type": "string", "format": "video_uri"}, []),
        ({"type": "string", "title": "modelApiDoc_t"}, {"type": "string"}, [("note", "/title")]),
        ({"type": "string", "description": ""}, {"type": "string"}, []),
        ({"type": "string", "format": "uri"}, {"type": "string", "format": "uri"}, []),
        ({"type": "string", "format": "new"}, {"type": "string", "format": "new"}, [("warning", "/format")]),
        ({"type": "string", "x-widget": 3}, {"type": "string", "x-widget": 3}, []),
        ({"type": "string", "customTypePath": "os"}, {"type": "string"}, [("warning", "/customTypePath")]),
        ({"type": "string", "x-python-type": "os"}, {"type": "string"}, [("warning", "/x-python-type")]),
        ({"type": "integer", "minimum": 0.5}, {"type": "integer", "minimum": 1}, []),
        ({"type": "integer", "maximum": 4.5}, {"type": "integer", "maximum": 4}, []),
        (
            {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
            {"type": "integer", "exclusiveMinimum": 1},
            [],
        ),
        ({"type": "integer", "maxLength": 3}, {"type": "integer"}, [("warning", "/maxLength")]),
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}, []),
        (
            {"enum": ["a"], "type": "string", "nullable": True},
            {"type": ["string", "null"], "enum": ["a", None]},
            [],
        ),
        ({"minimum": 3}, {"type": "number", "minimum": 3}, [("note", "")]),
        (
            {"allOf": [{"type": "string", "maxLength": 5}], "maxLength": 3},
            {"type": "string", "maxLength": 3},
            [],
        ),
        ({"anyOf": [{"type": "string"}]}, {"type": "string"}, []),
        (
            {"anyOf": [{"type": "string"}, {"type": "integer"}], "description": "d"},
            {"description": "d", "anyOf": [{"type": "string"}, {"type": "integer"}]},
            [],
        ),
        ({"type": "string", "pattern": "(?=a)"}, {"type": "string"}, [("warning", "/pattern")]),
        ({"type": "integer", "default": "1"}, {"type": "integer"}, [("warning", "/default")]),
        (
            {"type": "integer", "maximum": 3, "default": 4},
            {"type": "integer", "maximum": 3},
            [("warning", "/default")],
        ),
        ({"enum": ["a"], "default": "b"}, {"enum": ["a"]}, [("warning", "/default")]),
        ({"type": "string", "default": "a"}, {"type": "string", "default": "a"}, []),
        ({"type": []}, {}, [("warning", "/type")]),
        (
            {"type": "integer", "exclusiveMinimum": True},
            {"type": "integer"},
            [("warning", "/exclusiveMinimum")],
        ),
        (
            {"type": "string", "enum": ["a", "abc"], "maxLength": 2},
            {"type": "string", "enum": ["a"], "maxLength": 2},
            [("warning", "/enum")],
        ),
        ({"type": "string", "const": "a"}, {"type": "string", "const": "a"}, []),
        (
            {"type": ["number", "array"], "enum": [1.5, "a", [1], {}]},
            {"type": ["number", "array"], "enum": [1.5, [1]]},
            [("warning", "/enum/1"), ("warning", "/enum/3")],
        ),
        ({"type": ["int", "integer", "number"]}, {"type": "number"}, [("note", "/type")]),
        ({"type": "string", "title": 5}, {"type": "string"}, [("warning", "/title")]),
        ({"type": "string", "format": 5}, {"type": "string"}, [("warning", "/format")]),
        ({"type": "integer", "format": "image_uri"}, {"type": "integer"}, [("warning", "/format")]),
        (
            {"type": "string", "format": "image_uris"},
            {"type": "string", "format": "image_uri"},
            [("note", "/format")],
        ),
        (
            {"type": "string", "format": "image_uri", "validations": 5},
            {"type": "string", "format": "image_uri"},
            [("warning", "/validations")],
        ),
        (
            {
                "type": "string",
                "format": "image_uri",
                "validations": [{"validation_rule": "mood>", "validation_value": 1}],
            },
            {"type": "string", "format": "image_uri"},
            [("warning", "/validations/0")],
        ),
        (
            {"type": "string", "discriminator": {"propertyName": "x"}},
            {"type": "string"},
            [("note", "/discriminator")],
        ),
        ({"type": "string", "deprecated": True}, {"type": "string", "deprecated": True}, []),
        (
            {"type": "object", "required": ["a"], "additionalProperties": False},
            {"type": "object", "additionalProperties": False},
            [("warning", "/required/0")],
        ),
        (True, True, []),
        (False, False, []),
    ],
)
def test_repairs(given_node: Any, becomes: Any, told: list[tuple[str, str]]) -> None:
    assert _input(given_node) == becomes
    assert _told(given_node) == told


@pytest.mark.parametrize(
    ("node", "pointer"),
    [
        ({"$ref": "other.json"}, "/$ref"),
        ({"$ref": "http://127.0.0.1:1/x"}, "/$ref"),
        ({"$ref": "file:///etc/passwd"}, "/$ref"),
        ({"$ref": "#/$defs/Absent"}, "/$ref"),
        ({"$ref": 5}, "/$ref"),
        ({"anyOf": [{"$ref": "#/properties/x/anyOf/7"}]}, "/anyOf/0/$ref"),
        ({"type": "string", "pattern": "a" * 10_001}, "/pattern"),
        ({"type": "object", "patternProperties": 5}, "/patternProperties"),
        ({"type": "object", "minProperties": -1}, "/minProperties"),
        ({"type": "string", "pattern": "("}, "/pattern"),
        ({"type": "string", "pattern": 3}, "/pattern"),
        ({"enum": "abc"}, "/enum"),
        ({"enum": []}, "/enum"),
        ({"enum": ["a"], "const": "b"}, "/enum"),
        ({"type": "string", "allOf": [{"type": "integer"}]}, "/allOf/0/type"),
        ({"type": "string", "minLength": -1}, "/minLength"),
        ({"type": "array", "minItems": 2.5, "items": {}}, "/minItems"),
        ({"type": "integer", "minimum": 2, "maximum": 1}, "/minimum"),
        ({"type": "integer", "multipleOf": 0}, "/multipleOf"),
        ({"type": "object", "properties": []}, "/properties"),
        ({"type": "object", "required": "a"}, "/required"),
        ({"anyOf": []}, "/anyOf"),
        ("string", ""),
        (["string"], ""),
        (None, ""),
    ],
)
def test_refusals(node: Any, pointer: str) -> None:
    assert ("error", pointer) in _told(node)


def test_a_required_name_without_a_property_is_dropped_and_the_model_stays_usable() -> None:
    schema = {
        "type": "object",
        "required": ["image_urls", "prompt"],
        "properties": {"prompt": {"type": "string"}},
    }
    model, report = normal(schema)
    assert model.input_schema["required"] == ["prompt"]
    assert [fault.pointer for fault in report.warnings] == ["/input_schema/required/0"]


def test_inputs_are_closed_and_outputs_open_unless_the_schema_says_otherwise() -> None:
    closed = {"type": "object", "properties": {"a": {"type": "object", "properties": {"b": {}}}}}
    model, _ = normal(closed, closed)
    assert model.input_schema["additionalProperties"] is False
    assert model.input_schema["properties"]["a"]["additionalProperties"] is False
    assert isinstance(model.output_schema, dict)
    assert model.output_schema["additionalProperties"] is True
    model, _ = normal(closed | {"additionalProperties": True})
    assert model.input_schema["additionalProperties"] is True


def test_x_order_sorts_properties() -> None:
    properties = {
        "b": {"type": "string", "x-order": 2},
        "a": {"type": "string", "x-order": 1},
        "c": {"type": "string"},
    }
    model, _ = normal({"type": "object", "properties": properties})
    assert list(model.input_schema["properties"]) == ["a", "b", "c"]


def test_a_model_without_an_output_schema_gets_the_standard_output() -> None:
    model, _ = normal({"type": "object", "properties": {}})
    assert model.output_schema == STANDARD_OUTPUT


def test_a_catastrophic_pattern_hangs_nobody() -> None:
    started = time.monotonic()
    node = {"type": "string", "pattern": "^(a+)+$", "default": "a" * 40 + "!"}
    assert ("warning", "/default") in _told(node)
    assert time.monotonic() - started < 60  # it would never end


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string"},
        {"type": "array", "items": {}},
        True,
        {"$ref": "#/$defs/a", "$defs": {"a": True}},
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}},
        {"type": "object", "$defs": []},
        {"type": "object", "definitions": 5},
    ],
)
def test_an_input_that_is_no_object_is_refused(schema: Any) -> None:
    with pytest.raises(FaultsError):
        normal(schema)


json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 5),
        st.sampled_from(["string", "float", "a", "#/$defs/a", "("]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                """type enum const items properties required default minimum exclusiveMinimum pattern anyOf oneOf allOf $ref
                $defs format nullable not if prefixItems additionalProperties patternProperties minLength validations
                title description x-order multipleOf uniqueItems minItems dependentRequired""".split()
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=25,
)


@given(node=json_values)
def test_any_json_is_normalised_or_refused(node: Any) -> None:
    schema = {"type": "object", "properties": {"x": node}, "$defs": {"a": {"type": "integer"}}}
    try:
        model, _ = normal(schema)
    except FaultsError:
        return
    Draft202012Validator.check_schema(model.input_schema)
    # What is normal stays as it is, and needs no repair.
    again, report = normal(json.loads(json.dumps(model.input_schema)))
    assert again.input_schema == model.input_schema
    assert not [fault for fault in report.warnings if "unknown" not in fault.message]


def test_a_pattern_of_ten_thousand_characters_is_the_longest() -> None:
    longest = f"[{'a' * 9_998}]"
    assert _input({"type": "string", "pattern": longest})["pattern"] == longest


def test_the_texts_of_a_model() -> None:
    model, report = normal({"type": "object"}, title="A title", description="A text.")
    assert (model.title, model.description, model.spec.title) == ("A title", "A text.", "A title")
    assert not report.faults
    model, report = normal({"type": "object"}, title="modelApiDoc_t", description=3)
    assert (model.title, model.description) == (None, None)
    assert [(fault.file, fault.pointer, fault.severity) for fault in report.faults] == [
        ("schemas/test.json", "/description", "warning"),
        ("schemas/test.json", "/title", "note"),
    ]


def test_what_nobody_expected_is_told_of_the_model_it_happened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LookupError("a fault of ours")

    monkeypatch.setattr("generator.dialect.model.give_texts", fail)
    report = Report()
    assert normalise(spec_of({"type": "object"}), report) is None
    (fault,) = report.errors
    assert (fault.file, fault.pointer) == ("schemas/test.json", "")
    assert fault.message.startswith("LookupError: a fault of ours (")
    assert fault.message.endswith('while reading the schemas of "vendor/model"')


def test_what_a_model_makes_stands_first_in_its_result() -> None:
    names = ["seed", "videos", "image", "video", "Nones"]
    output = {"type": "object", "properties": dict.fromkeys(names, True)}
    for kind, order in (
        ("video", ["videos", "video", "seed", "image", "Nones"]),
        ("audio", names),
        (None, names),
    ):
        model, _ = normal({"type": "object"}, output, output_kind=kind)
        assert isinstance(model.output_schema, dict)
        assert list(model.output_schema["properties"]) == order, kind
    for other in (True, {"type": "string"}, {"type": "object"}):
        model, _ = normal({"type": "object"}, other, output_kind="video")
        assert model.output_schema == (
            other if other != {"type": "object"} else other | {"additionalProperties": True}
        )


def test_an_example_that_does_not_fit_is_told() -> None:
    schema = {
        "type": "object",
        "properties": {"seed": {"type": "integer", "maximum": 9}},
        "required": ["seed"],
    }
    _, report = normal(schema, example={"seed": 9})
    assert not report.faults
    _, report = normal(schema, example={"seed": 10})
    (fault,) = report.faults
    assert (fault.severity, fault.file, fault.pointer) == ("warning", "schemas/test.json", "/example")
    assert fault.message == (
        "the example is not valid: at seed: 10 is greater than the maximum of 9; only what fits of it is shown"
    )
    _, report = normal(schema, example={"seed": "x" * 400})
    why = show(f"at seed: '{'x' * 400}' is not of type 'integer'", 160)[1:-1]
    assert report.faults[0].message == f"the example is not valid: {why}; only what fits of it is shown"


def _errors(**properties: Any) -> list[tuple[str, str, str]]:
    report = Report()
    normalise(spec_of({"type": "object", "properties": properties}), report)
    top = "/input_schema/properties"
    return [(fault.pointer.removeprefix(top), fault.message, fault.hint) for fault in report.errors]


def test_what_is_beyond_the_limits_is_a_fault() -> None:
    assert _errors(a={"enum": list(range(MOST_MEMBERS))}) == []
    assert _errors(a={"enum": list(range(MOST_MEMBERS + 1))}) == [
        ("/a/enum", "an enum of 10,001 members; at most 10,000 are read", "")
    ]
    assert _errors(**{f"p{i}": True for i in range(MOST_PROPERTIES)}) == []
    assert _errors(**{f"p{i}": True for i in range(MOST_PROPERTIES + 1)}) == [
        ("", "10,001 properties; at most 10,000 are read", "")
    ]
    assert _errors(a={"description": "x" * LONGEST_TEXT}) == []
    assert _errors(a={"description": "x" * (LONGEST_TEXT + 1)}) == [
        ("/a/description", "a string of 100,001 characters; at most 100,000 are read", "shorten it")
    ]
    texts = {f"p{i}": {"description": "x" * LONGEST_TEXT} for i in range(MOST_TEXT // LONGEST_TEXT)}
    assert _errors(**texts) == []
    # It is told once, however many follow, and titles count like descriptions.
    assert _errors(**texts, a={"title": "x"}, b={"description": "x"}, c={"title": "x"}) == [
        ("/a/title", "titles and descriptions have more than 1,000,000 characters in all", "shorten them")
    ]
