"""`Input.model_json_schema()`, for web frameworks, forms and language models: it says what the class takes."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, create_model
from pydantic.json_schema import models_json_schema
from runcomfy import InputError, registry

from generator.schema.samples import example_inputs
from generator.schema.validator import SchemaValidator
from generator.schema.value import Schema
from tests.generator.kit import load, normal
from tests.inside import validate_wire, wire_body

ODD_VALUES: list[Any] = [
    None,
    True,
    -1,
    0.5,
    7,
    5.0,
    10**6,
    "x",
    "",
    [],
    [1],
    ["x"],
    {},
    {"a": 1},
    "x" * 3000,
]


def _accepts(input_type: Any, body: dict[str, Any]) -> bool:
    try:
        validate_wire("vendor/model", input_type, body)
    except InputError:
        return False
    return True


def _is_media(node: Any) -> bool:
    """Say whether a place takes files: there a text is an address or a path, and its schema knows texts only."""
    if isinstance(node, dict):
        return str(node.get("format")).endswith(("_uri", "_uris")) or any(map(_is_media, node.values()))
    return isinstance(node, list) and any(map(_is_media, node))


def _mutated(schema: dict[str, Any], body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {}
    yield {**body, "no such input": 1}
    for name, node in schema["properties"].items():
        yield {key: value for key, value in body.items() if key != name}
        for value in ODD_VALUES:
            if not (_is_media(node) and isinstance(value, str | list)):
                yield {**body, name: value}


@pytest.mark.parametrize("vendor", sorted({model_id.split("/")[0] for model_id in registry}))
@pytest.mark.sample(5)
def test_a_model_s_schema_and_class_have_the_same_verdict(vendor: str) -> None:
    seen = {True: 0, False: 0}
    for model_id, info in registry.items():
        if not model_id.startswith(f"{vendor}/"):
            continue
        document = info.schema
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = info.input_type.model_json_schema()
        validator = SchemaValidator(found)
        SchemaValidator.check_schema(found)
        body, complete = example_inputs(Schema(document["input_schema"]), document["example"])
        if complete:
            assert validator.is_valid(body), model_id
        for one in [body, *_mutated(document["input_schema"], body)]:
            verdict = _accepts(info.input_type, one)
            assert validator.is_valid(one) == verdict, (model_id, one)
            seen[verdict] += 1
        for name, node in document["input_schema"]["properties"].items():
            if node.get("description"):
                assert node["description"].strip() in found["properties"][name]["description"], (
                    model_id,
                    name,
                )
    assert min(seen.values()) > 0


NODE = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "children": {"type": "array", "items": {"$ref": "#/$defs/Node"}},
        "link": {"oneOf": [{"$ref": "#/$defs/Node"}, {"$ref": "#/$defs/Leaf"}]},
    },
}
LEAF = {"type": "object", "properties": {"name": {"type": "string", "maxLength": 3}, "leaf": {"const": True}}}


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"enum": [4, 6, 8]}, [4, 6.0], [5, "4", True]),
        ({"type": "integer", "minimum": 0}, [4, 4.0, -0.0], [4.5, -1.0, "4", True]),
        ({"enum": [4, None, "x"]}, [4, None, "x"], [5]),
        ({"enum": [True, 0.5]}, [True, 0.5], [1, False]),
        ({"type": "number", "minimum": 0, "maximum": 1}, [0, 0.5, 1], [-1, 1.5]),
        ({"type": ["number", "null"], "exclusiveMinimum": 0, "exclusiveMaximum": 1}, [0.5, None], [0, 1]),
        ({"type": "array", "items": {"type": "number", "minimum": 2}, "minItems": 1}, [[2]], [[], [1]]),
        (
            {"type": "object", "additionalProperties": {"type": "integer", "maximum": 2}},
            [{"a": 2}],
            [{"a": 3}],
        ),
        (
            {"oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]},
            [{"a": 1}, {"b": 1}],
            [{"a": 1, "b": 1}, {}],
        ),
        ({"anyOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]}, [{"a": 1}, {"b": 1}], [{}, {"a": "x"}]),
        ({"allOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]}, [{"a": 1, "b": 1}], [{"a": 1}]),
        ({"not": {"$ref": "#/$defs/A"}}, [{}, 1], [{"a": 1}]),
        (
            {"$ref": "#/$defs/Node"},
            [{"name": "a", "children": [{"name": "b"}], "link": {"name": "long name"}}],
            [
                {"name": "a", "link": {"name": "abc"}},
                {"name": "a", "children": [{"name": "b", "link": {"name": "b"}}]},
            ],
        ),
        ({"type": "string", "allOf": [{"pattern": "a"}, {"pattern": "b"}]}, ["ab"], ["a", "b"]),
        ({"type": "array", "uniqueItems": True, "contains": {"const": 1}}, [[1, 2]], [[1, 1], [2]]),
    ],
)
def test_odd_schemas_have_it_too(schema: Any, good: list[Any], bad: list[Any]) -> None:
    definitions = {
        "A": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
        "B": {"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}},
        "Node": NODE,
        "Leaf": LEAF,
    }
    model, _ = normal({"type": "object", "properties": {"x": schema}, "$defs": definitions})
    input_type = load(model).ModelInput
    validator = SchemaValidator(input_type.model_json_schema())
    for value, expected in [(value, True) for value in good] + [(value, False) for value in bad]:
        assert _accepts(input_type, {"x": value}) == expected, value
        assert validator.is_valid({"x": value}) == expected, value


@pytest.mark.parametrize(
    ("schema", "shown"),
    [
        ({"type": "number", "minimum": 0, "maximum": 1}, {"type": "number", "minimum": 0, "maximum": 1}),
        ({"type": ["number", "null"]}, {"anyOf": [{"type": "number"}, {"type": "null"}]}),
        ({"type": "array", "items": {"type": "number"}}, {"type": "array", "items": {"type": "number"}}),
    ],
)
def test_a_number_is_one_type_to_forms(schema: Any, shown: Any) -> None:
    model, _ = normal({"type": "object", "properties": {"x": schema}})
    found = load(model).ModelInput.model_json_schema()["properties"]["x"]
    assert {key: value for key, value in found.items() if key != "title"} == shown


@pytest.mark.parametrize("mode", ["validation", "serialization"])
@pytest.mark.parametrize("by_alias", [True, False])
def test_it_is_the_same_in_every_mode(mode: Any, by_alias: bool) -> None:
    for info in [*registry.values()][::7]:
        found = info.input_type.model_json_schema(mode=mode, by_alias=by_alias)
        SchemaValidator.check_schema(found)
        if by_alias:
            assert found == info.input_type.model_json_schema()
        else:
            assert {*found["properties"]} == {*info.input_type.model_fields}


class Order(BaseModel):
    """A user's own, such as the body of a request or a row of a table."""

    what: Any
    note: str = ""


