"""One keyword after the other: values that the generated class must accept, and others that it must refuse."""

from __future__ import annotations

from typing import Any

import pytest

from generator.schema.validator import SchemaValidator
from tests.generator.kit import load, normal


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"enum": [0.5, 1]}, [0.5, 1, 1.0], [True, 0.25, "1"]),
        ({"enum": [1, 2]}, [1], [True, "1"]),
        ({"const": True}, [True], [1, "true"]),
        ({"anyOf": [{"const": None}, {"const": None}]}, [None], [[], 0, ""]),
        ({"enum": [None, 1]}, [None, 1], [True, "1", []]),
        ({"enum": [None, "a"]}, [None, "a"], ["", []]),
        ({"type": "number"}, [1, 1.5], ["1", True, None]),
        ({"type": "integer", "minimum": 0, "exclusiveMinimum": True}, [1], [0]),
        ({"type": "integer", "minimum": 0.5}, [1], [0]),
        (
            {"type": "array", "prefixItems": [{"type": "string"}], "items": False},
            [["a"], []],
            [["a", 1], [1]],
        ),
        ({"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 3}]}, [1, 3.5], [4, 2.5]),
        ({"anyOf": [{"type": "string", "maxLength": 1}, {"type": "null"}]}, ["a", None], ["ab", 1]),
        # What stands beside an enum or a constant limits its members too, wherever it comes from.
        ({"type": "string", "enum": ["a", "abc"], "minLength": 2}, ["abc"], ["a"]),
        ({"type": "integer", "enum": [1, 5], "maximum": 2}, [1], [5]),
        ({"enum": ["a", "b"], "const": "b"}, ["b"], ["a"]),
        ({"allOf": [{"enum": [1, "a"]}, {"type": "string"}]}, ["a"], [1]),
        ({"const": "a", "nullable": True}, ["a", None], ["b"]),
        (
            {
                "anyOf": [{"type": "integer"}, {"type": "string"}],
                "oneOf": [{"type": "integer", "minimum": 3}, {"const": "a"}],
            },
            [3, "a"],
            [2, "b"],
        ),
        ({"allOf": [{"type": "string", "pattern": "a"}, {"pattern": "b"}]}, ["ab"], ["a", "b", 1]),
        ({"allOf": [{"multipleOf": 2}, {"multipleOf": 3}], "type": "integer"}, [6], [2, 3]),
        ({"allOf": [{"not": {"const": 1}}, {"not": {"const": 2}}]}, [3, "x"], [1, 2]),
        (
            {
                "allOf": [
                    {"type": "array", "items": {"type": "integer"}},
                    {"type": "array", "prefixItems": [{"const": 1}]},
                ]
            },
            [[1, 2], []],
            [[2], ["a"]],
        ),
        ({"type": "object", "required": ["a"]}, [{"a": 1}, {"a": 1, "b": 2}], [{}, {"b": 1}]),
        (
            {"type": "object", "required": ["a"], "additionalProperties": {"type": "integer"}},
            [{"a": 1}],
            [{}, {"a": "x"}],
        ),
        (
            {
                "type": "object",
                "patternProperties": {"^x-": {"type": "integer"}},
                "additionalProperties": False,
                "required": ["x-a"],
            },
            [{"x-a": 1}],
            [{}, {"x-b": 1}],
        ),
        # Syntax of regular expressions that Python does not know, but the linear engine does.
        ({"type": "string", "pattern": r"^\p{L}+$"}, ["é"], ["1"]),
        ({"type": "string", "pattern": "^(?<name>a)$"}, ["a"], ["b"]),
        ({"type": "string", "pattern": "^[[a]]$"}, ["a]"], ["b"]),
        # Beyond what a float holds.
        ({"type": "number", "maximum": 10**400}, [10**400, 1.5], [10**400 + 1]),
        ({"type": "number", "multipleOf": 10**400}, [10**400, 0], [1.5, 3]),
    ],
)
def test_keywords_one_by_one(schema: Any, good: list[Any], bad: list[Any]) -> None:
    from runcomfy.errors import InputError

    from tests.inside import validate_wire

    model, _ = normal({"type": "object", "properties": {"x": schema}})
    module = load(model)
    for value in good:
        assert validate_wire("vendor/model", module.ModelInput, {"x": value}).x == value
    for value in bad:
        with pytest.raises(InputError):
            validate_wire("vendor/model", module.ModelInput, {"x": value})


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"$ref": "#/$defs/Text", "minLength": 2}, ["ab"], ["a", "abcd", 1]),
        ({"$ref": "#/$defs/Text", "enum": ["a", "abcd"]}, ["a"], ["b", "abcd"]),
        ({"$ref": "#/$defs/Point", "required": ["x"]}, [{"x": 1}], [{}, {"y": 1}]),
        ({"allOf": [{"$ref": "#/$defs/Point"}, {"required": ["x"]}]}, [{"x": 1}], [{}]),
        (
            {"allOf": [{"$ref": "#/$defs/Point"}, {"properties": {"z": {}}, "required": ["x", "z"]}]},
            [{"x": 1, "z": 2}],
            [{"x": 1}, {"z": 1}, {"x": 1, "z": 2, "y": 3}],
        ),
        ({"type": "object", "allOf": [{"$ref": "#/$defs/Point"}]}, [{"x": 1}, {}], [{"y": 1}]),
        ({"allOf": [{"$ref": "#/$defs/Point"}], "nullable": True}, [{"x": 1}, None], [{"y": 1}, 1]),
        # Limits beside a reference that is not taken in, and beside one that is.
        ({"allOf": [{"$ref": "#/$defs/Point"}], "not": {"required": ["x"]}}, [{}], [{"x": 1}]),
        ({"allOf": [{"$ref": "#/$defs/Point"}], "anyOf": [{"required": ["x"]}, False]}, [{"x": 1}], [{}]),
        ({"maxLength": 1, "anyOf": [{"$ref": "#/$defs/Text"}, {"type": "null"}]}, ["a", None], ["ab", 1]),
        ({"maxLength": 5, "oneOf": [{"$ref": "#/$defs/Text"}, {"type": "null"}]}, ["abc", None], ["abcd", 1]),
        (
            {"allOf": [{"maxLength": 5, "anyOf": [{"$ref": "#/$defs/Text"}]}, {"minLength": 1}]},
            ["a"],
            ["", "abcd"],
        ),
        ({"not": {"allOf": [{"$ref": "#/$defs/Text", "maxLength": 5}]}}, ["abcd", 1], ["a", "abc"]),
        (
            {"type": "object", "oneOf": [{"$ref": "#/$defs/Point"}, {"const": {}}]},
            [{"x": 1}],
            [{}, {"x": "a"}, 1],
        ),
        ({"$ref": "#/$defs/50%25~1a"}, [True], [1]),
        ({"not": {"$ref": "#/$defs/50%25~1a"}}, [1], [True]),
        ({"$ref": "#/$defs/Point/properties/x"}, [1], ["a"]),
        ({"$ref": "#/properties/y"}, ["a"], [1]),
        ({"$ref": "#/$defs/Tree/anyOf/0"}, [1], ["a"]),
        ({"$ref": "#/$defs/properties~1y"}, [True], ["a"]),
        ({"$ref": "#/$defs/%54ext"}, ["a"], [1]),
        # What contains itself other than through an object's properties.
        ({"$ref": "#/$defs/Nest"}, [[], [[], [[[]]]]], [1, [1], [[[[1]]]]]),
        ({"$ref": "#/$defs/Tree"}, [1, {"x": 1}, {"x": {"x": {"x": 2}}}], ["a", {"x": {"x": {"x": "a"}}}]),
    ],
)
def test_references_one_by_one(schema: Any, good: list[Any], bad: list[Any]) -> None:
    from runcomfy.errors import InputError

    from tests.inside import validate_wire

    definitions = {
        "Text": {"type": "string", "maxLength": 3},
        "Point": {"type": "object", "properties": {"x": {"type": "integer"}}},
        "50%/a": {"type": "boolean"},
        "properties/y": {"type": "boolean"},  # the name that `#/properties/y` would have as a definition
        "Nest": {"type": "array", "items": {"$ref": "#/$defs/Nest"}},
        "Tree": {
            "anyOf": [
                {"type": "integer"},
                {"type": "object", "properties": {"x": {"$ref": "#/$defs/Tree"}}},
            ]
        },
    }
    whole = {"type": "object", "properties": {"v": schema, "y": {"type": "string"}}, "$defs": definitions}
    model, _ = normal(whole)
    module = load(model)
    validator = SchemaValidator(model.input_schema)
    for value in good:
        assert validator.is_valid({"v": value})
        validate_wire("vendor/model", module.ModelInput, {"v": value})
    for value in bad:
        assert not validator.is_valid({"v": value})
        with pytest.raises(InputError):
            validate_wire("vendor/model", module.ModelInput, {"v": value})


