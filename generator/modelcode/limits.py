"""What stands beside a type in `Annotated[...]`: pydantic's own limits of a value, and the rules of a media field."""

from __future__ import annotations

import sys
from typing import Any

from generator.dialect.scalars import whole_bound
from generator.literals import python_literal

__all__ = ["limits", "validations"]

_FIELD_LIMITS = {
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_length",
    "maxItems": "max_length",
}
_LIMITS_OF = {
    "integer": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
}
_MOST_FLOAT = int(sys.float_info.max)


def limits(node: dict[str, Any], type_name: str) -> list[str]:
    given = {key: node[key] for key in _LIMITS_OF.get(type_name, ()) if key in node}
    if (
        type_name == "integer"
    ):  # pydantic takes no other bound for it; one of a number can have come to it by `allOf`
        given = {key: whole_bound(value, key) for key, value in given.items()}
    # Pydantic's core cannot hold these beside a float.
    huge = {key: value for key, value in given.items() if isinstance(value, int) and abs(value) > _MOST_FLOAT}
    known = [
        f"{_FIELD_LIMITS[key]}={python_literal(value)}" for key, value in given.items() if key not in huge
    ]
    return [f"Field({', '.join(known)})"] * bool(known) + [f"Fits({python_literal(huge)})"] * bool(huge)


def validations(rules: list[dict[str, Any]]) -> list[str]:
    keys = ("validation_rule", "validation_value", "validation_error")
    return [
        f"Validation({', '.join(python_literal(rule[key]) for key in keys if key in rule)})" for rule in rules
    ]
