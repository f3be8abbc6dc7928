"""JSON values as JSON Schema sees them: their types, and when two of them are equal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = [
    "equal",
    "exact",
    "is_array",
    "is_multiple",
    "is_object",
    "json_type",
    "type_of",
    "unique",
    "whole_bound",
]


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Say whether a JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Say whether a JSON value is an array."""
    return isinstance(value, list)


def type_of(value: Any) -> str:
    """Return the JSON Schema type of a value; a float without a fraction is an integer, as the standard has it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def json_type(value: object) -> str:
    """Name the JSON type of a value, with its article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    return "a string" if isinstance(value, str) else "a list" if isinstance(value, list) else "an object"


def equal(one: Any, other: Any) -> bool:
    """Say whether two JSON values are the same value: `1` and `1.0` are, `1` and `true` are not."""
    return bool(_key(one) == _key(other))


def unique(values: list[Any]) -> list[Any]:
    """Return the values without those that were there before, in order."""
    found: dict[Any, Any] = {}
    for value in values:
        found.setdefault(_key(value), value)
    return list(found.values())


def _key(value: Any) -> Any:
    """Return a hashable value that is equal for equal JSON values and for no others."""
    if is_array(value):
        return ("array", tuple(map(_key, value)))
    if is_object(value):
        return ("object", frozenset((key, _key(item)) for key, item in value.items()))
    return ("boolean" if isinstance(value, bool) else "", value)


def whole_bound(value: float, keyword: str) -> int:
    """Return the bound that says the same of integers, and is one itself."""
    return math.floor(value) if keyword in ("maximum", "exclusiveMinimum") else math.ceil(value)


def is_multiple(value: int | float, of: int | float) -> bool:
    """Say whether a finite number is a multiple of one above 0, by their digits: 0.3 is a multiple of 0.1."""
    return (exact(value) / exact(of)).denominator == 1


def exact(number: int | float) -> Fraction:
    """Return the number that the shortest digits of a double say, and not the double that is near it."""
    from fractions import Fraction

    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))
