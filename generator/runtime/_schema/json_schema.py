"""A class of inputs as a JSON schema: what pydantic leaves out of it, or says in words of its own."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

from .._plain.json_values import is_dict, is_list
from .._plain.schema_parts import LISTED, NAMED, NESTED, pointed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import CoreSchema

__all__ = ["any_value", "merged", "self_contained", "standard"]

# What pydantic calls the bounds of a union; of a single type it says them as JSON Schema does.
_BOUNDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
_INTEGER, _NUMBER = {"type": "integer"}, {"type": "number"}
_MOST_NODES = 500
_ANY_VALUE = "JSONValue"


# What says of a value that it is anything, and what it is called.
_NO_RULES = frozenset({"title", "description", "default", "examples"})


def standard(schema: Any, anything: Callable[[], dict[str, Any]]) -> Any:
    """Return a schema in which the bounds of numbers have the names that JSON Schema gives them.

    A number that is sent as it was written is to pydantic an integer or a float; to JSON Schema it is a number. Where
    anything is allowed stands what `anything` returns: tools of language models refuse a schema that says nothing.
    """
    if not is_dict(schema):
        return schema
    if schema.keys() <= _NO_RULES:
        return {**schema, **anything()}
    renamed = {_BOUNDS.get(key, key): value for key, value in schema.items()}
    return _with_numbers(_map(renamed, lambda inner: standard(inner, anything)))


def any_value() -> CoreSchema:
    """Return the schema of every JSON value."""
    this = core_schema.definition_reference_schema(_ANY_VALUE)
    kinds: list[CoreSchema | tuple[CoreSchema, str]] = [
        core_schema.str_schema(), core_schema.float_schema(), core_schema.bool_schema(), core_schema.none_schema(),
        core_schema.list_schema(this), core_schema.dict_schema(core_schema.str_schema(), this),
    ]  # fmt: skip
    return core_schema.definitions_schema(this, [core_schema.union_schema(kinds, ref=_ANY_VALUE)])


def _with_numbers(schema: dict[str, Any]) -> dict[str, Any]:
    branches = schema.get("anyOf")
    if not is_list(branches) or _INTEGER not in branches or _NUMBER not in branches:
        return schema
    left = [one for one in branches if one != _INTEGER]
    if len(left) > 1:
        return {**schema, "anyOf": left}
    return {**{key: value for key, value in schema.items() if key != "anyOf"}, **_NUMBER}


def merged(schema: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with further keywords; what both say holds twice."""
    twice = {key for key in more if key in schema and key != "allOf"}
    if twice:
        return {"allOf": [schema, more]}
    every = [*schema.get("allOf", []), *more.get("allOf", [])]
    return {**schema, **more, **({"allOf": every} if every else {})}


def self_contained(schema: Any) -> Any:
    """Return a schema that can stand inside another: references to its own definitions become what they mean.

    Where a definition holds itself, the schema becomes a resource of its own, with an address that is only a name.
    """
    if not is_dict(schema) or "$defs" not in schema:
        return schema
    try:
        return _Inlined(schema).of({key: value for key, value in schema.items() if key != "$defs"}, ())
    except RecursionError:
        text = json.dumps(schema, sort_keys=True)
        address = f"https://runcomfy.invalid/rules/{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        return {"$id": address, **_absolute(schema, address)}


class _Inlined:
    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root
        self._nodes = 0

    def of(self, node: Any, inside: tuple[str, ...]) -> Any:
        """Return a node without references. Raises RecursionError where that has no end, or becomes too large."""
        self._nodes += 1
        if not is_dict(node):
            return node
        rest = _map(
            {key: value for key, value in node.items() if key != "$ref"}, lambda child: self.of(child, inside)
        )
        if "$ref" not in node:
            return rest
        reference = node["$ref"]
        if reference in inside or self._nodes > _MOST_NODES:
            raise RecursionError
        meant = self.of(pointed(self._root, reference, otherwise=False), (*inside, reference))
        return {"allOf": [meant, rest]} if rest else meant


def _absolute(node: Any, address: str) -> Any:
    if not is_dict(node):
        return node
    found = _map(node, lambda child: _absolute(child, address))
    return {**found, "$ref": address + node["$ref"]} if "$ref" in node else found


def _map(schema: dict[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    """Return a schema with the schemas in it changed."""
    found: dict[str, Any] = {}
    for key, value in schema.items():
        if key in NESTED:
            found[key] = change(value)
        elif key in LISTED and is_list(value):
            found[key] = [change(one) for one in value]
        elif key in NAMED and is_dict(value):
            found[key] = {name: change(one) for name, one in value.items()}
        else:
            found[key] = value
    return found