@pytest.mark.parametrize("vendor", sorted({model_id.split("/")[0] for model_id in registry}))
@pytest.mark.sample(5)
def test_inputs_inside_a_model_of_the_user_s_become_json_and_come_back(vendor: str) -> None:
    for model_id, info in registry.items():
        if not model_id.startswith(f"{vendor}/"):
            continue
        body, _ = example_inputs(Schema(info.schema["input_schema"]), info.schema["example"])
        given = info.input_type.model_validate(body)
        kind = create_model("Order", __base__=Order, what=(info.input_type, ...))
        order = kind(what=given)
        text = order.model_dump_json()
        assert body.items() <= json.loads(text)["what"].items(), model_id
        assert "UNSET" not in text
        assert json.loads(TypeAdapter(list[info.input_type]).dump_json([given])) == [json.loads(text)["what"]]
        back = kind.model_validate_json(text).what
        assert wire_body(back).items() >= wire_body(given).items()
        assert given.model_dump_json() == json.dumps(
            wire_body(given), ensure_ascii=False, separators=(",", ":")
        )


def test_what_was_not_given_and_has_no_default_is_left_out_of_json() -> None:
    model, _ = normal({"type": "object", "properties": {"6_a": {"type": "integer"}, "b": {"type": "string"}}})
    input_type = load(model).ModelInput
    given = input_type(v6_a=4.0)
    assert TypeAdapter(input_type).dump_json(given) == b'{"6_a":4}'
    assert TypeAdapter(input_type).dump_python(given, by_alias=False) == {"v6_a": 4}
    assert given.model_dump(exclude_unset=False) == {"6_a": 4}
    assert given.b is input_type.model_fields["b"].default
    assert TypeAdapter(input_type).dump_json(given, exclude={"v6_a"}) == b"{}"


