"""Inputs that are a union of objects: one object that lists what any of them lists, with the union as a rule of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.plain.values import is_object, unique
from generator.schema.keywords import rank
from generator.schema.value import Schema

if TYPE_CHECKING:
    from generator.schema.value import Node

__all__ = ["as_object"]


def as_object(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a union of objects as an object; what is anything else stays as it is."""
    keyword = next((one for one in ("anyOf", "oneOf") if one in schema), None)
    if keyword is None or "type" in schema:
        return schema
    whole = Schema(schema)
    kept: list[Any] = []
    branches: list[dict[str, Any]] = []
    for branch in schema[keyword]:
        found = whole.resolve(branch)
        if is_object(found) and found.get("type") == "null":
            continue  # inputs are always an object
        if not is_object(found) or found.get("type") != "object":
            return schema
        kept.append(branch)
        branches.append(found)
    if not branches:
        return schema
    names = unique([name for branch in branches for name in branch.get("properties", {})])
    required = [name for name in names if all(name in branch.get("required", ()) for branch in branches)]
    closed = all(
        branch.get("additionalProperties") is False and "patternProperties" not in branch
        for branch in branches
    )
    made = {
        **schema,
        "type": "object",
        keyword: kept,
        "properties": {name: _either(branches, name) for name in names},
        "additionalProperties": not closed,
        **({"required": required} if required else {}),
    }
    return {key: made[key] for key in sorted(made, key=rank)}


def _either(branches: list[dict[str, Any]], name: str) -> Node:
    """Return what a property may be by any branch that lists it; the union says which goes with what."""
    told = unique([branch["properties"][name] for branch in branches if name in branch.get("properties", {})])
    return told[0] if len(told) == 1 else {"anyOf": told}
