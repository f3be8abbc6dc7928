"""What the generated class accepts, and what it sends, against the `jsonschema` library on the normalised schema.

The differences that are meant stand in the documentation of the runtime's `_schema.models`: numbers, texts and objects
that JSON or UTF-8 cannot hold are refused, and 5.0 is sent as 5 where an integer is meant. Media inputs take more than
the schema says; they have tests of their own.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.plain.faults import FaultsError
from generator.schema.validator import SchemaValidator
from tests.generator.kit import load, normal

names = st.sampled_from(
    [
        "a",
        "b",
        "prompt",
        "6_text",
        "class",
        "copy",
        "fooBar",
        "foo-bar",
        "x y",
        "日本",
        "_p",
        "type",
        "model_dump",
    ]
)
words = st.sampled_from(
    [
        "",
        "a",
        "ab",
        "abc",
        "16:9",
        "1k",
        "5",
        "é",
        "e\u0301",
        "👩‍👩‍👧",
        "a\n",
        "a\nb",
        "\x1f",
        '"',
        "\\",
        "{x}",
        "日本語",
        "true",
    ]
)
integers = st.integers(-3, 12) | st.sampled_from([2**63, 2**70])
floats = st.sampled_from([0.5, -1.5, 2.25, 0.1, 1e300, 3.75, 3.0000000001, 1.0, 2.0, -0.0])
scalars = st.one_of(st.none(), st.booleans(), integers, floats, words)


def _limited(base: dict[str, Any], **limits: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({key: st.just(value) for key, value in base.items()}, optional=limits)


strings = _limited(
    {"type": "string"},
    minLength=st.integers(0, 2),
    maxLength=st.integers(2, 4),
    pattern=st.sampled_from(["^a", "b", "[0-9]:", "^$", "^a$", r"^\w+$", r"\d", r"^[^\s]*$", "(a|aa)+$"]),
)
number_limits = {
    "minimum": st.one_of(st.integers(-2, 2), st.just(0.5)),
    "maximum": st.one_of(st.integers(3, 8), st.just(4.5)),
    "exclusiveMinimum": st.integers(-2, 0),
    "exclusiveMaximum": st.integers(6, 9),
    "multipleOf": st.sampled_from([1, 2, 0.5, 0.1]),
}
numbers = st.sampled_from(["integer", "number", "float"]).flatmap(
    lambda name: _limited({"type": name}, **number_limits)
)
enums = st.lists(scalars, min_size=1, max_size=5).map(lambda members: {"enum": members})
plain = st.one_of(
    strings,
    numbers,
    enums,
    scalars.map(lambda value: {"const": value}),
    st.just({"type": "boolean"}),
    st.just({"type": ["string", "null"], "maxLength": 2}),
    st.just({"type": ["integer", "string"], "minimum": 3, "minLength": 2}),
    st.just({"type": "integer", "nullable": True, "minimum": 0}),
    st.just({}),
    st.booleans(),
)


def _objects(children: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    @st.composite
    def build(draw: st.DrawFn) -> dict[str, Any]:
        properties = draw(st.dictionaries(names, children, max_size=4))
        schema: dict[str, Any] = {"type": "object", "properties": properties}
        if properties and draw(st.booleans()):
            schema["required"] = draw(st.lists(st.sampled_from(sorted(properties)), unique=True))
        match draw(st.integers(0, 6)):
            case 0:
                schema["additionalProperties"] = True
            case 1:
                schema["additionalProperties"] = draw(children)
            case 2:
                schema["patternProperties"] = {"^[ab]": draw(children)}
            case _:
                pass
        if draw(st.integers(0, 5)) == 0:
            schema["minProperties"] = draw(st.integers(0, 2))
        return schema

    return build()


def _wider(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    lists = _limited(
        {"type": "array"},
        items=children,
        minItems=st.integers(0, 1),
        maxItems=st.integers(1, 3),
        uniqueItems=st.just(True),
    )
    branches = st.lists(children, min_size=1, max_size=3)
    return st.one_of(
        lists,
        _objects(children),
        branches.map(lambda found: {"anyOf": found}),
        branches.map(lambda found: {"oneOf": found}),
        branches.map(lambda found: {"prefixItems": found, "type": "array"}),
        st.tuples(branches, children).map(
            lambda pair: {"prefixItems": pair[0], "items": pair[1], "type": "array"}
        ),
        children.map(lambda found: {"not": found}),
        children.map(lambda found: {"type": "object", "additionalProperties": found}),
        children.map(lambda found: {"allOf": [found]}),
    )


schemas = _objects(st.recursive(plain, _wider, max_leaves=6))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)),
    max_leaves=6,
)


@st.composite
def inputs(draw: st.DrawFn, schema: dict[str, Any]) -> dict[str, Any]:
    """Draw an input that has a fair chance to fit: its keys are mostly the schema's, its values near its members."""
    body: dict[str, Any] = {}
    for name, node in schema.get("properties", {}).items():
        if name in schema.get("required", ()) or draw(st.booleans()):
            body[name] = draw(_near(node))
    if draw(st.integers(0, 4)) == 0:
        body[draw(names)] = draw(values)
    return body


