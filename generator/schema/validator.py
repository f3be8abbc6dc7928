"""The JSON Schema validator for normalised schemas: Draft 2020-12, with patterns on the linear-time engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError

from generator.plain.values import is_multiple, is_object
from generator.schema.pattern import pattern_matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["SchemaValidator"]


def _pattern(_: object, pattern: str, instance: object, __: object) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not pattern_matches(pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _multiple_of(_: object, step: Any, instance: Any, __: object) -> Iterator[ValidationError]:
    number = isinstance(instance, int | float) and not isinstance(instance, bool)
    if number and not is_multiple(instance, step):
        yield ValidationError(f"{instance!r} is not a multiple of {step!r}")


def _pattern_properties(
    validator: Any, patterns: Mapping[str, Any], instance: object, __: object
) -> Iterator[ValidationError]:
    if is_object(instance):
        for pattern, schema in patterns.items():
            for key, value in instance.items():
                if pattern_matches(pattern, key):
                    yield from validator.descend(value, schema, path=key)


def _additional_properties(
    validator: Any, extra: Any, instance: object, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if not is_object(instance):
        return
    patterns = schema.get("patternProperties", {})
    for key, value in instance.items():
        if key in schema.get("properties", {}) or any(pattern_matches(pattern, key) for pattern in patterns):
            continue
        if extra is False:
            yield ValidationError(f"{key!r} is not a known property")
        elif is_object(extra):
            yield from validator.descend(value, extra, path=key)


_extend: Any = getattr(validators, "extend")  # noqa: B009 - jsonschema gives it no types, and this none either
SchemaValidator: Any = _extend(
    Draft202012Validator,
    {
        "multipleOf": _multiple_of,
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "additionalProperties": _additional_properties,
    },
)
