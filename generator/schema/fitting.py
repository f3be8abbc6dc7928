"""Whether values fit normalised schemas. What most schemas say is decided here; for all else there is the validator.

Importing that takes a tenth of a run in which one schema has changed, whose defaults nearly always fit.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from generator.plain.values import equal, is_array, is_object, type_of
from generator.schema.keywords import is_annotation

__all__ = ["first_problem", "fits", "is_of_other_type", "is_of_type"]


def first_problem(
    node: Mapping[str, Any] | bool, value: object, schema: Mapping[str, Any] | bool | None = None
) -> str | None:
    """Return what is wrong with `value` by a node of a normalised schema, in a few words, or None.

    Without a schema, the node is a whole one.
    """
    if _fits_plainly(node, value):
        return None
    error = next(_validator(node, schema).iter_errors(value), None)
    if error is None:
        return None
    place = "/".join(map(str, error.absolute_path))
    return f"at {place}: {error.message}" if place else str(error.message)


def fits(
    node: Mapping[str, Any] | bool, value: object, schema: Mapping[str, Any] | bool | None = None
) -> bool:
    """Say whether `value` fits a node of a normalised schema; without a schema, the node is a whole one."""
    return _fits_plainly(node, value) or bool(_validator(node, schema).is_valid(value))


def _validator(node: Mapping[str, Any] | bool, schema: Mapping[str, Any] | bool | None) -> Any:
    """Return a validator for a node, whose references lead into the schema."""
    from generator.schema.validator import SchemaValidator

    return SchemaValidator(node if schema is None else schema).evolve(schema=node)


def is_of_type(types: Any, value: object) -> bool:
    """Say whether a value has one of the types that a schema names, which may be a single one."""
    kind, wanted = type_of(value), types if is_array(types) else [types]
    return kind in wanted or (kind == "integer" and "number" in wanted)


def is_of_other_type(schema: Mapping[str, Any], value: object) -> bool:
    """Say whether `value` cannot fit, as the schema names types and its own is none of them."""
    return "type" in schema and not is_of_type(schema["type"], value)


def _fits_plainly(schema: object, value: Any) -> bool:
    """Say whether `value` fits by keywords that are known here alone; false also where that cannot be said."""
    if not is_object(schema):
        return schema is True
    return all(
        _KEEPS[keyword](limit, value, schema)
        if keyword in _KEEPS
        else keyword == "$defs" or is_annotation(keyword)
        for keyword, limit in schema.items()
    )


def _size(kind: type[Any], bound: Callable[[int, Any], bool]) -> _Keeps:
    return lambda limit, value, _: not isinstance(value, kind) or bound(len(value), limit)


def _number(bound: Callable[[Any, Any], bool]) -> _Keeps:
    return lambda limit, value, _: (
        isinstance(value, bool) or not isinstance(value, int | float) or bound(value, limit)
    )


def _is_known(rest: object, value: Any, schema: Mapping[str, Any]) -> bool:
    return rest is True or not is_object(value) or value.keys() <= schema.get("properties", {}).keys()


_Keeps = Callable[[Any, Any, Mapping[str, Any]], bool]
_KEEPS: dict[str, _Keeps] = {
    "type": lambda types, value, _: is_of_type(types, value),
    "enum": lambda members, value, _: any(equal(member, value) for member in members),
    "const": lambda wanted, value, _: equal(wanted, value),
    "anyOf": lambda branches, value, _: any(_fits_plainly(branch, value) for branch in branches),
    "minimum": _number(operator.ge),
    "maximum": _number(operator.le),
    "minLength": _size(str, operator.ge),
    "maxLength": _size(str, operator.le),
    "minItems": _size(list, operator.ge),
    "maxItems": _size(list, operator.le),
    "items": lambda inner, value, _: not is_array(value) or all(_fits_plainly(inner, one) for one in value),
    "required": lambda names, value, _: not is_object(value) or all(name in value for name in names),
    "properties": lambda inner, value, _: (
        not is_object(value)
        or all(_fits_plainly(inner[name], value[name]) for name in inner if name in value)
    ),
    "additionalProperties": _is_known,
}
"""What keywords ask of a value: the limit, the value, and the schema that both stand in."""
