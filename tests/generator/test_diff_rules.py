"""Each rule of `diff`, by an example; and no rule without one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.dialect import NormalModel
from generator.diff.models import compare_models
from generator.diff.rules import RULES
from generator.spec import Price
from tests.generator.kit import normal

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}


def _model(input_schema: Any, output_schema: Any = None, **facts: Any) -> NormalModel:
    return normal(input_schema, output_schema, **facts)[0]


def _object(properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), **more}


def _found(old: NormalModel, new: NormalModel) -> list[tuple[str, str]]:
    changes = compare_models({old.spec.model_id: old}, {new.spec.model_id: new})
    return [(change.rule, change.path) for change in changes]


def _inputs(old: Any, new: Any) -> list[tuple[str, str]]:
    """Compare two schemas of one input, `a`."""
    return _found(_model(_object({"a": old})), _model(_object({"a": new})))


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
    (_object({"x": TEXT}), _object({"x": TEXT, "y": TEXT}), [("new-optional-input", "a.y")]),
    (_object({"x": TEXT, "y": TEXT}), _object({"x": TEXT}), [("removed-input", "a.y")]),
    (_object({"x": TEXT}), _object({"x": TEXT}, "x"), [("now-required-input", "a.x")]),
    (_object({"x": TEXT}, "x"), _object({"x": TEXT}), [("no-longer-required", "a.x")]),
    (_object({"x": TEXT}), _object({"x": TEXT, "y": TEXT}, "y"), [("new-required-input", "a.y")]),
    (
        _object({"x": TEXT}, additionalProperties=True),
        _object({"x": TEXT}),
        [("no-other-inputs", "a{}")],
    ),
    (
        _object({"x": TEXT, "y": TEXT}),
        _object({"x": TEXT}, additionalProperties=TEXT),
        [("unlisted-input", "a.y"), ("wider-limits", "a{}")],
    ),
    (
        _object({"x y": TEXT}),
        _object({"x y": TEXT, "x_y": TEXT}),
        [("renamed-argument", 'a."x y"'), ("new-optional-input", "a.x_y")],
    ),
    (
        _object({"x": TEXT, "y": TEXT}),
        _object({"x": TEXT, "y": TEXT}, dependentRequired={"x": ["y"]}),
        [("changed-condition", "a")],
    ),
    (
        _object({"x": TEXT, "y": TEXT}, "y"),
        _object({"x": TEXT, "y": TEXT}, "y", dependentRequired={"x": ["y"]}),
        [],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), INPUTS)
def test_inputs(old: Any, new: Any, expected: list[tuple[str, str]]) -> None:
    assert _inputs(old, new) == expected


def _file(limit: float) -> Any:
    rule = {"validation_rule": "file_size_mb<", "validation_value": limit, "validation_error": "too large"}
    return {"type": "string", "format": "image_uri", "validations": [rule]}


def test_file_rules() -> None:
    assert _inputs(_file(50), _file(20)) == [("narrower-file", "a")]
    assert _inputs(_file(20), _file(50)) == [("wider-limits", "a")]


def test_a_required_inputs_default_is_only_a_suggestion() -> None:
    def model(default: str) -> NormalModel:
        return _model(_object({"a": {"type": "string", "default": default}}, "a"))

    assert _found(model("x"), model("y")) == [("changed-suggestion", "a")]
    # What every call had to give has never been left out, so that nobody gets another default.
    optional = _model(_object({"a": {"type": "string", "default": "y"}}))
    assert _found(model("x"), optional) == [("new-default", "a"), ("no-longer-required", "a")]
    assert _found(model("y"), optional) == [("no-longer-required", "a")]


OUTPUTS: list[tuple[Any, Any, list[tuple[str, str]]]] = [
    (_object({"x": TEXT, "y": TEXT}), _object({"x": TEXT}), [("removed-field", "y")]),
    (_object({"x": TEXT}), _object({"x": TEXT, "y": TEXT}), [("new-field", "y")]),
    (_object({"x": TEXT}), _object({"x": WHOLE}), [("changed-output-type", "x")]),
    (_object({"x": {"type": "number"}}), _object({"x": WHOLE}), [("narrower-output", "x")]),
    (_object({"x": WHOLE}), _object({"x": {"type": "number"}}), [("changed-output-type", "x")]),
    (_object({"x": TEXT}), _object({"x": {"type": ["string", "null"]}}), [("newly-nullable", "x")]),
    (_object({"x": TEXT}, "x"), _object({"x": TEXT}), [("newly-nullable", "x")]),
    (_object({"x": TEXT}), _object({"x": TEXT}, "x"), []),
    (_object({"x": {"enum": ["a"]}}), _object({"x": {"enum": ["a", "b"]}}), [("new-output-value", "x")]),
    (_object({"x": TEXT}), _object({"x": {"type": "string", "maxLength": 3}}), []),
    (_object({"x": {"enum": ["a", "b"]}}), _object({"x": {"enum": ["b", "a"]}}), []),
    (_object({"x": {"enum": ["a", "b"]}}), _object({"x": {"enum": ["a"]}}), [("narrower-output", "x")]),
    (_object({"x": {"enum": ["a"]}}), _object({"x": TEXT}), [("new-output-value", "x")]),
    (_object({"x": TEXT}), _object({"x": {"enum": ["a"]}}), [("narrower-output", "x")]),
    (_object({"x": {"enum": ["a"]}}), _object({"x": {"enum": ["a", 1]}}), [("changed-output-type", "x")]),
    (
        _object({"x": {"type": "string", "format": "image_uri"}}),
        _object({"x": {"type": "string", "format": "video_uri"}}),
        [("changed-output-format", "x")],
    ),
    (
        _object({"x": {"type": "array"}}),
        _object({"x": {"type": "array", "items": TEXT}}),
        [("narrower-output", "x[]")],
    ),
    (
        _object({"x": {"type": "array", "prefixItems": [TEXT, WHOLE]}}),
        _object({"x": {"type": "array", "prefixItems": [TEXT, TEXT]}}),
        [("changed-output-type", "x[1]")],
    ),
    (
        _object({"x": _object({}, additionalProperties=TEXT)}),
        _object({"x": _object({})}),
        [("changed-output-type", "x{}")],
    ),
    (
        _object({"x": {"type": "array", "items": _object({"u": TEXT})}}),
        _object({"x": {"type": "array", "items": _object({})}}),
        [("removed-field", "x[].u")],
    ),
    (_object({"x": TEXT}), _object({"x": {**TEXT, "description": "new"}}), [("changed-text", "x")]),
    (_object({"x": {}}), _object({"x": TEXT}), [("narrower-output", "x")]),
    (_object({"x": TEXT}), _object({"x": {}}), [("changed-output-type", "x")]),
    (
        _object({"x": {"type": "object", "additionalProperties": TEXT}}),
        _object({"x": {"type": "object", "additionalProperties": WHOLE}}),
        [("changed-output-type", "x{}")],
    ),
    (
        _object({"x": {"anyOf": [_object({"u": TEXT}), TEXT]}}),
        _object({"x": TEXT}),
        [("narrower-output", "x")],
    ),
    (
        _object({"x": {"anyOf": [_object({"u": TEXT}), {"type": "null"}]}}),
        _object({"x": _object({"u": TEXT})}),
        [("narrower-output", "x")],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), OUTPUTS)
def test_outputs(old: Any, new: Any, expected: list[tuple[str, str]]) -> None:
    plain = _object({"a": TEXT})
    assert _found(_model(plain, old), _model(plain, new)) == expected


def test_facts() -> None:
    plain = _object({"a": TEXT})
    old = _model(plain, title="A", price=Price(0.04, "output"), categories=("b", "a"), output_kind="image")
    assert (
        _found(
            old,
            _model(plain, title="A", price=Price(0.04, "output"), categories=("a", "b"), output_kind="image"),
        )
        == []
    )
    new = _model(
        plain,
        title="B",
        price=Price(0.05, "output"),
        categories=("a",),
        output_kind="video",
        example={"a": "x"},
    )
    assert _found(old, new) == [
        ("changed-kind", ""),
        ("changed-price", ""),
        ("changed-categories", ""),
        ("changed-example", ""),
        ("changed-text", ""),
    ]
    gone = _model(plain, gone_since="2026-01-31")
    assert _found(_model(plain), gone) == [("gone-model", "")]
    assert _found(gone, _model(plain)) == [("returned-model", "")]


def _named(model: NormalModel, model_id: str) -> tuple[str, NormalModel]:
    return model_id, replace(model, spec=replace(model.spec, model_id=model_id))


def _changes(old: list[tuple[str, NormalModel]], new: list[tuple[str, NormalModel]]) -> list[tuple[str, str]]:
    return [(change.rule, change.model_id) for change in compare_models(dict(old), dict(new))]


def test_models_that_go_and_come() -> None:
    one, other = _model(_object({"a": TEXT})), _model(_object({"b": TEXT}))
    assert _changes([_named(one, "v/x")], []) == [("removed-model", "v/x")]
    assert _changes([], [_named(one, "v/x")]) == [("new-model", "v/x")]
    assert _changes([_named(one, "v/model-1")], [_named(one, "v/model-1.1")]) == [
        ("renamed-model", "v/model-1")
    ]
    assert _changes([_named(one, "v/model-1")], [_named(other, "v/model-2")]) == [
        ("removed-model", "v/model-1"),
        ("new-model", "v/model-2"),
    ]
    # Two of the same shape: each goes with the nearest name.
    assert [
        (change.model_id, change.after)
        for change in compare_models(
            dict([_named(one, "v/m/720p"), _named(one, "v/m/1080p")]),
            dict([_named(one, "v/n/1080p"), _named(one, "v/n/720p")]),
        )
    ] == [("v/m/1080p", "v/n/1080p"), ("v/m/720p", "v/n/720p")]
    assert ("renamed-endpoint", "v/A") in _changes(
        [_named(one, "v/A")], [_named(one, "v/A"), _named(one, "v/a")]
    )


def test_every_rule_is_shown_and_every_change_has_one() -> None:
    shown = {rule for _, _, rules in [*INPUTS, *OUTPUTS] for rule, _ in rules}
    elsewhere = {
        "changed-categories", "changed-example", "changed-kind", "changed-price", "changed-suggestion", "gone-model",
        "narrower-file", "new-model", "removed-model", "renamed-endpoint", "renamed-model", "returned-model",
    }  # fmt: skip
    assert shown | elsewhere == RULES.keys()


def test_references_and_recursion() -> None:
    def tree(leaf: Any, **more: Any) -> NormalModel:
        node = _object(
            {"value": leaf, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}, **more
        )
        return _model({**_object({"root": {"$ref": "#/$defs/node"}}), "$defs": {"node": node}})

    assert _found(tree(WHOLE), tree(WHOLE)) == []
    assert _found(tree(WHOLE), tree({"type": "number"})) == [("wider-type", "root.value")]
    assert _found(tree({"type": "number"}), tree(WHOLE)) == [("changed-type", "root.value")]
    whole = _object({"a": TEXT, "again": {"anyOf": [{"$ref": "#"}, WHOLE]}}, "a")
    longer = _object(
        {"a": {"type": "string", "maxLength": 3}, "again": {"anyOf": [{"$ref": "#"}, WHOLE]}}, "a"
    )
    assert _found(_model(whole), _model(longer)) == [("narrower-length", "a"), ("narrower-length", "again.a")]


def test_what_is_too_involved_is_breaking_unless_it_is_the_same() -> None:
    def nested(limit: int, depth: int = 5) -> NormalModel:
        definitions: dict[str, Any] = {"0": {"type": "string", "maxLength": limit}}
        for index in range(depth):
            inner = {"$ref": f"#/$defs/{index}"}
            forms = [_object({"a": inner, "b": inner}), _object({"b": inner, "c": inner})]
            definitions[str(index + 1)] = {"anyOf": [*forms, {"type": "array", "items": inner}]}
        return _model({**_object({"x": {"$ref": f"#/$defs/{depth}"}}), "$defs": definitions})

    assert _found(nested(5), nested(5)) == []
    assert _found(nested(5, 2), nested(6, 2))[0][0] == "wider-limits"
    assert _found(nested(5), nested(6)) == [("changed-condition", "")]


def test_outputs_that_contain_themselves_or_have_no_end() -> None:
    def tree(leaf: Any) -> Any:
        node = _object({"value": leaf, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}})
        return {**_object({"root": {"$ref": "#/$defs/node"}}), "$defs": {"node": node}}

    def lists(leaf: Any) -> Any:
        for _ in range(70):
            leaf = {"type": "array", "items": leaf}
        return _object({"x": leaf})

    def changes(old: Any, new: Any) -> list[tuple[str, str]]:
        plain = _object({"a": TEXT})
        return _found(_model(plain, old), _model(plain, new))

    assert changes(tree(WHOLE), tree(WHOLE)) == []
    assert changes(tree(WHOLE), tree(TEXT)) == [
        ("changed-output-type", "root.children[].value"),
        ("changed-output-type", "root.value"),
    ]
    assert changes(lists(WHOLE), lists(TEXT)) == [("changed-output-type", "x" + "[]" * 60)]
