"""What an input class takes and sends where it is meant to differ from the schema, and the judge beside `jsonschema`.

That a class accepts what its schema accepts: `tests/generator/test_equivalence.py`.
"""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from runcomfy import errors

from tests.generator.kit import load, normal
from tests.inside import build_input, misfit, validate_wire, wire_body
from tests.shares import examples

CHECKED = settings(
    max_examples=examples(1.5),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


def input_class(schema: dict[str, Any]) -> Any:
    """The class that the generator makes of a schema."""
    model, _ = normal(schema)
    return load(model).ModelInput


def as_sent(value: object) -> str:
    """A JSON value as text in which 1, 1.0 and true all differ."""
    return json.dumps(value, sort_keys=True)


small_ints = st.integers(-5, 12)
numbers = small_ints | st.sampled_from([0.1, 0.5, 1.0, 2.5, -0.0, 1e300, 2**63, 2**70, 3.0000000001])
texts = st.sampled_from(
    ["", "a", "ab", "abc", "1k", "5", "é", "e\u0301", "👩‍👩‍👧", "a\n", "\x1f", "16:9", "true", "null"]
)
scalars = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "class", "6_x", "a b"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def some(draw: st.DrawFn, options: dict[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
    return {key: draw(strategy) for key, strategy in options.items() if draw(st.integers(0, 2)) == 0}


def leaf_schemas() -> st.SearchStrategy[dict[str, Any]]:
    bounds = {
        "minimum": small_ints,
        "maximum": small_ints,
        "exclusiveMinimum": small_ints,
        "exclusiveMaximum": small_ints,
    }
    steps = st.sampled_from([1, 2, 3, 0.1, 0.5, 0.01])
    lengths = {"minLength": st.integers(0, 3), "maxLength": st.integers(0, 3)}
    patterns = st.sampled_from(["a", "^a$", r"^\w+$", r"\d", "(?=a)", r"^[^\s]*$", "(a|aa)+$"])
    return st.one_of(
        some(bounds | {"multipleOf": st.sampled_from([1, 2, 3])}).map(lambda one: {"type": "integer", **one}),
        some(bounds | {"multipleOf": steps}).map(lambda one: {"type": "number", **one}),
        some(lengths | {"pattern": patterns}).map(lambda one: {"type": "string", **one}),
        st.just({"type": "boolean"}),
        st.just({}),
        st.lists(scalars, min_size=1, max_size=4).map(lambda members: {"enum": members}),
        st.lists(texts, min_size=1, max_size=4).map(lambda members: {"type": "string", "enum": members}),
        st.lists(
            st.sampled_from(["string", "integer", "number", "boolean", "null"]),
            min_size=1,
            max_size=3,
            unique=True,
        ).flatmap(
            lambda kinds: some(lengths | {"minimum": small_ints}).map(lambda one: {"type": kinds, **one})
        ),
    )


def object_schemas(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    names = st.sampled_from(["a", "b", "class", "6_x", "a b", "model_dump"])
    return st.dictionaries(names, inner, max_size=4).flatmap(
        lambda properties: some({
            "required": st.lists(st.sampled_from(sorted(properties)), unique=True) if properties else st.just([]),
            "minProperties": st.integers(0, 2),
        }).map(lambda one: {"type": "object", "properties": properties, "additionalProperties": False, **one})
    )  # fmt: skip


def nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    sizes = {"minItems": st.integers(0, 2), "maxItems": st.integers(0, 3), "uniqueItems": st.booleans()}
    return st.one_of(
        some({"items": inner, **sizes}).map(lambda one: {"type": "array", **one}),
        some({"prefixItems": st.lists(inner, min_size=1, max_size=2), "items": inner, **sizes}).map(
            lambda one: {"type": "array", **one}
        ),
        some({"additionalProperties": inner, "minProperties": st.integers(0, 2)}).map(
            lambda one: {"type": "object", **one}
        ),
        some(
            {"patternProperties": st.dictionaries(st.sampled_from(["a", "^b", "x"]), inner, max_size=2)}
        ).map(lambda one: {"type": "object", **one}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"anyOf": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"oneOf": parts}),
        object_schemas(inner),
    )


schemas = st.recursive(leaf_schemas(), nested, max_leaves=5)


def fitting(schema: dict[str, Any] | bool) -> st.SearchStrategy[Any]:
    """Values near a schema, so that acceptance is met often."""
    if not isinstance(schema, dict) or not schema:
        return values
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return st.one_of([fitting(part) for part in schema[union]])
    if "properties" in schema:
        return st.fixed_dictionaries(
            {}, optional={name: fitting(part) for name, part in schema["properties"].items()}
        )
    if schema.get("type") == "array":
        prefix = [fitting(part) for part in schema.get("prefixItems", [])]
        rest = st.lists(fitting(schema.get("items", {})), max_size=3)
        return st.tuples(st.tuples(*prefix), rest).map(lambda pair: [*pair[0], *pair[1]])
    if schema.get("type") == "object":
        inner = fitting(schema.get("additionalProperties", {}))
        return st.dictionaries(st.sampled_from(["a", "b", "xa"]), inner, max_size=3)
    kind = schema.get("type")
    simple = {"string": texts, "integer": small_ints, "number": numbers, "boolean": st.booleans()}
    return simple[kind] if isinstance(kind, str) else scalars


@CHECKED
@given(st.data())
def test_the_judge_agrees_with_jsonschema(data: st.DataObject) -> None:
    schema = data.draw(
        st.one_of(
            schemas,
            schemas.map(lambda one: {"not": one}),
            st.tuples(schemas, schemas, schemas).map(lambda one: {"if": one[0], "then": one[1], "else": one[2]}),
            st.lists(schemas, min_size=1, max_size=2).map(lambda one: {"allOf": one}),
            some({"contains": schemas, "minContains": st.integers(0, 2), "maxContains": st.integers(0, 2)}),
            some({
                "propertyNames": schemas,
                "dependentRequired": st.just({"a": ["b"]}),
                "dependentSchemas": schemas.map(lambda one: {"a": one}),
                "const": values,
            }),
        )
    )  # fmt: skip
    value = data.draw(values | fitting(schema))
    assert (misfit(schema, value) is None) is Draft202012Validator(schema).is_valid(value), (schema, value)


TREE = {
    "$defs": {"node": {
        "type": "object", "required": ["v"], "additionalProperties": False,
        "properties": {"v": {"type": "integer"}, "kids": {"type": "array", "items": {"$ref": "#/$defs/node"}}},
    }},
    "$ref": "#/$defs/node",
}  # fmt: skip


@pytest.mark.parametrize(
    "value", [{"v": 1}, {"v": 1, "kids": [{"v": 2, "kids": []}]}, {"v": 1, "kids": [{"kids": []}]}, {}, 1]
)
def test_the_judge_follows_references(value: object) -> None:
    assert (misfit(TREE, value) is None) is Draft202012Validator(TREE).is_valid(value)


@settings(CHECKED, max_examples=examples(1))
@given(value=values)
@example(value={"a": math.nan})
@pytest.mark.ci
def test_what_is_open_takes_any_json_value_and_nothing_else(value: Any) -> None:
    model = input_class({"type": "object", "properties": {"a": {}}})
    given_value = value["a"] if isinstance(value, dict) and "a" in value else value
    if isinstance(given_value, float) and math.isnan(given_value):
        with pytest.raises(errors.InputError, match="no such number"):
            build_input("a/b", model, (), {"a": given_value})
        return
    assert as_sent(wire_body(build_input("a/b", model, (), {"a": given_value}))) == as_sent(
        {"a": given_value}
    )


@pytest.mark.parametrize(
    "part",
    [
        {"type": "integer"},
        {"type": "integer", "minimum": -1, "maximum": 5000},
        {"type": "integer", "multipleOf": 5},
        {"type": ["integer", "null"]},
        {"type": ["integer", "string"]},
        {"anyOf": [{"type": "integer", "minimum": 0}, {"const": "auto"}]},
        {"enum": [0, 5, 1000]},
        {"type": "integer", "enum": [0, 5, 1000], "default": 5},
    ],
)
@pytest.mark.parametrize("value", [5.0, 1e3, -0.0])
def test_a_whole_number_with_a_decimal_point_is_an_integer(part: dict[str, Any], value: float) -> None:
    around: list[tuple[dict[str, Any], Any, Any]] = [
        (part, value, int(value)),
        ({"type": "array", "items": part}, [value, value], [int(value)] * 2),
        ({"type": "object", "additionalProperties": part}, {"x": value}, {"x": int(value)}),
        ({"type": "object", "properties": {"x": part}}, {"x": value}, {"x": int(value)}),
    ]
    for outer, given_value, sent in around:
        schema = {"type": "object", "properties": {"a": outer}}
        assert Draft202012Validator(schema).is_valid({"a": given_value})
        made = validate_wire("a/b", input_class(schema), {"a": given_value})
        assert as_sent(wire_body(made)) == as_sent({"a": sent})


def test_beside_a_float_each_number_is_sent_as_it_was_written() -> None:
    model = input_class(
        {
            "type": "object",
            "properties": {
                "a": {"type": "number"},
                "b": {"enum": [0.5, 2]},
                "c": {"type": ["number", "string"]},
            },
        }
    )
    for value in (2, 2.0):
        sent = wire_body(validate_wire("a/b", model, {"a": value, "c": value, "b": value}))
        assert as_sent(sent) == as_sent({"a": value, "b": 2, "c": value})


@pytest.mark.parametrize("value", [5.5, True, "5", "5.0", math.inf, math.nan, None])
def test_what_is_no_integer_is_refused(value: object) -> None:
    model = input_class({"type": "object", "properties": {"a": {"type": "integer"}}})
    with pytest.raises(errors.InputError, match="a must be an integer, not"):
        validate_wire("a/b", model, {"a": value})


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, "\ud800", ["\udfff"], {"x": "\ud800"}, {1: 2}, (1,), {1}, b"x"]
)
def test_intended_difference_what_json_cannot_say(value: object) -> None:
    for part in ({}, {"type": ["number", "string"]}):
        with pytest.raises(errors.InputError):
            build_input("a/b", input_class({"type": "object", "properties": {"a": part}}), (), {"a": value})


@pytest.mark.parametrize("value", [10**400, -(10**30), 2**64])
def test_large_integers_pass(value: int) -> None:
    model = input_class({"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "number"}}})
    assert wire_body(build_input("a/b", model, (), {"a": value, "b": value})) == {"a": value, "b": value}
