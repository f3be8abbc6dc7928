"""What a node says beside its type: pydantic's own limits of a value, the client's rules, and those of a file."""

from __future__ import annotations

import sys
from typing import Any

from generator.modelcode.plans import Metadata
from generator.plain.values import whole_bound
from generator.schema.keywords import BY_TYPE, MEDIA

__all__ = ["array_metadata", "file_rules", "scalar_metadata"]

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
# The largest that pydantic's core can hold: a number beside a float, and a length.
_MOST_FLOAT = int(sys.float_info.max)
_MOST_LENGTH = 2**63 - 1


def scalar_metadata(node: dict[str, Any], type_name: str) -> list[Metadata]:
    """Return what limits a string or a number."""
    found = _limits(node, "number" if type_name == "integer" else type_name, whole=type_name == "integer")
    if type_name == "string" and "pattern" in node:
        found.append(Metadata("Pattern", (node["pattern"],)))
    if type_name in ("integer", "number") and "multipleOf" in node:
        found.append(Metadata("MultipleOf", (node["multipleOf"],)))
    return found


def array_metadata(node: dict[str, Any], fits: list[Metadata]) -> list[Metadata]:
    """Return what limits a list; `fits` is the rule about its items one by one, where there is one."""
    found = [*_limits(node, "array"), *fits]
    if node.get("uniqueItems") and not fits:
        found.append(Metadata("UniqueItems"))
    return found + (file_rules(node) if str(node.get("format")) in MEDIA else [])


def file_rules(node: dict[str, Any]) -> list[Metadata]:
    """Return the rules about the files that a node takes."""
    keys = ("validation_rule", "validation_value", "validation_error")
    return [
        Metadata("MediaConstraint", tuple(rule[key] for key in keys if key in rule))
        for rule in node.get("validations", ())
    ]


def _limits(node: dict[str, Any], group: str, *, whole: bool = False) -> list[Metadata]:
    given = {key: node[key] for key in BY_TYPE.get(group, ()) if key in _FIELD_LIMITS and key in node}
    if whole:  # pydantic takes no other bound for it; one of a number can have come to it by `allOf`
        given = {key: whole_bound(value, key) for key, value in given.items()}
    most = _MOST_FLOAT if group == "number" else _MOST_LENGTH
    huge = {key: value for key, value in given.items() if isinstance(value, int) and abs(value) > most}
    known = {_FIELD_LIMITS[key]: value for key, value in given.items() if key not in huge}
    return [Metadata("Field", keywords=known)] * bool(known) + [Metadata("Fits", (huge,))] * bool(huge)
