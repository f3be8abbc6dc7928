"""Every keyword that the judge of schemas knows, on values of every kind: beside the `jsonschema` library, and in words."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.inside import check_schema, matches, misfit

SCHEMAS: list[dict[str, Any]] = [
    {"contains": {"type": "integer"}},
    {"contains": {"type": "integer"}, "minContains": 0},
    {"contains": {"type": "integer"}, "minContains": 2},
    {"contains": {"type": "integer"}, "maxContains": 1},
    {"contains": {"const": 1}, "minContains": 1, "maxContains": 2},
    {"uniqueItems": True},
    {"uniqueItems": False},
    {"items": {"type": "integer"}},
    {"items": False},
    {"prefixItems": [{"type": "integer"}, {"type": "string"}]},
    {"prefixItems": [True, {"type": "string"}], "items": {"type": "integer"}},
    {"minItems": 1, "maxItems": 2},
    {"required": ["a"]},
    {"properties": {"a": {"type": "integer"}, "b": False}},
    {"patternProperties": {"^a": {"type": "integer"}}},
    {"additionalProperties": {"type": "integer"}},
    {"properties": {"a": True}, "patternProperties": {"^b": True}, "additionalProperties": False},
    {"propertyNames": {"maxLength": 1}},
    {"propertyNames": {"enum": ["a"]}},
    {"minProperties": 1, "maxProperties": 1},
    {"dependentRequired": {"a": ["b", "c"]}},
    {"dependentSchemas": {"a": {"required": ["b"]}}},
    {"dependentSchemas": {"a": False}},
    {"minLength": 1, "maxLength": 2},
    {"pattern": "^a"},
    {"minimum": 1, "maximum": 2},
    {"exclusiveMinimum": 1, "exclusiveMaximum": 2},
    {"multipleOf": 2},
    {"enum": [1, "a", None, [1], {"a": 1}]},
    {"const": {"a": 1}},
    {"const": True},
    {"allOf": [{"minLength": 1}, {"maxLength": 1}]},
    {"anyOf": [{"type": "string"}, {"minItems": 2}]},
    {"oneOf": [{"type": "string"}, {"minLength": 2}]},
    {"not": {"type": ["string", "null"]}},
    {"if": {"type": "string"}, "then": {"minLength": 2}},
    {"if": {"type": "string"}, "else": {"type": "array"}},
    {"$defs": {"a/b~c": {"allOf": [{"type": "string"}]}}, "$ref": "#/$defs/a~1b~0c/allOf/0"},
    {"$defs": {"50%": {"type": "string"}}, "items": {"$ref": "#/$defs/50%25"}},
]
VALUES: list[Any] = [
    None, True, False, 0, 1, 1.0, 1.5, 2, 3, "", "a", "ab", "abc", "é", [], [1], [1, 1], [1, 1.0], [1, True], [1, 2],
    [1, "a"], ["a"], ["a", 1], [1, "a", 2], [1, "a", "b"], [[1], [1]], [{"a": 1}, {"a": 1.0}], {}, {"a": 1},
    {"a": "x"}, {"b": 1}, {"a": 1, "b": 2}, {"a": 1, "b": 2, "c": 3}, {"ab": 1}, {"ab": "x"}, {"c": None},
]  # fmt: skip


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_it_agrees_with_jsonschema(schema: dict[str, Any]) -> None:
    check_schema(schema)
    validator = Draft202012Validator(schema)
    for value in VALUES:
        found = misfit(schema, value)
        assert (found is None) is validator.is_valid(value), (value, found)


SAID: list[tuple[dict[str, Any], Any, tuple[str | int, ...], str]] = [
    ({"contains": {"const": 1}}, [2], (), "must hold at least 1 item of a certain form, and holds 0"),
    ({"contains": True, "maxContains": 1}, [2, 3], (), "must hold at most 1 item of a certain form, and holds 2"),
    ({"uniqueItems": True}, [1, 1.0], (), "must not hold the same item twice"),
    ({"dependentRequired": {"a": ["b"]}}, {"a": 1}, (), "needs 'b' where 'a' is given"),
    ({"dependentSchemas": {"a": {"properties": {"b": False}}}}, {"a": 1, "b": 2}, ("b",), "nothing is allowed here"),
    ({"propertyNames": {"maxLength": 1}}, {"ab": 1}, (), "the name 'ab' must have at most 1 character, not 2"),
    ({"items": {"required": ["a"]}}, [{"a": 1}, {}], (1,), "needs 'a'"),
    ({"oneOf": [True, {"type": "string"}]}, "a", (), "must have exactly one of the allowed forms, and has 2 of them"),
    ({"not": {"type": "string"}}, "a", (), "has a form that is not allowed: 'a'"),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "value", "path", "words"), SAID, ids=[said[3] for said in SAID])
def test_what_it_says(schema: dict[str, Any], value: object, path: tuple[str | int, ...], words: str) -> None:
    assert misfit(schema, value) == (path, words)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"properties": {"a": {"unevaluatedItems": False}}}, "the keyword 'unevaluatedItems' is not supported"),
        ({"anyOf": [{"minLengths": 1}]}, "the keyword 'minLengths' is not supported"),
        ({"items": [{}]}, "a schema must be an object or a boolean, not"),
    ],
)  # fmt: skip
def test_a_schema_that_it_does_not_know_is_refused_and_not_read_in_part(schema: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_schema(schema)


PATTERNS = [
    r"^(?>a+)b$",
    r"^(?=ab)a",
    r"^(?!ab)a",
    r"(?<=a)b",
    r"^(a)?(?(1)b|c)$",
    r"^(a)?(?(1)b)$",
    r"^a*+b$",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_groups_of_every_kind_are_judged_exactly_on_short_texts(pattern: str) -> None:
    for text in ("", "a", "b", "c", "ab", "ac", "aab", "ba", "abc"):
        assert matches(pattern, text) is (re.search(pattern, text) is not None)


@pytest.mark.parametrize(
    "pattern",
    [r"(?=(a+)+$)a", r"^(a|a)*(?<!b)$", r"^(b)?(?(1)(a|a)*|(a|a)*)(?=x)$", r"^(?>(a|a)*)(?=x)$", r"^\p{L}(?=x)$"],
)  # fmt: skip
def test_where_nobody_can_tell_in_time_the_server_decides(pattern: str) -> None:
    """No linear-time judge knows what looks around, and Python's might take for ever."""
    begun = time.monotonic()
    assert matches(pattern, "a" * 50_000 + "!")
    assert time.monotonic() - begun < 60  # the judgement that is not made would never end
