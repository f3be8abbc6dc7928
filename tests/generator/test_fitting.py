"""What is decided without the validator is what the validator says, and usual defaults need none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.schema.fitting import first_problem, fits, is_of_other_type
from generator.schema.validator import SchemaValidator

ROOT = Path(__file__).parents[2]

_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from([-1.0, 0.5, 1.0, 2.0]),
    st.text("ab😀", max_size=3),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3)
    ),
    max_leaves=6,
)
_TYPES = st.sampled_from(["string", "integer", "number", "boolean", "null", "array", "object"])
_SIZES = st.integers(0, 3)


def _object(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = st.sampled_from(["a", "b"])
    return st.fixed_dictionaries(
        {},
        optional={
            "type": _TYPES | st.lists(_TYPES, min_size=1, max_size=2, unique=True),
            "enum": st.lists(_VALUES, min_size=1, max_size=3),
            "minimum": st.integers(-2, 2) | st.just(0.5),
            "maximum": st.integers(-2, 2) | st.just(1.5),
            **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _SIZES),
            "items": inner,
            "properties": st.dictionaries(names, inner, max_size=2),
            "required": st.lists(names, max_size=2, unique=True),
            "additionalProperties": inner,
            "patternProperties": st.just({"^c": False}),
            "uniqueItems": st.booleans(),
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "not": inner,
            "const": _SCALARS,
            "default": _SCALARS,
            "description": st.just("x"),
        },
    )


_SCHEMAS = st.recursive(st.booleans(), _object, max_leaves=5)


@given(_SCHEMAS, _VALUES)
def test_it_is_what_the_validator_says(schema: Any, value: Any) -> None:
    valid = SchemaValidator(schema).is_valid(value)
    assert fits(schema, value) == valid
    assert (first_problem(schema, value) is None) == valid
    if isinstance(schema, dict) and is_of_other_type(schema, value):
        assert not valid


def test_usual_values_need_no_validator() -> None:
    program = """if True:
        import sys
        from generator.schema.fitting import first_problem
        schema = {
            "type": "object", "required": ["prompt"], "additionalProperties": False, "title": "x",
            "properties": {
                "prompt": {"type": "string", "maxLength": 5}, "scale": {"type": "number", "minimum": 0, "maximum": 1},
                "size": {"enum": ["1:1", "16:9"], "default": "1:1"}, "images": {"type": "array", "items": {"type": "string"}},
            },
        }
        assert first_problem(schema, {"prompt": "a", "scale": 1, "size": "1:1", "images": ["b"]}) is None
        assert "jsonschema" not in sys.modules
        assert first_problem(schema, {"prompt": "a", "more": 1}) is not None
        assert "jsonschema" in sys.modules
    """
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_a_reference_to_the_whole_schema_means_that_in_any_part_of_it() -> None:
    children = {"type": "array", "items": {"$ref": "#"}}
    tree = {"type": "object", "properties": {"name": {"type": "string"}, "children": children}}
    for good in ([], [{"name": "a"}], [{"children": [{"name": "a"}]}]):
        assert fits(children, good, tree)
        assert first_problem(children, good, tree) is None
    assert not fits(children, [{"name": 1}], tree)
    assert (
        first_problem(children, [{"children": [{"name": 1}]}], tree)
        == "at 0/children/0/name: 1 is not of type 'string'"
    )
    assert not fits({"$ref": "#"}, [], tree)
    assert fits(True, [], tree)
    assert not fits(False, [], tree)
