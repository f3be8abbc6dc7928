"""Each rule of `diff`, by an example; and no rule without one."""

from __future__ import annotations

from typing import Any

import pytest

from generator.dialect import NormalModel
from generator.diff.rules import RULES
from generator.names.identifiers import PYTHON_NAME, suffix
from tests.generator.diff_kit import TEXT, WHOLE, found, inputs, model, obj

INPUTS: list[tuple[Any, Any, list[tuple[str, str]]]] = [
    ({"enum": ["1", "2"]}, {"enum": ["2", "3"]}, [("removed-enum-value", "a"), ("new-enum-value", "a")]),
    ({"enum": ["1", "2"]}, TEXT, [("wider-limits", "a")]),
    ({"enum": ["1", "2"]}, WHOLE, [("changed-type", "a")]),
    ({"enum": [1, 2]}, {"type": "integer", "maximum": 1}, [("removed-enum-value", "a")]),
    ({"enum": [1, 2]}, {"enum": [2, 1]}, []),
    ({"const": 1}, {"enum": [1, 2]}, [("new-enum-value", "a")]),
    (TEXT, {"enum": ["1"]}, [("new-enum", "a")]),
    ({"type": "boolean"}, {"enum": [True, False]}, []),
    ({"type": "boolean"}, {"enum": [True]}, [("removed-enum-value", "a")]),
    (WHOLE, {"type": "integer", "minimum": 0}, [("narrower-bound", "a")]),
    ({"type": "integer", "minimum": 0}, WHOLE, [("wider-limits", "a")]),
    ({"type": "integer", "minimum": 1}, {"type": "integer", "exclusiveMinimum": 0}, []),
    (
        {"type": "number", "minimum": 1},
        {"type": "number", "minimum": 1, "exclusiveMinimum": 1},
        [("narrower-bound", "a")],
    ),
    ({"type": "number", "maximum": 5}, {"type": "number", "maximum": 5.5}, [("wider-limits", "a")]),
    ({"type": "number", "maximum": 5}, {"type": "number", "maximum": 4.5}, [("narrower-bound", "a")]),
    ({"type": "integer", "multipleOf": 4}, {"type": "integer", "multipleOf": 2}, [("wider-limits", "a")]),
    ({"type": "integer", "multipleOf": 2}, {"type": "integer", "multipleOf": 4}, [("narrower-bound", "a")]),
    (WHOLE, {"type": "integer", "multipleOf": 1}, [("wider-limits", "a")]),
    (TEXT, {"type": "string", "maxLength": 9}, [("narrower-length", "a")]),
    ({"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 10}, [("wider-limits", "a")]),
    (
        {"type": "array", "items": TEXT},
        {"type": "array", "items": TEXT, "uniqueItems": True},
        [("narrower-length", "a")],
    ),
    (TEXT, {"type": "string", "pattern": "^a"}, [("narrower-pattern", "a")]),
    ({"type": "string", "pattern": "^a"}, TEXT, [("wider-limits", "a")]),
    (TEXT, {"type": "string", "format": "image_uri"}, [("changed-media", "a")]),
    (
        {"type": "string", "format": "image_uri"},
        {"type": "string", "format": "video_uri"},
        [("changed-media", "a")],
    ),
    (TEXT, {"type": "string", "format": "uri"}, [("changed-format", "a")]),
    (TEXT, WHOLE, [("changed-type", "a")]),
    (WHOLE, {"type": "number"}, [("wider-type", "a")]),
    ({"type": "number"}, WHOLE, [("changed-type", "a")]),
    (TEXT, {"type": ["string", "null"]}, [("wider-type", "a")]),
    ({"type": ["string", "null"]}, TEXT, [("refused-null", "a")]),
    ({"type": ["string", "null"]}, {"anyOf": [{"type": "null"}, TEXT]}, []),
    (TEXT, {"type": "array", "items": TEXT}, [("changed-type", "a")]),
    ({"type": "array", "items": TEXT}, {"type": "array", "items": WHOLE}, [("changed-type", "a[]")]),
    (TEXT, {"anyOf": [TEXT, WHOLE]}, [("wider-type", "a")]),
    ({"anyOf": [TEXT, WHOLE]}, TEXT, [("changed-type", "a")]),
    ({"oneOf": [TEXT, WHOLE]}, {"oneOf": [TEXT, WHOLE, {"type": "null"}]}, [("wider-type", "a")]),
    (
        {"oneOf": [{"type": "integer", "minimum": 5}, {"type": "integer", "maximum": 2}]},
        {"oneOf": [{"type": "integer", "minimum": 1}, {"type": "integer", "maximum": 2}]},
        [("changed-condition", "a")],
    ),
    (TEXT, {"type": "string", "not": {"const": "x"}}, [("changed-condition", "a")]),
    ({"type": "string", "not": {"const": "x"}}, TEXT, [("wider-limits", "a")]),
    (
        {"type": "string", "default": "x"},
        {"type": "string", "default": "y"},
        [("changed-default", "a")],
    ),
    (TEXT, {"type": "string", "default": "y"}, [("new-default", "a")]),
    ({"type": "string", "default": "y"}, TEXT, [("removed-default", "a")]),
    ({"type": "number", "default": 1}, {"type": "number", "default": 1.0}, []),
    (TEXT, {"type": "string", "description": "new"}, [("changed-text", "a")]),
    (TEXT, {"type": "string", "deprecated": True}, [("input-deprecated", "a")]),
    (TEXT, {"type": "string", "deprecated": False}, []),
    ({"type": "string", "deprecated": True}, TEXT, [("input-no-longer-deprecated", "a")]),
    (
        {"type": "string", "deprecated": True},
        {"type": "integer", "deprecated": True},
        [("changed-type", "a")],
    ),
    (
        {"type": "array", "items": obj({"x": TEXT})},
        {"type": "array", "items": obj({"x": {"type": "string", "maxLength": 3, "deprecated": True}})},
        [("narrower-length", "a[].x"), ("input-deprecated", "a[].x")],
    ),
    # Integers between bounds, and the same numbers as choices.
    ({"type": "integer", "minimum": 1, "maximum": 3}, {"enum": [1, 2, 3]}, []),
    ({"enum": [3, 1, 2]}, {"type": "integer", "minimum": 1, "maximum": 3}, []),
    (
        {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 4},
        {"type": "integer", "enum": [1, 2, 3]},
        [],
    ),
    ({"type": "integer", "minimum": 4, "maximum": 12, "multipleOf": 4}, {"enum": [4, 8, 12]}, []),
    ({"enum": [4, 8, 12]}, {"type": "integer", "minimum": 4, "maximum": 12, "multipleOf": 4}, []),
    ({"type": "number", "minimum": 5, "maximum": 5}, {"const": 5}, []),
    ({"type": "integer", "minimum": 1, "maximum": 2}, {"enum": [1, 2, 3]}, [("new-enum-value", "a")]),
    ({"type": "integer", "minimum": 1, "maximum": 3}, {"enum": [1, 2]}, [("new-enum", "a")]),
    ({"type": "integer", "minimum": 1, "maximum": 2}, {"enum": [1, 2, "auto"]}, [("new-enum-value", "a")]),
    ({"enum": [1, 2]}, {"type": "integer", "minimum": 1, "maximum": 3}, [("wider-limits", "a")]),
    ({"type": "number", "minimum": 1, "maximum": 3}, {"enum": [1, 2, 3]}, [("new-enum", "a")]),
    ({"type": "integer", "minimum": 0, "maximum": 2**40}, {"enum": [1, 2, 3]}, [("new-enum", "a")]),
    (obj({"x": TEXT}), obj({"x": TEXT, "y": TEXT}), [("new-optional-input", "a.y")]),
    (obj({"x": TEXT, "y": TEXT}), obj({"x": TEXT}), [("removed-input", "a.y")]),
    (obj({"x": TEXT}), obj({"x": TEXT}, "x"), [("now-required-input", "a.x")]),
    (obj({"x": TEXT}, "x"), obj({"x": TEXT}), [("no-longer-required", "a.x")]),
    (obj({"x": TEXT}), obj({"x": TEXT, "y": TEXT}, "y"), [("new-required-input", "a.y")]),
    (
        obj({"x": TEXT}, additionalProperties=True),
        obj({"x": TEXT}),
        [("no-other-inputs", "a{}")],
    ),
    (
        obj({"x": TEXT, "y": TEXT}),
        obj({"x": TEXT}, additionalProperties=TEXT),
        [("unlisted-input", "a.y"), ("wider-limits", "a{}")],
    ),
    (
        obj({"x y": TEXT}),
        obj({"x y": TEXT, "x_y": TEXT}),
        [("new-optional-input", "a.x_y")],  # who had the name first keeps it
    ),
    (
        obj({"x": TEXT, "y": TEXT}),
        obj({"x": TEXT, "y": TEXT}, dependentRequired={"x": ["y"]}),
        [("changed-condition", "a")],
    ),
    (
        obj({"x": TEXT, "y": TEXT}, "y"),
        obj({"x": TEXT, "y": TEXT}, "y", dependentRequired={"x": ["y"]}),
        [],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), INPUTS)
def test_inputs(old: Any, new: Any, expected: list[tuple[str, str]]) -> None:
    assert inputs(old, new) == expected


def _file(limit: float) -> Any:
    rule = {"validation_rule": "file_size_mb<", "validation_value": limit, "validation_error": "too large"}
    return {"type": "string", "format": "image_uri", "validations": [rule]}


def test_a_name_that_the_tree_gave_anew_is_another_one() -> None:
    old, new = model(obj({"x y": TEXT})), model(obj({"x y": TEXT, "z": TEXT}))
    assert isinstance(new.input_schema, dict)
    new.input_schema["properties"]["x y"][PYTHON_NAME] = f"x_y_{suffix('x y')}"
    assert found(old, new) == [("renamed-argument", '"x y"'), ("new-optional-input", "z")]


def test_file_rules() -> None:
    assert inputs(_file(50), _file(20)) == [("narrower-file", "a")]
    assert inputs(_file(20), _file(50)) == [("wider-limits", "a")]


def test_a_required_inputs_default_is_only_a_suggestion() -> None:
    def suggesting(default: str) -> NormalModel:
        return model(obj({"a": {"type": "string", "default": default}}, "a"))

    assert found(suggesting("x"), suggesting("y")) == [("changed-suggestion", "a")]
    # What every call had to give has never been left out, so that nobody gets another default.
    optional = model(obj({"a": {"type": "string", "default": "y"}}))
    assert found(suggesting("x"), optional) == [("new-default", "a"), ("no-longer-required", "a")]
    assert found(suggesting("y"), optional) == [("no-longer-required", "a")]


OUTPUTS: list[tuple[Any, Any, list[tuple[str, str]]]] = [
    (obj({"x": TEXT, "y": TEXT}), obj({"x": TEXT}), [("removed-field", "y")]),
    (obj({"x": TEXT}), obj({"x": TEXT, "y": TEXT}), [("new-field", "y")]),
    (obj({"x": TEXT}), obj({"x": WHOLE}), [("changed-output-type", "x")]),
    (obj({"x": {"type": "number"}}), obj({"x": WHOLE}), [("narrower-output", "x")]),
    (obj({"x": WHOLE}), obj({"x": {"type": "number"}}), [("changed-output-type", "x")]),
    (obj({"x": TEXT}), obj({"x": {"type": ["string", "null"]}}), [("newly-nullable", "x")]),
    (obj({"x": TEXT}, "x"), obj({"x": TEXT}), [("newly-nullable", "x")]),
    (obj({"x": TEXT}), obj({"x": TEXT}, "x"), [("now-required-field", "x")]),
    (obj({"x": TEXT}), obj({"x": {**TEXT, "deprecated": True}}), [("field-deprecated", "x")]),
    (obj({"x": {**TEXT, "deprecated": True}}), obj({"x": TEXT}), [("field-no-longer-deprecated", "x")]),
    (
        obj({"x": {"type": "array", "items": obj({"u": TEXT})}}),
        obj({"x": {"type": "array", "items": obj({"u": {**TEXT, "deprecated": True}}, "u")}}),
        [("field-deprecated", "x[].u"), ("now-required-field", "x[].u")],
    ),
    (obj({"x": {"enum": ["a"]}}), obj({"x": {"enum": ["a", "b"]}}), [("new-output-value", "x")]),
    (obj({"x": TEXT}), obj({"x": {"type": "string", "maxLength": 3}}), []),
    (obj({"x": {"enum": ["a", "b"]}}), obj({"x": {"enum": ["b", "a"]}}), []),
    (obj({"x": {"enum": ["a", "b"]}}), obj({"x": {"enum": ["a"]}}), [("narrower-output", "x")]),
    (obj({"x": {"enum": ["a"]}}), obj({"x": TEXT}), [("new-output-value", "x")]),
    (obj({"x": TEXT}), obj({"x": {"enum": ["a"]}}), [("narrower-output", "x")]),
    (obj({"x": {"enum": ["a"]}}), obj({"x": {"enum": ["a", 1]}}), [("changed-output-type", "x")]),
    (
        obj({"x": {"type": "string", "format": "image_uri"}}),
        obj({"x": {"type": "string", "format": "video_uri"}}),
        [("changed-output-format", "x")],
    ),
    (
        obj({"x": {"type": "array"}}),
        obj({"x": {"type": "array", "items": TEXT}}),
        [("narrower-output", "x[]")],
    ),
    (
        obj({"x": {"type": "array", "prefixItems": [TEXT, WHOLE]}}),
        obj({"x": {"type": "array", "prefixItems": [TEXT, TEXT]}}),
        [("changed-output-type", "x[1]")],
    ),
    (
        obj({"x": obj({}, additionalProperties=TEXT)}),
        obj({"x": obj({})}),
        [("changed-output-type", "x{}")],
    ),
    (
        obj({"x": {"type": "array", "items": obj({"u": TEXT})}}),
        obj({"x": {"type": "array", "items": obj({})}}),
        [("removed-field", "x[].u")],
    ),
    (obj({"x": TEXT}), obj({"x": {**TEXT, "description": "new"}}), [("changed-text", "x")]),
    (obj({"x": {}}), obj({"x": TEXT}), [("narrower-output", "x")]),
    (obj({"x": TEXT}), obj({"x": {}}), [("changed-output-type", "x")]),
    (
        obj({"x": {"type": "object", "additionalProperties": TEXT}}),
        obj({"x": {"type": "object", "additionalProperties": WHOLE}}),
        [("changed-output-type", "x{}")],
    ),
    (
        obj({"x": {"anyOf": [obj({"u": TEXT}), TEXT]}}),
        obj({"x": TEXT}),
        [("narrower-output", "x")],
    ),
    (
        obj({"x": {"anyOf": [obj({"u": TEXT}), {"type": "null"}]}}),
        obj({"x": obj({"u": TEXT})}),
        [("narrower-output", "x")],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), OUTPUTS)
def test_outputs(old: Any, new: Any, expected: list[tuple[str, str]]) -> None:
    plain = obj({"a": TEXT})
    assert found(model(plain, old), model(plain, new)) == expected


def test_every_rule_is_shown_and_every_change_has_one() -> None:
    shown = {rule for _, _, rules in [*INPUTS, *OUTPUTS] for rule, _ in rules}
    elsewhere = {
        "changed-categories", "changed-example", "changed-kind", "changed-price", "changed-suggestion", "gone-model",
        "model-deprecated", "model-no-longer-deprecated", "narrower-file", "new-model", "removed-model", "renamed-argument", "renamed-endpoint", "renamed-model", "returned-model",
    }  # fmt: skip
    assert shown | elsewhere == RULES.keys()


def test_references_and_recursion() -> None:
    def tree(leaf: Any, **more: Any) -> NormalModel:
        node = obj({"value": leaf, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}, **more)
        return model({**obj({"root": {"$ref": "#/$defs/node"}}), "$defs": {"node": node}})

    assert found(tree(WHOLE), tree(WHOLE)) == []
    assert found(tree(WHOLE), tree({"type": "number"})) == [("wider-type", "root.value")]
    assert found(tree({"type": "number"}), tree(WHOLE)) == [("changed-type", "root.value")]
    whole = obj({"a": TEXT, "again": {"anyOf": [{"$ref": "#"}, WHOLE]}}, "a")
    longer = obj({"a": {"type": "string", "maxLength": 3}, "again": {"anyOf": [{"$ref": "#"}, WHOLE]}}, "a")
    assert found(model(whole), model(longer)) == [("narrower-length", "a"), ("narrower-length", "again.a")]


@pytest.mark.ci
def test_what_is_too_involved_is_breaking_unless_it_is_the_same() -> None:
    def nested(limit: int, depth: int = 5) -> NormalModel:
        definitions: dict[str, Any] = {"0": {"type": "string", "maxLength": limit}}
        for index in range(depth):
            inner = {"$ref": f"#/$defs/{index}"}
            forms = [obj({"a": inner, "b": inner}), obj({"b": inner, "c": inner})]
            definitions[str(index + 1)] = {"anyOf": [*forms, {"type": "array", "items": inner}]}
        return model({**obj({"x": {"$ref": f"#/$defs/{depth}"}}), "$defs": definitions})

    assert found(nested(5), nested(5)) == []
    assert found(nested(5, 2), nested(6, 2))[0][0] == "wider-limits"
    assert found(nested(5), nested(6)) == [("changed-condition", "")]


def test_outputs_that_contain_themselves_or_have_no_end() -> None:
    def tree(leaf: Any) -> Any:
        node = obj({"value": leaf, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}})
        return {**obj({"root": {"$ref": "#/$defs/node"}}), "$defs": {"node": node}}

    def lists(leaf: Any) -> Any:
        for _ in range(70):
            leaf = {"type": "array", "items": leaf}
        return obj({"x": leaf})

    def changes(old: Any, new: Any) -> list[tuple[str, str]]:
        plain = obj({"a": TEXT})
        return found(model(plain, old), model(plain, new))

    assert changes(tree(WHOLE), tree(WHOLE)) == []
    assert changes(tree(WHOLE), tree(TEXT)) == [
        ("changed-output-type", "root.children[].value"),
        ("changed-output-type", "root.value"),
    ]
    assert changes(lists(WHOLE), lists(TEXT)) == [("changed-output-type", "x" + "[]" * 60)]
