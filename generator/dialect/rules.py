"""Definitions that only assert: most say the same as those of their own name, and are left out then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.plain.values import equal, is_object
from generator.schema.value import definition_name, definition_reference, map_children, references

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["without_equal_rules"]


def without_equal_rules(
    schema: dict[str, Any], definitions: dict[str, Any], rules: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a schema and its definitions without the rules that nothing uses, or that say what the definition does."""
    same = dict(rules)
    while different := [
        rule
        for rule, name in same.items()
        if not equal(_said(definitions[rule], same), _said(definitions[name], same))
    ]:
        for rule in different:
            del same[rule]
    kept = {name: _renamed(node, same) for name, node in definitions.items() if name not in same}
    schema = _renamed(schema, same)
    used: set[str] = set()
    waiting = [schema, *(node for name, node in kept.items() if name not in rules)]
    while waiting:
        for name in set(map(definition_name, references(waiting.pop()))) - used:
            used.add(name)
            waiting.append(kept.get(name))
    return schema, {name: node for name, node in kept.items() if name in used or name not in rules}


def _renamed(node: Any, names: Mapping[str, str]) -> Any:
    if not is_object(node):
        return node
    result = map_children(node, lambda child, _: _renamed(child, names))
    name = names.get(definition_name(node["$ref"])) if "$ref" in node else None
    return result if name is None else result | {"$ref": definition_reference(name)}


def _said(node: Any, names: Mapping[str, str]) -> Any:
    """Return what a node says, without what goes without saying."""
    if not is_object(node):
        return node
    result = map_children(_renamed(node, names), lambda child, _: _said(child, names))
    return {key: value for key, value in result.items() if (key, value) != ("additionalProperties", True)}
