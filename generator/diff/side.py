"""One normalised schema as `diff` reads it: alternatives taken apart, texts set aside, answers kept."""

from __future__ import annotations

import functools
import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeVar

from generator.plain.values import equal, is_array, is_object, type_of
from generator.schema.fitting import fits
from generator.schema.keywords import HOLDERS, MEDIA, is_annotation
from generator.schema.value import Schema, children, definition_reference, map_children, members, type_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.schema.value import Node

__all__ = ["Side", "limits"]

_ROOT = "~root"

T = TypeVar("T")


def _cached(method: Callable[..., T]) -> Callable[..., T]:
    """Keep a method's answer for each node, so that a node that is made here is one object whenever it is asked for."""

    @functools.wraps(method)
    def cached(self: Side, node: Any, **how: bool) -> T:
        key = (method.__name__, id(node), *how.values())
        if key not in self.answers:
            # The node is held too: the id of one that is gone may come again.
            self.answers[key] = (node, method(self, node, **how))
        found: T = self.answers[key][1]
        return found

    return cached


class Side(Schema):
    """The schema of one side of a comparison; a reference to the whole is one to a definition, right in any part."""

    def __init__(self, root: Node) -> None:
        super().__init__(_with_named_root(root) if is_object(root) else root)
        self.answers: dict[tuple[Any, ...], tuple[Any, Any]] = {}
        self._anything: dict[str, Any] = {}

    @_cached
    def resolve(self, node: Any) -> Node:
        """Return a node with its references followed to their end."""
        return super().resolve(node)

    @_cached
    def atoms(self, node: Any, *, whole: bool, exact: bool = False) -> list[Any]:
        """Return the alternatives of which a value must fit at least one: each of one type, or of none in particular.

        With `whole`, a `oneOf` is taken apart only where a value can never fit two of its branches. With `exact`, the
        alternatives may be too few, but never say more than the node.
        """
        return list(self._alternatives(node, whole=whole, exact=exact, inside=()))

    @_cached
    def halves(self, node: Any) -> tuple[Any, Any] | None:
        """Return a reference and what limits values beside it, or None where there is nothing beside it."""
        if not is_object(node) or "$ref" not in node or not set(limits(node)) - {"$ref"}:
            return None
        return {"$ref": node["$ref"]}, {name: value for name, value in node.items() if name != "$ref"}

    def _alternatives(self, node: Any, *, whole: bool, exact: bool, inside: tuple[int, ...]) -> Iterable[Any]:
        if exact and self.halves(node):
            return  # what stands beside a reference could replace its limits here
        node = self.resolve(node)
        if not is_object(node):
            if node:
                yield self._anything
            return
        if id(node) in inside:
            return
        inside = (*inside, id(node))
        keyword = next((key for key in ("anyOf", "oneOf") if key in node), None)
        if keyword is not None and not any(key != keyword for key in limits(node)):
            branches = self._branches(node[keyword], whole=whole, exact=exact, inside=inside)
            # Whether two of them can meet is told by all that they take, not by the part of it that is certain.
            every = (
                self._branches(node[keyword], whole=whole, exact=False, inside=inside) if exact else branches
            )
            if not (whole and keyword == "oneOf" and not _are_disjoint(every)):
                for branch in branches:
                    yield from branch
                return
        given = node.get("type")
        if is_array(given) and "enum" not in node and "const" not in node:
            for name in given:
                yield {**node, "type": name}
            return
        yield node

    def _branches(
        self, nodes: list[Any], *, whole: bool, exact: bool, inside: tuple[int, ...]
    ) -> list[list[Any]]:
        return [list(self._alternatives(node, whole=whole, exact=exact, inside=inside)) for node in nodes]

    def accepts(self, node: dict[str, Any], value: Any) -> bool:
        """Say whether a value fits a node of this schema."""
        return fits(node, value, self.root)

    @_cached
    def bare(self, node: Any) -> str:
        """Return a short text that is the same for nodes that limit values in the same words, whatever they tell."""
        if not is_object(node):
            return str(node)
        kept = {key: node[key] if key in HOLDERS else _canonical(node[key]) for key in limits(node)}
        if "required" in kept:
            kept["required"] = sorted(kept["required"])
        bare = map_children(kept, lambda inner, _: self.bare(inner))
        text = json.dumps(bare, sort_keys=True, default=repr)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @_cached
    def refers(self, node: Any) -> bool:
        """Say whether there is a reference anywhere in a node."""
        return is_object(node) and ("$ref" in node or any(self.refers(inner) for _, inner in children(node)))

    def bare_definitions(self) -> dict[str, str]:
        """Return the short texts of the definitions."""
        return {name: self.bare(node) for name, node in self.definitions.items()}


def limits(node: dict[str, Any]) -> list[str]:
    """Return the keywords of a node that decide about values: a format does where it is that of a file."""
    return [
        key
        for key in node
        if (not is_annotation(key) and key != "$defs")
        or key == "validations"
        or (key == "format" and node["format"] in MEDIA)
    ]


def _are_disjoint(branches: list[list[Any]]) -> bool:
    """Say whether no value can fit two of the branches."""
    types: set[str] = set()
    values: list[Any] = []
    for branch in branches:
        own_types: set[str] = set()
        own_values: list[Any] = []
        for atom in branch:
            listed = members(atom)
            if listed is not None:
                own_values += listed
            elif names := type_names(atom):
                own_types.update(map(_type_family, names))
            elif len(branches) > 1:
                return False
        meet = (
            own_types & types
            or any(equal(value, other) for value in own_values for other in values)
            or types & {_type_family(type_of(value)) for value in own_values}
            or own_types & {_type_family(type_of(value)) for value in values}
        )
        if meet:
            return False
        types |= own_types
        values += own_values
    return True


def _type_family(name: str) -> str:
    return "number" if name == "integer" else name


def _canonical(value: Any) -> Any:
    """Return a value in which equal numbers are written alike."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if is_array(value):
        return [_canonical(item) for item in value]
    return {key: _canonical(item) for key, item in value.items()} if is_object(value) else value


def _with_named_root(root: dict[str, Any]) -> dict[str, Any]:
    """Return a schema in which references to the whole are references to a definition of it."""
    definitions: dict[str, Any] = root.get("$defs", {})
    body = {key: value for key, value in root.items() if key != "$defs"}
    parts: dict[str, Any] = {**definitions, _ROOT: body}
    if not any(map(_refers_to_root, parts.values())):
        return root
    renamed = {name: _renamed(node) for name, node in parts.items()}
    return {**renamed[_ROOT], "$defs": renamed}


def _refers_to_root(node: Any) -> bool:
    if not is_object(node):
        return False
    return node.get("$ref") == "#" or any(_refers_to_root(inner) for _, inner in children(node))


def _renamed(node: Any) -> Any:
    if not is_object(node):
        return node
    renamed = map_children(node, lambda inner, _: _renamed(inner))
    return {**renamed, "$ref": definition_reference(_ROOT)} if node.get("$ref") == "#" else renamed
