"""`diff` on conditions, references and patterns of names; and on outputs that are lists, maps and deep chains."""

from __future__ import annotations

from typing import Any

import pytest

from tests.generator.diff_kit import TEXT, WHOLE, Found, found, inputs, model, outputs

ANY_LIST = {"type": "array", "items": True}
BOTH = {"type": "object", "properties": {"x": TEXT, "y": TEXT}}
X, Y = {"required": ["x"]}, {"required": ["y"]}


def _if(then: Any = True, otherwise: Any = True, condition: str = "x") -> dict[str, Any]:
    return {**TEXT, "if": {"const": condition}, "then": then, "else": otherwise}


def _contains(node: Any, **more: Any) -> dict[str, Any]:
    return {**ANY_LIST, "contains": node, **more}


def _names(node: Any) -> dict[str, Any]:
    return {"type": "object", "propertyNames": node}


def _patterns(patterns: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "patternProperties": patterns, **more}


CHANGED: Found = [("changed-condition", "a")]
WIDER: Found = [("wider-limits", "a")]

CONDITIONS: list[tuple[Any, Any, Found]] = [
    ({**TEXT, "not": {"const": "x"}}, {**TEXT, "not": {"const": "y"}}, CHANGED),
    ({**TEXT, "not": {"const": "x"}}, {**TEXT, "not": {"const": "x", "title": "t"}}, []),
    (_if({"maxLength": 3}), _if({"maxLength": 4}), WIDER),
    (_if({"maxLength": 4}), _if({"maxLength": 3}), CHANGED),
    (_if(True, {"maxLength": 4}), _if(True, {"maxLength": 3}), CHANGED),
    (_if({"maxLength": 4}), _if({"maxLength": 4}, condition="y"), CHANGED),
    (TEXT, _if({"maxLength": 4}), CHANGED),
    (ANY_LIST, _contains(TEXT), CHANGED),
    (_contains(TEXT), ANY_LIST, WIDER),
    (_contains(TEXT), _contains(WHOLE), CHANGED),
    (_contains(TEXT, minContains=2), _contains(TEXT), WIDER),
    (_contains(TEXT), _contains(TEXT, minContains=2), CHANGED),
    (_contains(TEXT, maxContains=2), _contains(TEXT, maxContains=3), WIDER),
    (_contains(TEXT), _contains(TEXT, maxContains=3), CHANGED),
    ({"type": "object"}, _names({"maxLength": 3}), CHANGED),
    (_names({"maxLength": 3}), _names({"maxLength": 4}), WIDER),
    (_names({"maxLength": 4}), _names({"maxLength": 3}), CHANGED),
    ({**BOTH, "anyOf": [X]}, {**BOTH, "anyOf": [X, Y]}, WIDER),
    ({**BOTH, "anyOf": [X, Y]}, {**BOTH, "anyOf": [X]}, CHANGED),
    (BOTH, {**BOTH, "anyOf": [X, True]}, []),
    ({**BOTH, "oneOf": [X, Y]}, {**BOTH, "anyOf": [X, Y]}, WIDER),
    ({**BOTH, "anyOf": [X, Y]}, {**BOTH, "oneOf": [X, Y]}, [*CHANGED, *WIDER]),
    ({**BOTH, "dependentRequired": {"x": ["y"]}}, BOTH, WIDER),
    # One branch may fit as well as another, so that values which fitted now fit two.
    (
        {**TEXT, "maxLength": 1},
        {**TEXT, "oneOf": [{"const": 1}, {"minimum": 1}, {"$ref": "#/$defs/any"}]},
        CHANGED,
    ),
    (TEXT, True, [("wider-type", "a")]),
    (True, TEXT, [("changed-type", "a")]),
    (TEXT, False, [("removed-input", "a")]),
    ({"type": "array", "items": TEXT}, {"type": "array", "items": False}, [("changed-type", "a[]")]),
    ({"type": "number"}, {"type": "number", "multipleOf": 2}, [("narrower-bound", "a")]),
    ({"type": "number", "multipleOf": 2}, {"type": "number"}, WIDER),
    ({**ANY_LIST, "uniqueItems": True}, ANY_LIST, WIDER),
    # The second place can never be filled.
    (
        {**ANY_LIST, "prefixItems": [TEXT, WHOLE], "maxItems": 1},
        {**ANY_LIST, "prefixItems": [TEXT, TEXT], "maxItems": 1},
        [],
    ),
    (_patterns({"^a": TEXT}), _patterns({"^a": WHOLE}), [("changed-type", "a{}")]),
    (_patterns({"^a": TEXT}), _patterns({"^a": TEXT, "^b": True}), []),
    (_patterns({"^a": TEXT}), _patterns({"^a": TEXT, "^b": TEXT}), [("changed-condition", "a{}")]),
    (
        {"type": "object", "additionalProperties": TEXT},
        _patterns({"^a": TEXT}, additionalProperties=TEXT),
        [],
    ),
    (
        {"type": "object", "additionalProperties": TEXT},
        _patterns({"^a": WHOLE}, additionalProperties=TEXT),
        [("changed-type", "a{}")],
    ),
    ({"$ref": "#/$defs/any"}, {"$ref": "#/$defs/any", "title": "t"}, [("changed-text", "a")]),
    ({"$ref": "#", "maxProperties": 1}, {"$ref": "#"}, WIDER),
]


