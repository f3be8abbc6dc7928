"""What a schema means is kept, or the report says what is not: enums against their types, whole objects, closed ones."""

from __future__ import annotations

from typing import Any

import pytest
from runcomfy.errors import InputError

from tests.generator.kit import FaultsError, load, normal
from tests.inside import checked, input_validator, wire_body


def _takes(schema: dict[str, Any], value: dict[str, Any]) -> bool:
    model = load(normal(schema)[0]).ModelInput
    try:
        made = model(**value)
    except InputError:
        return False
    assert wire_body(made) == value
    return True


def _of(node: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"a": node}}


def _warnings(schema: dict[str, Any]) -> list[str]:
    return [fault.message for fault in normal(schema)[1].warnings]


# A type that contradicts all that is listed: the node, what it takes, and what it does not.
AGAINST: list[tuple[dict[str, Any], list[Any], list[Any]]] = [
    ({"type": "integer", "enum": ["1", "2"]}, ["1", "2"], [1, "3"]),
    ({"type": "integer", "enum": ["1", "2"], "minimum": 1}, ["1"], [1]),
    ({"type": "string", "enum": [1, 2], "minLength": 3}, [1, 2], ["1"]),
    ({"type": "boolean", "enum": ["true", "false"]}, ["true"], [True]),
    ({"type": "array", "enum": ["a", "b"]}, ["a"], [["a"]]),
    ({"type": "integer", "enum": [1.5]}, [1.5], [1]),
    ({"type": ["integer", "null"], "enum": ["1", None]}, ["1", None], [1]),
    ({"type": "integer", "nullable": True, "enum": ["1"]}, ["1", None], [1]),
    ({"type": "integer", "const": "1"}, ["1"], [1]),
    ({"type": "string", "format": "image_uri", "enum": [1]}, [1], ["https://example.com/a.png"]),
    ({"type": "integer", "anyOf": [{"enum": ["1"]}, {"enum": [3]}]}, ["1", 3], [1, "3"]),
    ({"allOf": [{"type": "integer"}, {"enum": ["1"]}]}, ["1"], [1]),
]


@pytest.mark.parametrize(("node", "taken", "refused"), AGAINST)
def test_what_is_listed_counts_against_its_type(
    node: dict[str, Any], taken: list[Any], refused: list[Any]
) -> None:
    schema = _of(node)
    assert any("counts as it is" in message for message in _warnings(schema))
    assert [value for value in taken if not _takes(schema, {"a": value})] == []
    assert [value for value in refused if _takes(schema, {"a": value})] == []
    if "anyOf" not in node and "allOf" not in node:
        server = input_validator(checked(schema))
        assert [value for value in taken if not server.is_valid({"a": value})] == []
        assert [value for value in refused if server.is_valid({"a": value})] == []


def test_a_default_that_such_an_enum_lists_stays() -> None:
    model, _ = normal(_of({"type": "integer", "enum": ["1", "2"], "default": "1"}))
    assert model.input_schema["properties"]["a"]["default"] == "1"


def test_members_of_the_type_stay_and_only_the_others_go() -> None:
    schema = _of({"type": "integer", "enum": [1, "2", 3]})
    assert _warnings(schema) == ['"2" is not of type "integer"; left out']
    assert _takes(schema, {"a": 3})
    assert not _takes(schema, {"a": "2"})


def test_an_enum_against_its_type_that_only_asserts_means_what_it_says() -> None:
    never = {"type": "integer", "enum": ["1"]}
    schema = {**_of({}), "if": {"properties": {"a": never}, "required": ["a"]}, "then": False}
    assert _takes(schema, {"a": "1"})


