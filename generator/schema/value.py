"""A normalised schema as a value: its definitions, what a reference means, its parts, and a changed copy of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.plain.faults import child, unescape
from generator.plain.values import is_array, is_object, type_of
from generator.schema.keywords import LISTED, NAMED, NESTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "Node",
    "Schema",
    "Steps",
    "children",
    "definition_name",
    "definition_reference",
    "map_children",
    "members",
    "references",
    "type_names",
]

Node = dict[str, Any] | bool
Steps = tuple[str | int, ...]
"""The keys and indexes that lead from a node to one that stands in it."""


def definition_name(reference: str) -> str:
    """Return the name of the definition that a normalised `$ref` (`#/$defs/NAME`) means."""
    return unescape(reference.removeprefix("#/$defs/").replace("%25", "%"))


def definition_reference(name: str) -> str:
    """Return the normalised `$ref` of a definition."""
    return "#" + child("", "$defs", name).replace("%", "%25")


class Schema:
    """A schema with its definitions. Every `$ref` in it is `#` or `#/$defs/NAME`."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.definitions: dict[str, Node] = root.get("$defs", {}) if is_object(root) else {}

    def target(self, reference: str) -> Node:
        """Return what a reference means, which may be a reference again; true where nothing stands there."""
        return self.root if reference == "#" else self.definitions.get(definition_name(reference), True)

    def resolve(self, node: Any) -> Node:
        """Return a node with its references followed to their end. What stands beside one stays, and goes first.

        A reference that leads back to itself says nothing: it is true. What is no schema, as None, takes nothing.
        """
        seen: set[str] = set()
        while is_object(node) and "$ref" in node:
            if node["$ref"] in seen:
                return True
            seen.add(node["$ref"])
            target = self.target(node["$ref"])
            beside = {key: value for key, value in node.items() if key != "$ref"}
            node = (
                ({**target, **beside} if is_object(target) else beside)
                if beside and target is not False
                else target
            )
        found: Node = node if is_object(node) else bool(node)
        return found

    def alternatives(self, node: Any, depth: int = 16) -> list[Any]:
        """Return the schemas of which a value fits at least one: branches of unions, and one for each type."""
        node = self.resolve(node)
        if not is_object(node) or not depth:
            return [{}]
        for keyword in ("anyOf", "oneOf"):
            if node.get(keyword):
                return [part for branch in node[keyword] for part in self.alternatives(branch, depth - 1)]
        return [{**node, "type": name} for name in type_names(node)] or [node]

    def types(self, node: Any) -> set[str]:
        """Return the types that a value may have, as far as types and members tell; `any` where one could have any."""
        found: set[str] = set()
        for part in self.alternatives(node):
            found |= set(type_names(part)) or {type_of(value) for value in members(part) or ()} or {"any"}
        return found


def children(node: Any) -> Iterator[tuple[Steps, Any]]:
    """Give the schemas that stand in a node, and the steps that lead to each. Definitions are not part of a node."""
    for key, value in node.items() if is_object(node) else ():
        if key in NESTED:
            yield (key,), value
        elif key in LISTED and is_array(value):
            yield from (((key, index), part) for index, part in enumerate(value))
        elif key in NAMED:
            yield from (((key, name), part) for name, part in value.items())


def map_children(node: dict[str, Any], change: Callable[[Any, Steps], Any]) -> dict[str, Any]:
    """Return a copy of a node in which each schema that stands in it is what `change` makes of it."""
    result = dict(node)
    for key, value in node.items():
        if key in NESTED:
            result[key] = change(value, (key,))
        elif key in LISTED and is_array(value):
            result[key] = [change(part, (key, index)) for index, part in enumerate(value)]
        elif key in NAMED:
            result[key] = {name: change(part, (key, name)) for name, part in value.items()}
    return result


def references(node: Any) -> list[str]:
    """Return every `$ref` in a node and in what stands in it."""
    if not is_object(node):
        return []
    found = [node["$ref"]] if "$ref" in node else []
    return found + [reference for _, child in children(node) for reference in references(child)]


def members(node: Any) -> list[Any] | None:
    """Return the only values that a node allows, or None where it does not list them."""
    if not is_object(node):
        return None
    if "const" in node:
        return [node["const"]]
    given = node.get("enum")
    return given if is_array(given) else None


def type_names(node: Any) -> list[str]:
    """Return the types that a node names, none where it names none."""
    given = node.get("type") if is_object(node) else None
    return list(given) if is_array(given) else [] if given is None else [given]
