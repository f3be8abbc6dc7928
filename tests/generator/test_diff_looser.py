"""Conditions, lists, patterns and references as `diff` compares them: proven to allow all that was allowed, or breaking."""

from __future__ import annotations

from typing import Any

import pytest

from generator.diff.change import verdict
from generator.diff.models import compare_models
from generator.schema.validator import SchemaValidator
from tests.generator.diff_kit import TEXT, WHOLE, inputs, model, obj

WIDER, NARROWER, TYPE, CHANGED = "wider-limits", "narrower-length", "changed-type", "changed-condition"


def _list(items: Any = TEXT, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


def _when(limit: int, first: str = "a") -> dict[str, Any]:
    return obj(
        {"x": TEXT, "y": TEXT},
        **{
            "if": {"properties": {"x": {"const": first}}},
            "then": {"properties": {"y": {"maxLength": limit}}},
        },
    )


def _names(limit: int) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": TEXT, "propertyNames": {"maxLength": limit}}


def _patterns(patterns: dict[str, Any], rest: Any = TEXT) -> dict[str, Any]:
    return {"type": "object", "patternProperties": patterns, "additionalProperties": rest}


def _forms(*names: str) -> dict[str, Any]:
    return obj({"x": TEXT, "y": TEXT}, anyOf=[{"required": [name]} for name in names])


def _file(size: int, pixels: int) -> dict[str, Any]:
    rules = [{"validation_rule": "file_size_mb<", "validation_value": size},
             {"validation_rule": "width_pixels>", "validation_value": pixels}]  # fmt: skip
    return {"type": "string", "format": "image_uri", "validations": rules}


# Two schemas of an input `a`, the rules of the way from the one to the other, and those of the way back.
WAYS: list[tuple[Any, Any, list[str], list[str]]] = [
    (_list(contains={"const": "x"}), _list(), [WIDER], [CHANGED]),
    (_list(contains={"const": "x"}), _list(contains={"const": "y"}), [CHANGED], [CHANGED]),
    (
        _list(contains={"const": "x"}, minContains=2),
        _list(contains={"const": "x"}),
        [WIDER],
        [CHANGED],
    ),
    (
        _list(contains={"const": "x"}, maxContains=2),
        _list(contains={"const": "x"}, maxContains=3),
        [WIDER],
        [CHANGED],
    ),
    ({**TEXT, "not": {"const": "x"}}, {**TEXT, "not": {"const": "y"}}, [CHANGED], [CHANGED]),
    (
        {**TEXT, "not": {"const": "x"}, "maxLength": 3},
        {**TEXT, "not": {"const": "x"}, "maxLength": 4},
        [WIDER],
        [NARROWER],
    ),
    (_when(3), _when(4), [WIDER], [CHANGED]),
    (_when(3), obj({"x": TEXT, "y": TEXT}), [WIDER], [CHANGED]),
    (_when(3, "a"), _when(3, "b"), [CHANGED], [CHANGED]),
    (_names(3), _names(4), [WIDER], [CHANGED]),
    (_names(3), {"type": "object", "additionalProperties": TEXT}, [WIDER], [CHANGED]),
    (_forms("x"), _forms("x", "y"), [WIDER], [CHANGED]),
    (
        obj({"x": TEXT, "y": TEXT}, dependentRequired={"x": ["y"]}),
        obj({"x": TEXT, "y": TEXT}, dependentRequired={"x": []}),
        [WIDER],
        [CHANGED],
    ),
    # Lists by number and place.
    (_list(uniqueItems=True), _list(), [WIDER], [NARROWER]),
    (_list(False), _list(), ["wider-type"], [TYPE]),
    (_list(True), _list(), [TYPE], ["wider-type"]),
    (
        _list(False, prefixItems=[TEXT]),
        _list(False, prefixItems=[TEXT, WHOLE]),
        ["wider-type"],
        [TYPE],
    ),
    (_list(False, prefixItems=[TEXT, TEXT]), _list(False, prefixItems=[TEXT, WHOLE]), [TYPE], [TYPE]),
    (  # There is never a second item.
        _list(prefixItems=[TEXT, TEXT], maxItems=1),
        _list(prefixItems=[TEXT, WHOLE], maxItems=1),
        [],
        [],
    ),
    # Properties by pattern.
    (_patterns({"^a": TEXT}), _patterns({"^a": WHOLE}), [TYPE], [TYPE]),
    (_patterns({"^a": TEXT}), _patterns({"^a": {**TEXT, "maxLength": 3}}), [NARROWER], [WIDER]),
    (
        _patterns({"^a": WHOLE}, rest=False),
        obj({"b": TEXT}, additionalProperties=False),
        ["no-other-inputs", "new-optional-input"],
        ["removed-input"],
    ),
    (_patterns({"^a": TEXT}), _patterns({"^a": TEXT, "^b": TEXT}), [CHANGED], []),
    (_patterns({"^a": TEXT}), _patterns({"^a": TEXT, "^b": True}), [], [TYPE]),
    (obj({}, additionalProperties=TEXT), _patterns({"^a": WHOLE}), [TYPE], [TYPE]),
    # Values of any type, of a few values, and of several types.
    ({}, TEXT, [TYPE], ["wider-type"]),
    ({"anyOf": [{"type": "boolean"}, {"const": "auto"}]}, {"enum": [True, "auto"]}, ["removed-enum-value"], ["new-enum-value"]),
    ({"enum": [1, "auto"]}, {"anyOf": [WHOLE, {"const": "auto"}]}, [WIDER], ["new-enum", "new-enum-value"]),
    ({"enum": ["auto", None]}, {"anyOf": [{"type": "null"}, TEXT]}, [WIDER], ["new-enum", "new-enum-value"]),
    ({"type": ["string", "integer"], "maxLength": 4}, {"type": ["string", "integer"], "maxLength": 3}, [NARROWER], [WIDER]),
    (TEXT, {"anyOf": [False, False]}, [TYPE], ["wider-type"]),
    ({"anyOf": [False, TEXT]}, TEXT, [], []),
    ({"enum": [1]}, {"enum": [2]}, ["removed-enum-value", "new-enum-value"], ["removed-enum-value", "new-enum-value"]),
    # Forms of which exactly one must fit are taken apart only where no value can fit two.
    ({"oneOf": [TEXT, {"enum": [1, 2]}]}, {"oneOf": [TEXT, {"enum": [1, 2, 3]}]}, ["new-enum-value"], ["removed-enum-value"]),
    ({"oneOf": [TEXT, {"enum": [1, 2]}]}, {"oneOf": [TEXT, {"enum": [1, "a"]}]}, [CHANGED], ["new-enum-value", WIDER]),
    ({"oneOf": [{"enum": [1, 2]}, {"enum": [3]}]}, {"oneOf": [{"enum": [1, 2]}, {"enum": [2, 3]}]}, [CHANGED], []),
    ({"oneOf": [TEXT, {"minimum": 1}]}, {"oneOf": [TEXT, {"minimum": 2}]}, ["narrower-bound"], [WIDER]),
    ({"oneOf": [TEXT, WHOLE]}, {"oneOf": [TEXT, {}]}, [CHANGED], [TYPE, "wider-type"]),
    # Several things about one value, of which only some changed.
    ({"type": "number", "multipleOf": 4}, {"type": "number"}, [WIDER], ["narrower-bound"]),
    (
        {**TEXT, "format": "uri", "maxLength": 9},
        {**TEXT, "format": "date", "maxLength": 8},
        [NARROWER, "changed-format"],
        [WIDER, "changed-format"],
    ),
    (_file(5, 10), _file(4, 10), ["narrower-file"], [WIDER]),
    (
        {"type": "object", "additionalProperties": TEXT, "minProperties": 1},
        {"type": "object", "additionalProperties": TEXT, "minProperties": 2},
        [NARROWER],
        [WIDER],
    ),
]  # fmt: skip


def _rules(old: Any, new: Any, definitions: tuple[Any, Any] = ({}, {})) -> list[str]:
    return [rule for rule, _ in inputs(old, new, definitions)]


@pytest.mark.parametrize(("one", "other", "there", "back"), WAYS)
def test_both_ways(one: Any, other: Any, there: list[str], back: list[str]) -> None:
    assert (_rules(one, other), _rules(other, one)) == (there, back)


# An input for either side of a rule that only one side takes shows that the rule is right to be there.
@pytest.mark.parametrize(
    ("wide", "narrow", "value"),
    [
        (_when(4), _when(3), {"x": "a", "y": "1234"}),
        (_names(4), _names(3), {"1234": "x"}),
        (_forms("x", "y"), _forms("x"), {"y": "x"}),
        (_list(False, prefixItems=[TEXT, WHOLE]), _list(False, prefixItems=[TEXT]), ["x", 1]),
        (_patterns({"^a": TEXT}, rest=True), _patterns({"^a": TEXT, "^b": WHOLE}, rest=True), {"b": "x"}),
    ],
)
def test_what_is_called_wider_takes_more(wide: Any, narrow: Any, value: Any) -> None:
    def takes(node: Any) -> bool:
        made = model(obj({"a": node}))
        return bool(SchemaValidator(made.input_schema).is_valid({"a": value}))

    assert takes(wide)
    assert not takes(narrow)


@pytest.mark.parametrize(
    ("node", "old", "new", "rules"),
    [
        ({**TEXT, "not": {"$ref": "#/$defs/t"}}, {"const": "a"}, {"const": "b"}, [CHANGED]),
        ({**TEXT, "not": {"anyOf": [{"$ref": "#/$defs/t"}]}}, {"const": "a"}, {"const": "b"}, [CHANGED]),
        ({"anyOf": [{"$ref": "#/$defs/t"}, WHOLE]}, TEXT, {**TEXT, "maxLength": 4}, [NARROWER]),
        ({"anyOf": [{"$ref": "#/$defs/t"}, WHOLE]}, {**TEXT, "maxLength": 4}, TEXT, [WIDER]),
        (_list({"$ref": "#/$defs/t"}), False, False, []),
        (_list({"$ref": "#/$defs/t"}), False, TEXT, ["wider-type"]),
        ({**_names(9), "propertyNames": {"$ref": "#/$defs/t", "maxLength": 3}}, {"pattern": "a"}, {}, [WIDER]),
        ({**_names(9), "propertyNames": {"$ref": "#/$defs/t", "maxLength": 3}}, {}, {"pattern": "a"}, [CHANGED]),
    ],
)  # fmt: skip
def test_the_same_words_about_a_definition_that_changed(
    node: Any, old: Any, new: Any, rules: list[str]
) -> None:
    assert _rules(node, node, ({"t": old, "u": TEXT}, {"t": new, "u": {**TEXT, "maxLength": 2}})) == rules


def test_lists_without_an_end_are_not_said_to_be_safe() -> None:
    """Each side nests one level more than it can be followed; what cannot be proven is breaking."""

    def nested(depth: int, limit: int) -> Any:
        return (
            {**TEXT, "maxLength": limit}
            if depth == 0
            else {"anyOf": [_list(nested(depth - 1, limit)), WHOLE]}
        )

    one, other = (model(obj({"a": nested(20, limit)})) for limit in (3, 4))
    assert verdict(compare_models({"v": one}, {"v": other})) == "minor"
    assert verdict(compare_models({"v": other}, {"v": one})) == "major"