# Whole objects, and what closes them: schema, value, and whether JSON Schema takes it.
WHOLE: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"type": "object", "const": {"a": 1}}, {"a": 1}, True),
    ({"type": "object", "const": {"a": 1}}, {"a": 2}, False),
    ({"type": "object", "const": {"a": 1}}, {}, False),
    ({**_of({"type": "integer"}), "enum": [{"a": 1}, {"a": 2}]}, {"a": 2}, True),
    ({**_of({"type": "integer"}), "enum": [{"a": 1}, {"a": 2}]}, {"a": 3}, False),
    (_of({"type": "object", "properties": {"b": {}}, "const": {"b": 1}}), {"a": {"b": 1}}, True),
    (_of({"type": "object", "properties": {"b": {}}, "const": {"b": 1}}), {"a": {"b": 2}}, False),
    *(
        (
            {
                "properties": {"a": {"$ref": "#/$defs/x"}},
                "$defs": {"x": {"type": "object", "properties": {"b": {}}, "enum": [{"b": 1}]}},
            },
            {"a": {"b": value}},
            value == 1,
        )
        for value in (1, 2)
    ),
    # `additionalProperties` knows only the properties beside it.
    *(
        (
            {
                "allOf": [{"properties": {"a": {"type": "integer"}}}],
                "properties": {"b": {"type": "integer"}},
                "additionalProperties": False,
            },
            value,
            fits,
        )
        for value, fits in (({"a": 1}, False), ({"b": 1}, True), ({}, True))
    ),
    *(
        (
            {
                "allOf": [{"properties": {"a": {"type": "integer"}}, "additionalProperties": False}],
                "properties": {"b": {"type": "integer"}},
            },
            value,
            fits,
        )
        for value, fits in (({"a": 1}, True), ({"b": 1}, False), ({}, True))
    ),
    *(
        (
            {
                "allOf": [{"properties": {"a": {"type": "integer"}}}],
                "properties": {"b": {}},
                "additionalProperties": {"type": "string"},
            },
            value,
            fits,
        )
        for value, fits in (({"a": 1}, False), ({"a": "x"}, False), ({"c": "x"}, True), ({"c": 1}, False))
    ),
    *(
        (
            {
                "allOf": [{"patternProperties": {"^a": {"type": "integer"}}}],
                "properties": {"b": {}},
                "additionalProperties": False,
            },
            value,
            fits,
        )
        for value, fits in (({"a": 1}, False), ({"b": 1}, True))
    ),
    # Two that close nothing.
    ({"allOf": [_of({"type": "integer"}), {"properties": {"b": {}}}]}, {"a": 1, "b": 2}, True),
    # What one property asks of the others.
    ({**_of({}), "dependentSchemas": {"a": {"required": ["b"]}}, "additionalProperties": True}, {"a": 1}, False),
    ({**_of({}), "dependentSchemas": {"a": {"required": ["b"]}}, "additionalProperties": True}, {"b": 1}, True),
    ({"properties": {"a": {}, "b": {}}, "dependencies": {"a": ["b"]}}, {"a": 1}, False),
    ({"properties": {"a": {}, "b": {}}, "dependencies": {"a": ["b"]}}, {"a": 1, "b": 1}, True),
    ({"properties": {"a": {}, "b": {}}, "dependencies": {"a": {"properties": {"b": False}}}}, {"a": 1, "b": 1}, False),
    ({"properties": {"a": {}, "b": {}}, "dependencies": {"a": True, "b": False}}, {"a": 1}, True),
    ({"properties": {"a": {}, "b": {}}, "dependencies": {"a": True, "b": False}}, {"b": 1}, False),
    (
        {"properties": {"a": {}, "b": {}, "c": {}}, "dependencies": {"a": ["b"]}, "dependentRequired": {"a": ["c"]}},
        {"a": 1, "b": 1},
        False,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "value", "fits"), WHOLE)
def test_a_whole_object_means_what_it_says(schema: dict[str, Any], value: dict[str, Any], fits: bool) -> None:
    assert _takes(schema, value) is fits
    assert input_validator(checked(schema)).is_valid(value) is fits


def test_closed_against_its_own_branches_is_told() -> None:
    closed = {"allOf": [{"properties": {"a": {}}}], "properties": {"b": {}}, "additionalProperties": False}
    assert any("additionalProperties" in message for message in _warnings(closed))


@pytest.mark.parametrize("given", [5, "b", [1], {"a": 5}, {"a": [1]}])
def test_dependencies_in_no_known_form_are_faults(given: Any) -> None:
    with pytest.raises(FaultsError):
        normal({**_of({}), "dependencies": given})


@pytest.mark.parametrize(
    "name", ["pro\u200bmpt", "a\xa0b", "\ufb01le", "ｗｉｄｔｈ", "a\xad", "\u202eb", "e\u0301", "a\u3000b"]
)
def test_a_name_that_a_copy_may_have_changed_is_told_and_kept(name: str) -> None:
    schema = {"type": "object", "properties": {name: {"type": "integer"}}}
    (message,) = _warnings(schema)
    assert "name of the property" in message
    assert not any(mark in message for mark in "\u200b\xa0\u202e\u3000")
    assert _takes(schema, {name: 1})


def test_a_member_that_holds_what_nobody_sees_is_told() -> None:
    assert any("not seen" in message for message in _warnings(_of({"enum": ["a\u200b", "b"]})))
    assert _warnings(_of({"enum": ["16:9", "日本", "naïve", "１"]})) == []
