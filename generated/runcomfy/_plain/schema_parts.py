"""Schemas as JSON values: what a reference leads to, and of which alternatives a value fits one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote, unquote

from .json_values import is_dict, is_list

__all__ = ["LISTED", "NAMED", "NESTED", "Schema", "as_step", "branches", "pointed", "resolved"]

Schema = Mapping[str, Any]

# Keywords that hold a schema, a list of them, and some by name.
NESTED = frozenset(
    "items additionalProperties not if then else contains propertyNames unevaluatedItems".split()
)
LISTED = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
NAMED = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs", "definitions"})

_DEPTH = 16


def pointed(root: object, reference: str, otherwise: Any = None) -> Any:
    """Return what stands at a reference such as `#/$defs/A`, or `otherwise` where nothing does."""
    target: Any = root
    try:
        for step in unquote(reference).removeprefix("#").split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            target = target[int(name)] if is_list(target) else target[name]
    except (LookupError, TypeError, ValueError):
        return otherwise
    return target


def resolved(node: object, root: object) -> object:
    """Return a node with its references followed; what stands beside one stays, and goes first."""
    seen: set[str] = set()
    while is_dict(node) and isinstance(reference := node.get("$ref"), str):
        if reference in seen:
            return {}
        seen.add(reference)
        target = pointed(root, reference)
        beside = {key: value for key, value in node.items() if key != "$ref"}
        node = {**target, **beside} if is_dict(target) else beside
    return node


def as_step(name: str) -> str:
    """Return a name as one step of a reference."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~$")


def branches(schema: object, root: Schema, depth: int = _DEPTH) -> list[Schema]:
    """Return the schemas of which a value fits one: the members of unions, with references followed."""
    if not isinstance(schema, Mapping) or depth == 0:
        return [{}]
    here = cast("Schema", schema)
    reference = here.get("$ref")
    if isinstance(reference, str) and reference.startswith("#"):
        return branches(pointed(root, reference), root, depth - 1)
    for word in ("anyOf", "oneOf"):
        members = here.get(word)
        if is_list(members) and members:
            return [one for member in members for one in branches(member, root, depth - 1)]
    names = here.get("type")
    return [{**here, "type": name} for name in names] if is_list(names) else [here]
