"""Parts of a schema that go into the generated code: without texts, and with the definitions that they need."""

from __future__ import annotations

from typing import Any

from generator.dialect.references import definition_name, definition_reference
from generator.dialect.table import LISTED, NAMED, NESTED
from generator.jsonvalues import is_object

__all__ = ["self_contained"]

_TEXTS = frozenset(
    """
    title description default example examples format validations deprecated readOnly writeOnly
    """.split()
)


def self_contained(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a schema without texts, together with the definitions that it needs.

    In a part `#` would be the part itself, so the whole schema becomes a definition where one refers to it.
    """
    definitions: dict[str, Any] = schema.get("$defs", {})
    whole = "whole"
    while whole in definitions:
        whole += "_"
    known = {**definitions, whole: {key: value for key, value in schema.items() if key != "$defs"}}
    bare: dict[str, Any] = _without_texts(part, whole)
    needed: dict[str, Any] = {}
    waiting = _references(bare)
    while waiting:
        key = definition_name(waiting.pop())
        if key not in needed:
            needed[key] = _without_texts(known[key], whole)
            waiting += _references(needed[key])
    return bare | ({"$defs": needed} if needed else {})


def _without_texts(node: Any, whole: str) -> Any:
    """Return a schema with only what limits a value; `whole` is the name that `#` has as a definition."""
    if not is_object(node):
        return node
    result: dict[str, Any] = {}
    for key, value in node.items():
        if key in _TEXTS or key.startswith("x-"):
            continue
        if key == "$ref" and value == "#":
            result[key] = definition_reference(whole)
        elif key in NAMED:
            result[key] = {name: _without_texts(child, whole) for name, child in value.items()}
        elif key in LISTED:
            result[key] = [_without_texts(child, whole) for child in value]
        else:
            result[key] = _without_texts(value, whole) if key in NESTED else value
    return result


def _references(node: Any) -> list[str]:
    if not is_object(node):
        return []
    found = [node["$ref"]] if "$ref" in node else []
    for key, value in node.items():
        children = list(value.values()) if key in NAMED else value if key in LISTED else [value]
        for child in children if key in (*NAMED, *LISTED, *NESTED) else ():
            found += _references(child)
    return found
