"""What `diff` calls compatible is: held against the `jsonschema` library. And what only widens is never breaking."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.dialect import NormalModel
from generator.diff.change import Change, breaking
from generator.diff.requests import compare_requests
from generator.plain.faults import FaultsError
from generator.schema.validator import SchemaValidator
from tests.generator.kit import normal
from tests.generator.test_equivalence import inputs, schemas
from tests.shares import examples

# Breaking without refusing a value: a default, a name in Python, the meaning of a text.
_NOT_REFUSING = ("changed-default", "renamed-argument", "changed-media")

_EVERYTHING = list(HealthCheck)


def _normal(schema: Any) -> NormalModel:
    try:
        return normal(schema)[0]
    except FaultsError:
        assume(False)
        raise


def _refusing(old: Any, new: Any) -> list[Change]:
    return breaking(compare_requests("v/m", old, new), _NOT_REFUSING)


@st.composite
def _edited(draw: st.DrawFn, node: Any, pool: Any) -> Any:  # noqa: PLR0912 - one branch a keyword
    """Draw a schema that differs a little: some node is replaced, dropped, or changed in a keyword."""
    if not isinstance(node, dict) or draw(st.integers(0, 5)) == 0:
        return copy.deepcopy(draw(st.sampled_from(pool)))
    result = dict(node)
    keyword = draw(st.sampled_from(sorted(result))) if result else None
    match keyword:
        case "properties" | "patternProperties" if result[keyword]:
            name = draw(st.sampled_from(sorted(result[keyword])))
            if draw(st.booleans()):
                edited = {**result[keyword], name: draw(_edited(result[keyword][name], pool))}
            else:
                edited = {key: value for key, value in result[keyword].items() if key != name}
            result[keyword] = edited
            result["required"] = [key for key in result.get("required", []) if key in edited]
        case "items" | "additionalProperties" | "not":
            result[keyword] = draw(_edited(result[keyword], pool))
        case "anyOf" | "oneOf" | "prefixItems":
            index = draw(st.integers(0, len(result[keyword]) - 1))
            branches = list(result[keyword])
            if draw(st.booleans()):
                branches[index] = draw(_edited(branches[index], pool))
            elif len(branches) > 1:
                del branches[index]
            else:
                branches.append({"type": "null"})
            result[keyword] = branches
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            result[keyword] += draw(st.sampled_from([-1, 1]))
        case "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties":
            result[keyword] = max(0, result[keyword] + draw(st.sampled_from([-1, 1])))
        case "required" if result[keyword]:
            result[keyword] = result[keyword][1:]
        case None | "type" | "properties":
            pass
        case _:
            del result[keyword]
    return result


_POOL: list[Any] = [
    True,
    {"type": "string"},
    {"type": "integer"},
    {"type": "number", "minimum": 0},
    {"enum": ["a", 1]},
    {"type": ["integer", "string"]},
    {"type": "array", "items": {"type": "integer"}},
    {"type": "object", "properties": {"a": {"type": "string"}, "b": True}},
]


@given(data=st.data(), schema=schemas)
@settings(max_examples=examples(1.5), suppress_health_check=_EVERYTHING)
@pytest.mark.ci
def test_what_is_called_compatible_takes_every_old_input(data: st.DataObject, schema: Any) -> None:
    old = _normal(schema).input_schema
    new = _normal(
        data.draw(_edited(schema, _POOL).filter(lambda s: isinstance(s, dict) and s.get("type") == "object"))
    ).input_schema
    if _refusing(old, new):
        return
    before, after = SchemaValidator(old), SchemaValidator(new)
    for _ in range(10):
        body = data.draw(inputs(old))
        if before.is_valid(body):
            problem = next(after.iter_errors(body), None)
            assert problem is None, f"called compatible, and refuses {body}: {problem.message}"


@st.composite
def _wider(draw: st.DrawFn, node: Any) -> Any:  # noqa: PLR0912 - one branch a keyword
    """Draw a schema that takes all that a normalised one takes, and perhaps more."""
    if not isinstance(node, dict):
        return True
    result = dict(node)
    below = [key for key in ("items", "additionalProperties") if isinstance(result.get(key), dict)]
    below += [key for key in ("properties", "anyOf", "prefixItems") if result.get(key)]
    if below and draw(st.integers(0, 3)):
        key = draw(st.sampled_from(below))
        inner = result[key]
        if key == "properties":
            name = draw(st.sampled_from(sorted(inner)))
            result[key] = {**inner, name: draw(_wider(inner[name]))}
        elif isinstance(inner, list):
            index = draw(st.integers(0, len(inner) - 1))
            result[key] = [*inner[:index], draw(_wider(inner[index])), *inner[index + 1 :]]
        else:
            result[key] = draw(_wider(inner))
        return result
    choices = [
        key
        for key in (
            "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems",
            "maxItems", "pattern", "uniqueItems", "multipleOf", "not", "minProperties", "required", "enum",
            "oneOf", "anyOf",
        )
        if key in result
    ]  # fmt: skip
    choices += ["or"] if "properties" not in result else ["new"]
    match draw(st.sampled_from(choices)):
        case "or":
            return {
                "anyOf": [
                    result,
                    draw(st.sampled_from([{"type": "null"}, {"type": "boolean"}, {"enum": ["new"]}])),
                ]
            }
        case "new":
            if result.get("additionalProperties") is False and "patternProperties" not in result:
                result["properties"] = {**result["properties"], "brand_new": {"type": "string"}}
        case "minimum" | "exclusiveMinimum" as key:
            result[key] -= draw(st.sampled_from([0, 1, 0.5 if result.get("type") == "number" else 2]))
        case "maximum" | "exclusiveMaximum" as key:
            result[key] += draw(st.sampled_from([0, 1, 0.5 if result.get("type") == "number" else 2]))
        case "minLength" | "minItems" | "minProperties" as key:
            result[key] = max(0, result[key] - 1)
        case "maxLength" | "maxItems" as key:
            result[key] += 1
        case "required":
            result["required"] = result["required"][1:]
        case "enum":
            result["enum"] = [*result["enum"], "brand new"]
            result.pop("type", None)
        case key:
            del result[key]
    return result


@given(data=st.data(), schema=schemas)
@settings(max_examples=examples(1.5), suppress_health_check=_EVERYTHING)
def test_what_only_widens_is_never_breaking(data: st.DataObject, schema: Any) -> None:
    old = _normal(schema).input_schema
    new = old
    for _ in range(data.draw(st.integers(1, 3))):
        new = data.draw(_wider(new))
        if not isinstance(new, dict) or new.get("type") != "object":
            return
    assert not breaking(compare_requests("v/m", old, new))


@given(schema=schemas)
@settings(max_examples=examples(1), suppress_health_check=_EVERYTHING)
def test_nothing_changed_is_nothing_to_tell(schema: Any) -> None:
    model = _normal(schema)
    again = replace(model, input_schema=copy.deepcopy(model.input_schema))
    assert compare_requests("v/m", model.input_schema, again.input_schema) == []
