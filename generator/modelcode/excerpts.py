"""Parts of a schema that go into the generated code: without texts, and with the definitions that they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect.references import definition_name
from generator.dialect.table import LISTED, NAMED, NESTED
from generator.jsonvalues import is_object

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["self_contained", "without_annotations"]

_TEXTS = frozenset(
    """
    title description default example examples format validations deprecated readOnly writeOnly
    """.split()
)


def self_contained(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema without texts, together with the definitions that it needs."""
    bare: dict[str, Any] = without_annotations(schema)
    needed: dict[str, Any] = {}
    waiting = list(_references(bare))
    while waiting:
        key = definition_name(waiting.pop())
        if key not in needed and key in definitions:
            needed[key] = without_annotations(definitions[key])
            waiting += _references(needed[key])
    return bare | ({"$defs": needed} if needed else {})


def without_annotations(node: Any) -> Any:
    """Return a schema with only what limits a value."""
    return _mapped(node, lambda key: key not in _TEXTS and not key.startswith("x-"))


def _mapped(node: Any, keep: Callable[[str], bool]) -> Any:
    if not is_object(node):
        return node
    result: dict[str, Any] = {}
    for key, value in node.items():
        if not keep(key):
            continue
        if key in NAMED:
            result[key] = {name: _mapped(child, keep) for name, child in value.items()}
        elif key in LISTED:
            result[key] = [_mapped(child, keep) for child in value]
        else:
            result[key] = _mapped(value, keep) if key in NESTED else value
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
