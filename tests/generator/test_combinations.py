"""Several schemas about one value: what the class takes is what the normalised schema takes, and what cannot be is told."""

from __future__ import annotations

from typing import Any

import pytest

from generator.schema.validator import SchemaValidator
from tests.generator.kit import faults_of, load, normal

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}


def _holds(schema: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    """Hold a schema of inputs and its class against inputs that fit, and inputs that do not."""
    from runcomfy.errors import InputError

    from tests.inside import validate_wire

    model, _ = normal(schema)
    validator, input_type = SchemaValidator(model.input_schema), load(model).ModelInput
    for value in good:
        assert validator.is_valid(value), value
        validate_wire("vendor/model", input_type, value)
    for value in bad:
        assert not validator.is_valid(value), value
        with pytest.raises(InputError):
            validate_wire("vendor/model", input_type, value)


def _of_x(node: Any, good: list[Any], bad: list[Any]) -> None:
    _holds(
        {"type": "object", "properties": {"x": node}},
        [{"x": value} for value in good],
        [{"x": value} for value in bad],
    )


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        # Null beside branches of which one, or a member of it, may be null itself.
        ({"oneOf": [TEXT, WHOLE], "nullable": True}, [None, "a", 1], [True]),
        ({"oneOf": [{"type": "string", "nullable": True}, WHOLE], "nullable": True}, [None, "a", 1], [True]),
        ({"oneOf": [{"enum": ["a", None]}, WHOLE], "nullable": True}, [None, "a", 1], ["b"]),
        ({"oneOf": [{"const": "a"}, WHOLE], "nullable": True}, [None, "a", 1], ["b"]),
        ({"oneOf": [{"type": "null"}, WHOLE], "nullable": True}, [None, 1], ["a"]),
        ({"oneOf": [True, {"const": 1}], "nullable": True}, [None, "a"], [1]),
        ({"anyOf": [TEXT, WHOLE], "nullable": True}, [None, "a", 1], [True]),
        ({"anyOf": [{"type": "string", "nullable": True}, WHOLE], "nullable": True}, [None, "a"], [True]),
        ({"type": ["string", "null"], "nullable": True}, [None, "a"], [1]),
        ({"type": "string", "const": "a", "nullable": True}, [None, "a"], ["b"]),
        # Limits beside branches hold for each of them, whatever it says itself.
        (
            {"type": "string", "maxLength": 4, "anyOf": [{"minLength": 3}, {"const": "a"}, False]},
            ["abc", "a"],
            ["ab", "abcde", 1],
        ),
        ({"maximum": 5, "anyOf": [{"minimum": 3}, {"type": "string"}]}, [3, 5, "a"], [2, 6]),
        ({"maximum": 5, "maxLength": 2, "anyOf": [TEXT, True]}, [5, "ab", None], [6, "abc"]),
        (
            {"properties": {"a": TEXT, "b": WHOLE}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
            [{"a": "x"}, {"b": 1}],
            [{}, {"a": 1}, {"b": 1, "c": 1}],
        ),
        ({"items": WHOLE, "anyOf": [{"minItems": 1}, TEXT]}, [[1], "a"], [[], ["a"]]),
        # Branches that `allOf` brings, beside others of the same keyword.
        (
            {"allOf": [{"anyOf": [TEXT, WHOLE]}], "anyOf": [{**WHOLE, "minimum": 3}, {"const": "a"}]},
            [3, "a"],
            [2, "b", None],
        ),
        (
            {"allOf": [{"oneOf": [TEXT, WHOLE]}], "oneOf": [{"type": "number"}, {**WHOLE, "minimum": 3}, True]},
            ["a"],
            [2, 3, 1.5, None],
        ),
        # A property that two describe, and another that only one knows.
        (
            {
                "allOf": [
                    {"type": "object", "properties": {"a": TEXT, "b": WHOLE}},
                    {"properties": {"a": {"const": "x"}, "c": WHOLE}},
                ]
            },
            [{"a": "x", "b": 1, "c": 1}, {"c": 1}],
            [{"a": "y"}, {"a": "x", "c": "y"}, {"d": 1}],
        ),
        (
            {
                "properties": {"a": {"const": "x"}},
                "allOf": [{"type": "object", "properties": {"a": TEXT, "b": WHOLE}, "additionalProperties": False}],
            },
            [{"a": "x", "b": 1}],
            [{"a": "y"}, {"b": "y"}, {"d": 1}],
        ),
        # A rule of `allOf`, beside another of the same name.
        ({**TEXT, "allOf": [{"not": {"const": "a"}}], "not": {"const": "b"}}, ["c"], ["a", "b"]),
        (
            {"type": "object", "allOf": [{"minProperties": 2}], "minProperties": 1, "maxProperties": 3},
            [{"a": 1, "b": 1}],
            [{"a": 1}],
        ),
        (
            {
                "type": "object",
                "allOf": [{"dependentRequired": {"a": ["b"]}}],
                "dependentRequired": {"a": ["c"]},
                "dependencies": {"b": ["d"]},
            },
            [{"a": 1, "b": 1, "c": 1, "d": 1}, {"c": 1}],
            [{"a": 1, "b": 1, "d": 1}, {"a": 1, "c": 1}, {"b": 1}],
        ),
        (
            {"allOf": [{**TEXT, "if": {"const": "a"}, "then": False}], "if": {"const": "b"}, "else": {"minLength": 2}},
            ["b", "cc"],
            ["a", "c"],
        ),
        # Null where it is added, whatever rules stand beside.
        (
            {
                "type": "object",
                "nullable": True,
                "properties": {"a": WHOLE, "b": WHOLE},
                "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
            },
            [None, {"a": 1}],
            [{}, {"a": 1, "b": 1}, {"a": "x"}, 1],
        ),
        ({**TEXT, "nullable": True, "enum": ["a", "b", 1], "not": {"enum": ["a", None]}}, [None, "b"], ["a", 1]),
        ({**TEXT, "nullable": True, "if": {"type": "null"}, "then": False, "else": {"minLength": 1}}, [None, "a"], [""]),
        (
            {"allOf": [{"items": WHOLE}, {"prefixItems": [{"const": 1}]}], "type": "array", "nullable": True},
            [None, [1, 2]],
            [[2], ["a"]],
        ),
        # Whole values that are listed, and what else is said of them.
        ({"enum": [[1], ["a"]], "items": WHOLE}, [[1]], [["a"], [2]]),
        ({"enum": [{"a": 1}, {}], "required": ["a"]}, [{"a": 1}], [{}]),
        ({"enum": [{"a": 1}, {"b": 1}], "properties": {"a": WHOLE}}, [{"a": 1}, {"b": 1}], [{"a": 2}]),
        (
            {"type": "object", "enum": [{"a": 1}, {"a": 2}, {}], "properties": {"a": WHOLE}, "not": {"required": ["a"]}},
            [{}],
            [{"a": 1}, {"a": 2}],
        ),
        ({"const": {"a": 1}, "oneOf": [{"type": "object", "additionalProperties": TEXT}, TEXT]}, [], [{"a": 1}, "a"]),
        # A bound between two integers, which came to them from a number.
        ({**WHOLE, "minimum": 0.5, "exclusiveMinimum": True}, [1, 2], [0]),
        ({**WHOLE, "maximum": 2.5, "exclusiveMaximum": True}, [1, 2], [3]),
        ({"allOf": [WHOLE, {"type": "number", "minimum": 1.5, "maximum": 3.5}]}, [2, 3], [1, 4, 2.5]),
        ({"allOf": [{"type": "number"}, WHOLE], "exclusiveMinimum": 1.5}, [2], [1, 2.5]),
        ({"type": ["integer", "null"], "exclusiveMaximum": 2.5}, [2, None], [3]),
        (
            {"allOf": [{"type": ["number", "null"]}, {"type": ["integer", "null", "string"]}]},
            [1, None],
            [1.5, "a"],
        ),
        # A name that must be there and is known by its pattern alone.
        (
            {
                "type": "object",
                "properties": {"a": {"type": "string"}},
                "patternProperties": {"^x": {"type": "integer"}},
                "required": ["x1"],
            },
            [{"x1": 1}, {"x1": 1, "a": "t"}],
            [{}, {"x2": 1}, {"x1": "t"}],
        ),
        # Two branches that only their limits tell apart, inside an object: its plain dict has one type for both.
        (
            {"properties": {"a-b": {"anyOf": [{"type": "null"}, {"oneOf": [{"type": "null"}, {"type": "null", "not": True}]}]}}},
            [{"a-b": None}, {}],
            [{"a-b": 1}],
        ),
        # What limits nothing does not weaken the branch that it stands in.
        (
            {"oneOf": [{**TEXT, "maxLength": 3, "xml": {"name": "a"}}, {**TEXT, "minLength": 2, "externalDocs": {}}]},
            ["a", "abcd"],
            ["ab", "abc"],
        ),
        # One keyword from two sides.
        ({"allOf": [TEXT, True]}, ["a"], [1]),
        ({"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, ["b"], ["a", "c"]),
        ({"enum": ["ab", "c", "d"], "anyOf": [{"minLength": 2}, {"const": "c"}]}, ["ab", "c"], ["d"]),
        ({"allOf": [{**TEXT, "minLength": 1}, {**TEXT, "minLength": 2}]}, ["ab"], ["a"]),
        ({"allOf": [{"type": "object", "required": ["a"]}, {"required": ["b", "a"]}]}, [{"a": 1, "b": 1}], [{"a": 1}]),
        ({"allOf": [{"type": "object", "required": ["a"]}, {"type": "object", "not": {"required": ["b"]}}]}, [{"a": 1}], [{"a": 1, "b": 1}]),
        (
            {"allOf": [{"type": "array", "items": True, "maxItems": 3}, {"items": TEXT, "maxItems": 2}]},
            [["a"]],
            [[1], ["a"] * 3],
        ),
        (
            {"allOf": [{"type": "object", "patternProperties": {"^a": TEXT}}, {"patternProperties": {"^b": WHOLE}}]},
            [{"a1": "x", "b1": 1}],
            [{"a1": 1}, {"b1": "x"}, {"c": 1}],
        ),
        (
            {
                "allOf": [
                    {"type": "object", "additionalProperties": TEXT},
                    {"additionalProperties": {"maxLength": 2}},
                ]
            },
            [{"a": "ab"}],
            [{"a": "abc"}, {"a": 1}],
        ),
        (
            {"type": "string", "allOf": [{"allOf": [{"pattern": p} for p in pair]} for pair in ("ab", "cd")]},
            ["abcd"],
            ["abc", "bcd", "acd", "abd"],
        ),
        ({"type": "string", "not": {"const": "a", "description": "the worst", "x-order": 1}}, ["b"], ["a"]),
        ({"type": "array", "items": False}, [[]], [[1]]),
        ({"type": "array", "items": [TEXT, WHOLE], "additionalItems": False}, [["a", 1]], [["a", 1, 2], [1]]),
        ({"type": "array", "items": TEXT, "uniqueItems": False}, [["a", "a"]], [[1]]),
    ],
)  # fmt: skip
def test_combinations_one_by_one(schema: Any, good: list[Any], bad: list[Any]) -> None:
    _of_x(schema, good, bad)


@pytest.mark.parametrize(
    ("node", "good", "bad"),
    [
        ({"$ref": "#"}, [{"x": {"x": {"a": "t"}}}], [{"x": {"x": {"a": 1}}}, {"x": 1}]),
        ({"type": "array", "items": {"$ref": "#"}}, [{"x": [{"a": "t"}]}], [{"x": [{"a": 1}]}]),
        ({"not": {"$ref": "#"}}, [{"x": 1}, {"x": {"a": 1}}], [{"x": {"a": "t"}}]),
        ({"oneOf": [{"$ref": "#"}, TEXT]}, [{"x": {"x": "t"}}], [{"x": {"x": 1}}]),
        ({"oneOf": [{"$ref": "#"}, {"type": "object", "required": ["b"]}]}, [{"x": {"b": 1}}], [{"x": 1}]),
        ({"$ref": "#", "maxProperties": 1}, [{"x": {"a": "t"}}, {"x": {}}], [{"x": {"a": "t", "x": {}}}]),
        ({"allOf": [{"$ref": "#"}], "required": ["a"]}, [{"x": {"a": "t"}}], [{"x": {}}]),
        ({"not": {"$ref": "#/$defs/again"}}, [{"x": 1}, {"x": {"a": 1}}], [{"x": {"a": "t"}}]),
    ],
)
def test_a_reference_to_the_whole_schema_means_it_in_every_rule(
    node: Any, good: list[Any], bad: list[Any]
) -> None:
    definitions = {"again": {"anyOf": [{"$ref": "#"}]}, "whole": TEXT}
    _holds({"type": "object", "properties": {"a": TEXT, "x": node}, "$defs": definitions}, good, bad)


@pytest.mark.parametrize(
    ("node", "value", "told"),
    [
        ({**TEXT, "not": {"pattern": "(?=a)"}}, "b", "/not"),
        ({"not": {"anyOf": [{"patternProperties": {"(?=a)": TEXT}}]}}, {"b": 1}, "/not"),
        ({"not": {"not": {"type": "picture"}}}, 1, "/not"),
        ({"not": {"type": ["string", 5]}}, 1, "/not"),
        ({"not": {"items": [{"unevaluatedProperties": False}]}}, [], "/not"),
        ({"not": {"$ref": "#/$defs/ahead"}}, "b", "/not"),
        ({**TEXT, "if": {"pattern": "(?=a)"}, "then": {"maxLength": 1}, "else": False}, "bb", "/if"),
        ({"oneOf": [{**TEXT, "pattern": "(?=a)"}, {**TEXT, "maxLength": 3}]}, "b", "/oneOf"),
        ({"oneOf": [{"$ref": "#/$defs/ahead"}, {**TEXT, "maxLength": 3}]}, "b", "/oneOf"),
        (
            {**TEXT, "anyOf": [{"minLength": 1}, {"const": ""}], "oneOf": [{"pattern": "(?=a)"}, {"maxLength": 3}]},
            "b",
            "/oneOf",
        ),
        (
            {"type": "array", "items": TEXT, "contains": {"pattern": "(?=a)"}, "maxContains": 1},
            ["b", "c"],
            "/contains/pattern",
        ),
        (
            {"type": "object", "patternProperties": {"(?=a)": TEXT, "^b": WHOLE}, "additionalProperties": False},
            {"a": "x"},
            "/patternProperties/(?=a)",
        ),
    ],
)  # fmt: skip
def test_what_is_left_to_the_server_refuses_nothing(node: Any, value: Any, told: str) -> None:
    schema = {
        "type": "object",
        "properties": {"x": node},
        "$defs": {"ahead": {**TEXT, "pattern": "(?=a)", "maxLength": 5}},
    }
    _holds(schema, [{"x": value}], [])
    assert ("warning", f"/input_schema/properties/x{told}") in [found[:2] for found in faults_of(schema)]


def test_what_can_be_checked_is_not_left_to_the_server() -> None:
    _of_x({"not": {"type": "Float", "minimum": 1}}, [0, "a"], [1, 1.5])
    _of_x({"not": {"patternProperties": {"^a": TEXT}, "type": "object"}}, [{"a": 1}], [{"a": "x"}, {}])


@pytest.mark.parametrize(
    ("node", "told"),
    [
        ({"type": "string", "nullable": "yes"}, ("warning", "/nullable")),
        ({"type": "string", "allOf": [False]}, ("error", "/allOf/0")),
        ({"type": "string", "dependentRequired": {"a": "b"}}, ("error", "/dependentRequired")),
        ({"type": "array", "items": TEXT, "uniqueItems": "yes"}, ("error", "/uniqueItems")),
        ({"type": "array", "prefixItems": []}, ("error", "/prefixItems")),
    ],
)
def test_what_says_nothing_that_can_be(node: Any, told: tuple[str, str]) -> None:
    place = "/input_schema/properties/x"
    found = faults_of({"type": "object", "properties": {"x": node}})
    assert (told[0], place + told[1]) in [(severity, pointer) for severity, pointer, _ in found]


EITHER = [
    {
        "type": "object",
        "properties": {"kind": {"const": "a"}, "x": WHOLE, "n": TEXT},
        "required": ["kind", "x"],
    },
    {"type": "object", "properties": {"kind": {"const": "b"}, "n": WHOLE}, "required": ["kind"]},
]


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": EITHER},
        {"type": "object", "oneOf": EITHER},
        {"type": "object", "nullable": True, "anyOf": EITHER},
        {"anyOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}, {"type": "null"}], "$defs": dict(zip("ab", EITHER, strict=True))},
        {"allOf": [{"oneOf": EITHER}], "not": {"required": ["gone"]}},
    ],
)  # fmt: skip
def test_inputs_may_be_a_union_of_objects(schema: Any) -> None:
    good: list[Any] = [
        {"kind": "a", "x": 1},
        {"kind": "a", "x": 1, "n": "t"},
        {"kind": "b"},
        {"kind": "b", "n": 1},
    ]
    bad: list[Any] = [
        {},
        {"kind": "a"},
        {"kind": "b", "x": 1},
        {"kind": "b", "n": "t"},
        {"kind": "b", "z": 1},
    ]
    _holds(schema, good, bad)
    assert [(one.path, one.required) for one in normal(schema)[0].inputs] == [
        ("kind", True),
        ("x", False),
        ("n", False),
    ]


def test_a_union_of_open_objects_stays_open() -> None:
    loose = {"type": "object", "properties": {"c": WHOLE}, "additionalProperties": TEXT}
    _holds({"anyOf": [*EITHER, loose]}, [{"z": "t"}, {"kind": "b"}, {"c": 1}], [{"z": 1}, {"c": "t"}])


def test_a_union_of_objects_and_others_is_no_object() -> None:
    for other in (TEXT, True, {}):
        assert ("error", "/input_schema") in [found[:2] for found in faults_of({"anyOf": [*EITHER, other]})]


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ({"oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]}, [{"a": 1, "c": 1}, {"b": 1}], [{"a": 1, "b": 1}, {}]),
        ({"if": {"$ref": "#/$defs/B"}, "then": {"$ref": "#/$defs/A"}}, [{"a": 1, "b": 1}, {"b": 2}], [{"b": 1, "c": 1}]),
        ({"dependentSchemas": {"c": {"$ref": "#/$defs/A"}}}, [{"a": 1, "c": 1}], [{"c": 1}, {"a": "t", "c": 1}]),
        ({"not": {"$ref": "#/$defs/A"}}, [{"b": 1}, {"a": "t"}], [{"a": 1}, {"a": 1, "c": 1}]),
        ({"not": {"$ref": "#/$defs/In"}}, [{"b": 1}], [{"a": 1, "c": 1}]),
        ({"propertyNames": {"$ref": "#/$defs/Name"}}, [{"a": 1}], [{"c": 1}]),
        ({"$ref": "#/$defs/A"}, [{"a": 1, "c": 1}], [{"a": "t"}, {"c": 1}, {"a": 1, "z": 1}]),
    ],
)  # fmt: skip
def test_a_definition_that_only_asserts_closes_nothing(rule: Any, good: list[Any], bad: list[Any]) -> None:
    definitions = {
        "A": {"properties": {"a": WHOLE}, "required": ["a"]},
        "B": {"type": "object", "properties": {"b": {"const": 1}}, "required": ["b"]},
        "In": {"allOf": [{"$ref": "#/$defs/A"}]},
        "Name": {"enum": ["a", "b"]},
    }
    node = {"type": "object", "properties": {"a": {}, "b": {}, "c": {}}, **rule}
    whole = {"type": "object", "properties": {"x": node, "y": {"$ref": "#/$defs/A"}}, "$defs": definitions}
    _holds(whole, [{"x": value} for value in good], [{"x": value} for value in bad])
    # The definition itself stays what it was.
    _holds(whole, [{"y": {"a": 1}}], [{"y": {"a": 1, "c": 1}}, {"y": 1}])
    named = set(normal(whole)[0].input_schema["$defs"])
    assert named <= {*definitions, "A (rule)", "B (rule)", "In (rule)"}, "what says the same stands once"