@pytest.mark.parametrize(("old", "new", "expected"), CONDITIONS)
def test_inputs(old: Any, new: Any, expected: Found) -> None:
    definitions = {"any": {"if": {"type": ["string", "null"]}, "else": {"const": 1}}}
    assert inputs(old, new, **{"$defs": definitions}) == expected


def test_file_rules_that_stay_are_not_told() -> None:
    def picture(width: int) -> Any:
        rules = [("file_size_mb<", 5), ("width_pixels>", width)]
        told = [{"validation_rule": name, "validation_value": value} for name, value in rules]
        return {"type": "string", "format": "image_uri", "validations": told}

    assert inputs(picture(10), picture(20)) == [("narrower-file", "a")]
    assert inputs(picture(20), picture(10)) == WIDER


def _map(node: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": node}


OUTPUTS: list[tuple[Any, Any, Found]] = [
    (_map(TEXT), _map(WHOLE), [("changed-output-type", "a{}")]),
    (_map(TEXT), _map(True), [("changed-output-type", "a{}")]),
    (_map(TEXT), _map(False), [("removed-field", "a{}")]),
    (_map(TEXT), {**BOTH}, [("changed-output-type", "a{}"), ("new-field", "a.x"), ("new-field", "a.y")]),
    (_map(True), _map(TEXT), []),
    ({"anyOf": [BOTH, TEXT]}, TEXT, [("narrower-output", "a")]),
    (True, TEXT, [("narrower-output", "a")]),
    (TEXT, True, [("changed-output-type", "a")]),
    (ANY_LIST, {"type": "array", "items": TEXT}, [("narrower-output", "a[]")]),
    (
        {**ANY_LIST, "prefixItems": [TEXT, WHOLE]},
        {**ANY_LIST, "prefixItems": [TEXT, TEXT]},
        [("changed-output-type", "a[1]")],
    ),
    ({"type": "array", "items": TEXT}, {**ANY_LIST, "prefixItems": [TEXT], "items": False}, []),
    (TEXT, {**TEXT, "description": "d"}, [("changed-text", "a")]),
]


@pytest.mark.parametrize(("old", "new", "expected"), OUTPUTS)
def test_outputs(old: Any, new: Any, expected: Found) -> None:
    assert outputs(old, new) == expected


def test_outputs_that_contain_themselves() -> None:
    again = {"type": "array", "items": {"$ref": "#"}}
    whole, text = ({"type": "object", "properties": {"v": leaf, "n": again}} for leaf in (WHOLE, TEXT))
    assert outputs({"$ref": "#"}, {"$ref": "#"}, title="t") == []
    plain = {"type": "object", "properties": {"prompt": TEXT}}
    assert ("changed-output-type", "v") in found(model(plain, text), model(plain, whole))


def _chain(leaf: Any, length: int) -> dict[str, Any]:
    definitions: dict[str, Any] = {f"d{length}": leaf}
    for index in range(length):
        below = {"$ref": f"#/$defs/d{index + 1}"}
        definitions[f"d{index}"] = {"type": "object", "properties": {"x": below}}
    return {"type": "object", "properties": {"a": {"$ref": "#/$defs/d0"}}, "$defs": definitions}


def test_a_change_far_down_is_never_passed_over() -> None:
    text, whole = _chain(TEXT, 300), _chain(WHOLE, 300)
    assert found(model(text), model(whole)) == [("changed-condition", "")]
    plain = {"type": "object", "properties": {"prompt": TEXT}}
    ((rule, _),) = found(model(plain, text), model(plain, whole))
    assert rule == "changed-output-type"
    assert found(model(plain, text), model(plain, {**text, "title": "t"})) == []
