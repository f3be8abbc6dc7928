"""What the generated class accepts, and what it sends, against the `jsonschema` library on the normalised schema.

The differences that are meant stand in the documentation of the runtime's `_schema.models`: numbers, texts and objects
that JSON or UTF-8 cannot hold are refused, and 5.0 is sent as 5 where an integer is meant. Media inputs take more than
the schema says; they have tests of their own.
"""

from __future__ import annotations

from typing import Any

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