def _near(node: Any) -> st.SearchStrategy[Any]:
    if not isinstance(node, dict):
        return values
    if "enum" in node:
        return st.one_of(st.sampled_from(node["enum"]), scalars)
    if "const" in node:
        return st.one_of(st.just(node["const"]), scalars)
    for keyword in ("anyOf", "oneOf"):
        if keyword in node:
            return st.one_of(*[_near(branch) for branch in node[keyword]], values)
    kind = node.get("type")
    if kind == "array":
        items = st.lists(_near(node.get("items", True)), max_size=3)
        if "prefixItems" in node:
            return st.one_of(st.tuples(*map(_near, node["prefixItems"])).map(list), items, values)
        return st.one_of(items, values)
    if kind == "object":
        return st.one_of(inputs(node), values)
    near = {
        "string": words,
        "integer": st.one_of(integers, floats),
        "number": st.one_of(integers, floats),
        "boolean": st.booleans(),
    }
    return st.one_of(near.get(str(kind), scalars), scalars)


def _same(sent: Any, given_value: Any) -> bool:
    """Say whether both are the same JSON value, written alike but for whole numbers."""
    if isinstance(sent, dict) and isinstance(given_value, dict):
        return sent.keys() == given_value.keys() and all(_same(sent[key], given_value[key]) for key in sent)
    if isinstance(sent, list) and isinstance(given_value, list):
        return len(sent) == len(given_value) and all(map(_same, sent, given_value))
    whole = isinstance(sent, int) and isinstance(given_value, float) and given_value.is_integer()
    return (whole or type(sent) is type(given_value)) and sent == given_value


@given(data=st.data(), schema=schemas)
@settings(suppress_health_check=list(HealthCheck))
def test_the_class_accepts_what_the_schema_accepts_and_sends_it_unchanged(
    data: st.DataObject, schema: Any
) -> None:
    from runcomfy.errors import InputError

    from tests.inside import validate_wire, wire_body

    try:
        model, _ = normal(schema)
    except FaultsError:
        assume(False)
        raise
    module = load(model)
    validator = SchemaValidator(model.input_schema)
    shown = SchemaValidator(module.ModelInput.model_json_schema())
    for _ in range(8):
        body = data.draw(inputs(model.input_schema))
        assert shown.is_valid(body) == validator.is_valid(body), "the class's own JSON schema says otherwise"
        try:
            built = validate_wire("vendor/model", module.ModelInput, body)
        except InputError as error:
            assert not validator.is_valid(body), f"refused, though it fits: {error}"
        else:
            problem = next(validator.iter_errors(body), None)
            assert problem is None, f"accepted, though it does not fit: {problem}"
            assert _same(wire_body(built), body)


def test_the_inputs_that_are_drawn_meet_both_answers() -> None:
    """The comparison above would be worth nothing if nearly everything were refused."""
    seen = {True: 0, False: 0}

    @given(data=st.data(), schema=schemas)
    @settings(suppress_health_check=list(HealthCheck))
    def count(data: st.DataObject, schema: Any) -> None:
        try:
            model, _ = normal(schema)
        except FaultsError:
            assume(False)
            raise
        assume(schema["properties"])
        seen[SchemaValidator(model.input_schema).is_valid(data.draw(inputs(model.input_schema)))] += 1

    count()
    assert min(seen.values()) > sum(seen.values()) / 10


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
