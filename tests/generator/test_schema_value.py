"""A normalised schema as a value: what references mean, of what a node consists, and what it lists."""

from __future__ import annotations

from typing import Any

import pytest

from generator.schema.keywords import rank
from generator.schema.value import (
    Schema,
    children,
    definition_name,
    definition_reference,
    map_children,
    members,
    references,
    type_names,
)

DEFINITIONS: dict[str, Any] = {
    "text": {"type": "string", "title": "Theirs"},
    "more": {"$ref": "#/$defs/text", "maxLength": 3},
    "none": False,
    "any": True,
    "loop": {"$ref": "#/$defs/loop2"},
    "loop2": {"$ref": "#/$defs/loop"},
}
SCHEMA = Schema({"type": "object", "$defs": DEFINITIONS})


@pytest.mark.parametrize("name", ["text", "a/b", "a~b", "100%", "%25", "a%2Fb", " "])
def test_a_reference_and_the_name_it_means(name: str) -> None:
    assert definition_name(definition_reference(name)) == name


@pytest.mark.parametrize(
    ("node", "meant"),
    [
        ({"$ref": "#"}, SCHEMA.root),
        ({"$ref": "#/$defs/text"}, DEFINITIONS["text"]),
        ({"$ref": "#/$defs/text", "title": "Mine"}, {"type": "string", "title": "Mine"}),
        ({"$ref": "#/$defs/more"}, {"type": "string", "title": "Theirs", "maxLength": 3}),
        ({"$ref": "#/$defs/none", "title": "Mine"}, False),
        ({"$ref": "#/$defs/any", "title": "Mine"}, {"title": "Mine"}),
        ({"$ref": "#/$defs/any"}, True),
        ({"$ref": "#/$defs/absent"}, True),
        ({"$ref": "#/$defs/loop"}, True),
        ({"$ref": "#/$defs/loop", "title": "Mine"}, True),
        ({"type": "null"}, {"type": "null"}),
        (True, True),
        (False, False),
        (None, False),
    ],
)
def test_references_are_followed_to_their_end(node: Any, meant: Any) -> None:
    found = SCHEMA.resolve(node)
    assert found == meant
    assert type(found) is type(meant)


def test_a_schema_that_is_true_or_false_has_no_definitions() -> None:
    assert Schema(True).definitions == Schema(False).definitions == {}
    assert Schema(False).target("#") is False


@pytest.mark.parametrize(
    ("node", "alternatives", "types"),
    [
        ({"type": "string", "minLength": 1}, [{"type": "string", "minLength": 1}], {"string"}),
        ({"type": ["null", "array"]}, [{"type": "null"}, {"type": "array"}], {"null", "array"}),
        ({"minimum": 1}, [{"minimum": 1}], {"any"}),
        (
            {"enum": [1, "a", None, 1.5]},
            [{"enum": [1, "a", None, 1.5]}],
            {"integer", "string", "null", "number"},
        ),
        ({"const": []}, [{"const": []}], {"array"}),
        (
            {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/any"}]},
            [{"type": "string"}, {}],
            {"string", "any"},
        ),
        (
            {"oneOf": [{"$ref": "#/$defs/text"}, {"anyOf": [{"type": "null"}, {"const": 3}]}]},
            [DEFINITIONS["text"], {"type": "null"}, {"const": 3}],
            {"string", "null", "integer"},
        ),
        ({"anyOf": [], "type": "string"}, [{"anyOf": [], "type": "string"}], {"string"}),
        (False, [{}], {"any"}),
    ],
)
def test_of_which_schemas_a_value_fits_one(node: Any, alternatives: list[Any], types: set[str]) -> None:
    assert SCHEMA.alternatives(node) == alternatives
    assert SCHEMA.types(node) == types


def test_unions_of_unions_are_taken_apart_sixteen_deep() -> None:
    node: dict[str, Any] = {"type": "string"}
    for _ in range(15):
        node = {"anyOf": [node]}
    assert Schema(node).alternatives(node) == [{"type": "string"}]
    node = {"oneOf": [node]}
    assert Schema(node).alternatives(node) == [{}]
    assert Schema(node).types(node) == {"any"}


WHOLE: dict[str, Any] = {
    "items": 1,
    "additionalProperties": 2,
    "not": 3,
    "allOf": [4, 5],
    "prefixItems": [6],
    "properties": {"a": 7, "b/c": 8},
    "dependentSchemas": {"a": 9},
    # In none of these stands a schema of the node.
    "enum": [{"not": 10}],
    "required": ["a"],
    "default": {"items": 11},
    "$defs": {"a": 12},
    "oneOf": "no list",
}


def test_the_schemas_that_stand_in_a_node() -> None:
    assert list(children(WHOLE)) == [
        (("items",), 1),
        (("additionalProperties",), 2),
        (("not",), 3),
        (("allOf", 0), 4),
        (("allOf", 1), 5),
        (("prefixItems", 0), 6),
        (("properties", "a"), 7),
        (("properties", "b/c"), 8),
        (("dependentSchemas", "a"), 9),
    ]
    assert list(children(True)) == list(children([WHOLE])) == []


def test_every_reference_in_a_node() -> None:
    inner = {"$ref": "#/$defs/a", "not": {"$ref": "#"}}
    assert references({"items": inner, "default": {"$ref": "no"}, "$defs": {"b": inner}}) == [
        "#/$defs/a",
        "#",
    ]
    assert references(True) == references([inner]) == []


def test_a_changed_copy_leaves_the_node_as_it_was() -> None:
    before = repr(WHOLE)
    changed = map_children(WHOLE, lambda part, steps: (part, steps))
    assert repr(WHOLE) == before
    assert list(changed) == list(WHOLE)
    assert list(children(changed)) == [(steps, (part, steps)) for steps, part in children(WHOLE)]
    assert {key: changed[key] for key in ("enum", "required", "default", "$defs", "oneOf")} == {
        key: WHOLE[key] for key in ("enum", "required", "default", "$defs", "oneOf")
    }


@pytest.mark.parametrize(
    ("node", "listed", "types"),
    [
        ({"enum": [1, None]}, [1, None], []),
        ({"const": None, "enum": [1]}, [None], []),
        ({"enum": "abc", "type": "string"}, None, ["string"]),
        ({"type": ["string", "null"]}, None, ["string", "null"]),
        ({}, None, []),
        (True, None, []),
        ([], None, []),
    ],
)
def test_what_a_node_lists_and_the_types_it_names(node: Any, listed: Any, types: list[str]) -> None:
    assert members(node) == listed
    assert type_names(node) == types


def test_the_order_of_keywords_is_fixed_and_the_unknown_come_last_by_name() -> None:
    given = ["x-b", "additionalProperties", "minimum", "x-a", "type", "title", "$defs"]
    assert sorted(given, key=rank) == [
        "title",
        "type",
        "minimum",
        "additionalProperties",
        "$defs",
        "x-a",
        "x-b",
    ]
