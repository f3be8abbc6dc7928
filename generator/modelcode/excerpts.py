"""Parts of a schema that go into the generated code: without texts, and with the definitions that they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.plain.values import is_object
from generator.schema.keywords import is_annotation
from generator.schema.value import definition_name, definition_reference, map_children, references

if TYPE_CHECKING:
    from generator.schema.value import Schema

__all__ = ["excerpt"]


def excerpt(schema: Schema, part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a schema without texts, together with the definitions that it needs.

    In a part `#` would be the part itself, so the whole schema becomes a definition where one refers to it.
    """
    whole = "whole"
    while whole in schema.definitions:
        whole += "_"
    root = schema.root if is_object(schema.root) else {}
    known = {**schema.definitions, whole: {key: value for key, value in root.items() if key != "$defs"}}
    bare: dict[str, Any] = _without_texts(part, whole)
    needed: dict[str, Any] = {}
    waiting = references(bare)
    while waiting:
        key = definition_name(waiting.pop())
        if key not in needed:
            needed[key] = _without_texts(known[key], whole)
            waiting += references(needed[key])
    return bare | ({"$defs": needed} if needed else {})


def _without_texts(node: Any, whole: str) -> Any:
    """Return a schema with only what limits a value; `whole` is the name that `#` has as a definition."""
    if not is_object(node):
        return node
    kept = {key: value for key, value in node.items() if not is_annotation(key)}
    if kept.get("$ref") == "#":
        kept["$ref"] = definition_reference(whole)
    return map_children(kept, lambda child, _: _without_texts(child, whole))