def test_it_says_what_is_deprecated_and_no_look_at_it_warns() -> None:
    inside = {"type": "object", "properties": {"k": {"type": "integer", "minimum": 1, "deprecated": True}}}
    model, _ = normal(
        {
            "type": "object",
            "properties": {
                "old": {"type": "string", "deprecated": True},
                "6_old": {"type": "array", "items": {"type": "string"}, "maxItems": 2, "deprecated": True},
                "n": {**inside, "deprecated": True},
                "new": {"type": "string"},
            },
        }
    )
    input_type = load(model).ModelInput
    found = input_type.model_json_schema()
    old = {name for name, node in found["properties"].items() if node.get("deprecated") is True}
    assert old == {"old", "6_old", "n"}
    assert found["properties"]["6_old"]["maxItems"] == 2
    (part,) = found["$defs"].values()
    assert part["properties"]["k"].items() >= {"deprecated": True, "minimum": 1, "type": "integer"}.items()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert input_type(old="a").old == "a"


def test_no_file_has_an_empty_address() -> None:
    info = registry["openai/gpt-image-2/edit"]
    validator = SchemaValidator(info.input_type.model_json_schema())
    for address, expected in (("", False), ("https://example.com/a.png", True)):
        body = {"prompt": "a", "images": [address]}
        assert validator.is_valid(body) == _accepts(info.input_type, body) == expected


def test_rules_about_the_whole_object_are_in_it() -> None:
    model, _ = normal(
        {
            "type": "object",
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            "dependentRequired": {"a": ["b"]},
            "minProperties": 1,
        }
    )
    input_type = load(model).ModelInput
    validator = SchemaValidator(input_type.model_json_schema())
    for body in ({}, {"a": "x"}, {"b": "x"}, {"a": "x", "b": "x"}):
        assert validator.is_valid(body) == _accepts(input_type, body), body


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield the schemas of all values that a schema tells of."""
    for key in ("properties", "$defs"):
        for inner in schema.get(key, {}).values():
            yield inner
            yield from _parts(inner)
    for inner in [*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties")]:
        if isinstance(inner, dict):
            yield inner
            yield from _parts(inner)


def test_no_part_says_nothing() -> None:
    """What makes tools for language models of schemas refuses one: it wants a type, a reference, or a choice."""
    model, _ = normal(
        {
            "type": "object",
            "properties": {
                "a": {"description": "Anything."},
                "b": {"type": "array", "items": {}},
                "c": {"anyOf": [{"type": "object", "properties": {"d": {}}}, {"type": "string"}]},
            },
        }
    )
    odd = load(model).ModelInput
    telling = {"type", "$ref", "enum", "const", "anyOf", "oneOf", "allOf"}
    for input_type in (odd, *(registry[model_id].input_type for model_id in registry)):
        for part in _parts(input_type.model_json_schema()):
            assert part.keys() & telling, (input_type, part)
    validator = SchemaValidator(odd.model_json_schema())
    for value in (None, 1, 0.5, "x", True, [1, [None]], {"x": {"y": []}}):
        assert validator.is_valid({"a": value, "b": [value], "c": {"d": value}}), value


def test_a_web_framework_gets_the_texts_and_no_warning() -> None:
    """FastAPI makes the schemas of all bodies at once, with a generator and a place of its own."""
    model_ids = ["openai/gpt-image-2/edit", *list(registry)[:10]]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _, document = models_json_schema(
            [(registry[model_id].input_type, "validation") for model_id in model_ids],
            ref_template="#/components/schemas/{model}",
        )
    edit = next(
        one for name, one in document["$defs"].items() if "gpt_image_2__edit" in name or name == "EditInput"
    )
    assert edit["properties"]["prompt"]["description"].startswith(
        "Describes what to change in the input images."
    )
    assert "default" not in edit["properties"]["prompt"]
    assert '"UNSET"' not in str(document)
