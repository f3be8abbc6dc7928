"""What is told of a value that fits no branch of a union: the caller's own path, and what is allowed there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from runcomfy import InputError

from tests.generator.kit import FaultsError, load, normal
from tests.inside import path_text, validate_wire

TEXT, WHOLE, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
MAP = {"type": "object", "additionalProperties": NUMBER}
NESTED = {"anyOf": [{"type": "object", "properties": {"x": {"anyOf": [TEXT, MAP]}}}, TEXT]}
LISTS = {"anyOf": [MAP, {"type": "array", "items": {"anyOf": [{"type": "integer", "multipleOf": 3}, MAP]}}]}


def _faults(node: Any, value: Any) -> list[tuple[str, str]]:
    model = load(normal({"type": "object", "properties": {"v": node}})[0]).ModelInput
    with pytest.raises(InputError) as caught:
        validate_wire("vendor/model", model, {"v": value})
    return [(issue.path, issue.message) for issue in caught.value.issues]


@pytest.mark.parametrize(("node", "value", "path", "words"), [
    ({"anyOf": [TEXT, MAP]}, 3, "v", "must be a string or a dict, each value a number, not 3"),
    ({"anyOf": [TEXT, MAP]}, {"a": "x"}, "v.a", "must be a number, not 'x'"),
    ({"anyOf": [TEXT, MAP]}, {"str": "x"}, "v.str", "must be a number, not 'x'"),
    ({"type": "array", "items": {"anyOf": [TEXT, MAP]}}, ["x", 3], "v[1]", "must be a string or a dict, each value a number, not 3"),
    ({"type": "array", "items": {"anyOf": [TEXT, MAP]}}, [{"int": [1]}], "v[0].int", "must be a number, not [1]"),
    (NESTED, {"x": 3}, "v.x", "must be a string or a dict, each value a number, not 3"),
    (NESTED, {"x": {"dict": "b"}}, "v.x.dict", "must be a number, not 'b'"),
    (NESTED, {"y": 1}, "v.y", "is not an input; the inputs are x"),
    (LISTS, [4], "v[0]", "must be an integer, a multiple of 3 or a dict, each value a number, not 4"),
    (LISTS, [3, {"a": None}], "v[1].a", "must be a number, not None"),
    ({"anyOf": [{"enum": ["a", "b"]}, WHOLE]}, 1.5, "v", "must be one of 'a', 'b' or an integer, not 1.5"),
    ({"anyOf": [{"type": "string", "pattern": "^a"}, WHOLE]}, "b", "v", "must match the pattern '^a'; 'b' does not"),
    (
        {"anyOf": [{"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "^b"}]},
        "c", "v", "must be a string that matches the pattern '^a' or a string that matches the pattern '^b', not 'c'",
    ),
    ({"anyOf": [TEXT, {"type": "array", "uniqueItems": True, "items": WHOLE}]}, [1, 1], "v", "must not hold the same item twice"),
])  # fmt: skip
def test_the_path_is_the_caller_s_and_the_text_says_what_is_allowed(
    node: Any, value: Any, path: str, words: str
) -> None:
    assert _faults(node, value) == [(path, words)]


names = st.sampled_from(
    ["a", "str", "int", "dict[str,int]", "literal['a']", "list[int]", "function-after[x(), str]"]
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 5), st.just(0.5), st.sampled_from(["", "a", "str"])
)
plain = st.sampled_from([
    TEXT, WHOLE, NUMBER, {"type": "boolean"}, {"type": "null"}, {"enum": ["a", 3]}, {"type": "string", "pattern": "^b"},
    {"type": "string", "minLength": 2}, {"type": "integer", "multipleOf": 3}, {"type": "number", "minimum": 4},
])  # fmt: skip
nodes = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda found: {"anyOf": found}),
        st.lists(inner, min_size=2, max_size=3).map(lambda found: {"oneOf": found}),
        inner.map(lambda found: {"type": "array", "items": found}),
        inner.map(lambda found: {"type": "object", "additionalProperties": found}),
        st.dictionaries(names, inner, min_size=1, max_size=2).map(
            lambda found: {"type": "object", "properties": found, "required": sorted(found)[:1]}
        ),
    ),
    max_leaves=6,
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(names, inner, max_size=2)),
    max_leaves=5,
)


def _places(value: Any, path: tuple[str | int, ...] = ()) -> set[str]:
    """Every path into a value, and those of what could be missing in it."""
    found = {path_text(path)} if path else set[str]()
    if isinstance(value, dict):
        missing = [
            "a",
            "str",
            "int",
            "dict[str,int]",
            "literal['a']",
            "list[int]",
            "function-after[x(), str]",
        ]
        found |= {path_text((*path, name)) for name in missing}
        found |= {place for name, item in value.items() for place in _places(item, (*path, name))}
    elif isinstance(value, list):
        found |= {place for index, item in enumerate(value) for place in _places(item, (*path, index))}
    return found


@given(st.lists(nodes, min_size=2, max_size=3).map(lambda found: {"anyOf": found}), values)
@pytest.mark.ci
def test_no_inner_name_is_told(node: Any, value: Any) -> None:
    try:
        model = load(normal({"type": "object", "properties": {"v": node}})[0]).ModelInput
    except FaultsError:
        assume(False)
        return
    try:
        validate_wire("vendor/model", model, {"v": value})
    except InputError as error:
        for issue in error.issues:
            assert issue.path in _places({"v": value})
            assert "_checked" not in str(error)
            assert "union[" not in str(error)
            assert "constrained" not in str(error)
