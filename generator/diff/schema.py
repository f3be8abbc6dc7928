"""One normalised schema as `diff` reads it: references followed, alternatives taken apart, texts set aside."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from generator.plain.values import equal, is_array, is_object, type_of
from generator.schema.keywords import ANNOTATIONS, MEDIA
from generator.schema.references import definition_name
from generator.schema.validator import SchemaValidator

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Node", "Schema", "limits", "members", "type_names"]

Node = dict[str, Any] | bool

_TEXTS = frozenset(ANNOTATIONS) - {"format", "validations"}
_MAPS = ("properties", "patternProperties", "$defs")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")
_ROOT = "~root"


class Schema:
    """A schema with its definitions. Nodes that are made here are kept, so that a node seen twice is one object."""

    def __init__(self, root: Node) -> None:
        self.root, self._definitions = _taken_apart(root)
        self._kept: dict[tuple[str, int], Any] = {}
        self._sources: list[Any] = []

    def resolve(self, node: Any) -> Node:
        """Return a node with its reference followed; what stands beside the reference stays."""
        seen: set[str] = set()
        key = ("resolve", id(node))
        if not is_object(node) or "$ref" not in node:
            return node  # type: ignore[no-any-return]
        if key not in self._kept:
            found: Any = node
            while is_object(found) and "$ref" in found and found["$ref"] not in seen:
                seen.add(found["$ref"])
                target = self._definitions.get(definition_name(found["$ref"]), True)
                beside = {name: value for name, value in found.items() if name != "$ref"}
                joined = {**target, **beside} if is_object(target) else beside
                found = joined if beside else target
            if is_object(found) and "$ref" in found:  # a reference to nothing but itself
                found = True
            self._keep(key, node, found)
        kept: Node = self._kept[key]
        return kept

    def atoms(self, node: Any, *, whole: bool, exact: bool = False) -> list[Any]:
        """Return the alternatives of which a value must fit at least one: each of one type, or of none in particular.

        With `whole`, a `oneOf` is taken apart only where a value can never fit two of its branches. With `exact`, the
        alternatives may be too few, but never say more than the node.
        """
        key = (f"atoms {whole} {exact}", id(node))
        if key not in self._kept:
            self._keep(key, node, list(self._alternatives(node, whole=whole, exact=exact, inside=())))
        found: list[Any] = self._kept[key]
        return found

    def halves(self, node: Any) -> tuple[Any, Any] | None:
        """Return a reference and what limits values beside it, or None where there is nothing beside it."""
        if not is_object(node) or "$ref" not in node or not set(limits(node)) - {"$ref"}:
            return None
        key = ("halves", id(node))
        if key not in self._kept:
            beside = {name: value for name, value in node.items() if name != "$ref"}
            self._keep(key, node, ({"$ref": node["$ref"]}, beside))
        found: tuple[Any, Any] = self._kept[key]
        return found

    def _alternatives(self, node: Any, *, whole: bool, exact: bool, inside: tuple[int, ...]) -> Iterable[Any]:
        if exact and self.halves(node):
            return  # what stands beside a reference could replace its limits here
        node = self.resolve(node)
        if not is_object(node):
            if node:
                yield self._everything()
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
            if not (whole and keyword == "oneOf" and not _apart(every)):
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

    def _everything(self) -> dict[str, Any]:
        kept: dict[str, Any] = self._kept.setdefault(("everything", 0), {})
        return kept

    def accepts(self, node: dict[str, Any], value: Any) -> bool:
        """Say whether a value fits a node of this schema."""
        return bool(SchemaValidator({**node, "$defs": self._definitions}).is_valid(value))

    def bare(self, node: Any) -> str:
        """Return a short text that is the same for nodes that limit values in the same words, whatever they tell."""
        if not is_object(node):
            return str(node)
        key = ("bare", id(node))
        if key not in self._kept:
            text = json.dumps(self._bare(node), sort_keys=True, default=repr)
            self._keep(key, node, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
        found: str = self._kept[key]
        return found

    def refers(self, node: Any) -> bool:
        """Say whether there is a reference anywhere in a node."""
        if is_array(node):
            return any(map(self.refers, node))
        if not is_object(node):
            return False
        key = ("refers", id(node))
        if key not in self._kept:
            self._keep(key, node, "$ref" in node or any(map(self.refers, node.values())))
        return bool(self._kept[key])

    def bare_definitions(self) -> dict[str, str]:
        """Return the short texts of the definitions."""
        return {name: self.bare(node) for name, node in self._definitions.items()}

    def _bare(self, node: dict[str, Any]) -> dict[str, Any]:
        kept = {key: node[key] for key in limits(node)}
        for key, value in kept.items():
            if key in _MAPS:
                kept[key] = {name: self.bare(inner) for name, inner in value.items()}
            elif key in _LISTS:
                kept[key] = [self.bare(inner) for inner in value]
            elif key in _SINGLE:
                kept[key] = self.bare(value)
            elif key == "required":
                kept[key] = sorted(value)
            else:
                kept[key] = _plain(value)
        return kept

    def _keep(self, key: tuple[str, int], node: Any, value: Any) -> None:
        # The node is held too: the id of one that is gone may come again.
        self._sources.append(node)
        self._kept[key] = value


def limits(node: dict[str, Any]) -> list[str]:
    """Return the keywords of a node that decide about values."""
    return [key for key in node if key not in _TEXTS and not key.startswith("x-") and not _is_told(node, key)]


def _is_told(node: dict[str, Any], key: str) -> bool:
    return key == "$defs" or (key == "format" and node["format"] not in MEDIA)


def members(node: dict[str, Any]) -> list[Any] | None:
    """Return the only values that a node allows, or None where it does not list them."""
    if "const" in node:
        return [node["const"]]
    given = node.get("enum")
    return given if is_array(given) else None


def type_names(node: dict[str, Any]) -> list[str]:
    """Return the types of a node, none where it names none."""
    given = node.get("type")
    return list(given) if is_array(given) else [] if given is None else [given]


def _apart(branches: list[list[Any]]) -> bool:
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
                own_types.update(map(_family, names))
            elif len(branches) > 1:
                return False
        meet = (
            own_types & types
            or any(equal(value, other) for value in own_values for other in values)
            or types & {_family(type_of(value)) for value in own_values}
            or own_types & {_family(type_of(value)) for value in values}
        )
        if meet:
            return False
        types |= own_types
        values += own_values
    return True


def _family(name: str) -> str:
    return "number" if name == "integer" else name


def _plain(value: Any) -> Any:
    """Return a value in which equal numbers are written alike."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if is_array(value):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()} if is_object(value) else value


def _taken_apart(root: Any) -> tuple[Any, dict[str, Any]]:
    """Return the schema and its definitions, with references to the whole as references to a definition.

    Those stay right inside a part.
    """
    if not is_object(root):
        return root, {}
    body = {key: value for key, value in root.items() if key != "$defs"}
    definitions: dict[str, Any] = root.get("$defs", {})
    if not _refers_to_root(root):
        return body, definitions
    renamed = {name: _renamed(node) for name, node in {**definitions, _ROOT: body}.items()}
    return renamed[_ROOT], renamed


def _refers_to_root(node: Any) -> bool:
    if is_object(node):
        return node.get("$ref") == "#" or any(map(_refers_to_root, node.values()))
    return is_array(node) and any(map(_refers_to_root, node))


def _renamed(node: Any) -> Any:
    if is_array(node):
        return [_renamed(item) for item in node]
    if not is_object(node):
        return node
    return {
        key: f"#/$defs/{_ROOT.replace('~', '~0')}" if key == "$ref" and value == "#" else _renamed(value)
        for key, value in node.items()
    }