def test_objects_whose_names_fold_into_one_are_told_apart() -> None:
    from runcomfy.errors import InputError

    from tests.inside import validate_wire

    def one(name: str) -> Any:
        return {"type": "object", "properties": {name: {"type": "string"}}}

    properties = {
        "a-b": one("x"),
        "a_b": one("y"),
        "item": one("x"),
        "i": {"$ref": "#/$defs/item"},
        "j": {"$ref": "#/$defs/Item"},
    }
    definitions = {"item": one("y"), "Item": one("z")}
    model, _ = normal({"type": "object", "properties": properties, "$defs": definitions})
    input_type = load(model).ModelInput
    own = {"a-b": "x", "a_b": "y", "item": "x", "i": "y", "j": "z"}
    validate_wire("vendor/model", input_type, {key: {name: "t"} for key, name in own.items()})
    for key, name in own.items():
        for other in {"x", "y", "z"} - {name}:
            with pytest.raises(InputError):
                validate_wire("vendor/model", input_type, {key: {other: "t"}})


def test_a_class_that_contains_itself_keeps_its_wire_names() -> None:
    from tests.inside import validate_wire, wire_body

    node = {
        "type": "object",
        "properties": {"6_name": {"type": "string"}, "in-side": {"$ref": "#/$defs/Node"}},
    }
    model, _ = normal(
        {"type": "object", "properties": {"top": {"$ref": "#/$defs/Node"}}, "$defs": {"Node": node}}
    )
    module = load(model)
    body = {"top": {"6_name": "a", "in-side": {"6_name": "b", "in-side": {"6_name": "c"}}}}
    assert wire_body(validate_wire("vendor/model", module.ModelInput, body)) == body
    with_name = module.ModelInput(top={"v6_name": "a", "in_side": {"v6_name": "b"}})
    assert wire_body(with_name) == {"top": {"6_name": "a", "in-side": {"6_name": "b"}}}


def test_classes_that_contain_each_other_keep_their_wire_names() -> None:
    from tests.inside import validate_wire, wire_body

    one = {"type": "object", "properties": {"6-two": {"$ref": "#/$defs/Two"}}}
    two = {
        "type": "object",
        "properties": {"6-one": {"$ref": "#/$defs/One"}, "6-all": {"$ref": "#"}},
        "additionalProperties": {"type": "integer"},
    }
    whole = {
        "type": "object",
        "properties": {"6-a": {"$ref": "#/$defs/One"}},
        "$defs": {"One": one, "Two": two},
    }
    model, _ = normal(whole, whole)
    module = load(model)
    body = {"6-a": {"6-two": {"6-one": {"6-two": {"n": 1}}, "6-all": {"6-a": {}}}}}
    assert wire_body(validate_wire("vendor/model", module.ModelInput, body)) == body
    assert module.ModelOutput.model_validate(body).model_dump(by_alias=True, exclude_unset=True) == body
