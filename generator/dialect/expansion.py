"""How large a schema is with its references written out: a few lines can stand for more than any machine can hold."""

from __future__ import annotations

from typing import Any

from generator.dialect.references import definition_name
from generator.dialect.table import LISTED, NESTED
from generator.jsonvalues import is_array, is_object

__all__ = ["MOST_PARTS", "bottomless", "parts", "written_out"]

MOST_PARTS = 100_000
_BY_NAME = ("properties", "patternProperties")
_IN_PLACE = ("not", "if", "then", "else")


def written_out(schema: dict[str, Any]) -> int:
    """Return of how many parts a normalised schema and its definitions consist, each reference counted as its target.

    A reference to an object with properties counts once, since that becomes a class; so does one that leads back.
    """
    definitions: dict[str, Any] = schema["$defs"]
    sizes: dict[int, int] = {}

    def size(node: Any) -> int:
        if not is_object(node):
            return 1
        if id(node) not in sizes:
            sizes[id(node)] = 1
            sizes[id(node)] = 1 + sum(map(size, parts(node))) + target(node)
        return sizes[id(node)]

    def target(node: dict[str, Any]) -> int:
        if "$ref" not in node:
            return 0
        found = definitions.get(definition_name(node["$ref"]))
        return size(found) if is_object(found) and not found.get("properties") else 1

    return size(schema) + sum(size(definition) for definition in definitions.values())


def parts(node: dict[str, Any]) -> list[Any]:
    """Return the schemas that stand in a normalised node."""
    found: list[Any] = [node[key] for key in NESTED if key in node]
    for key in _BY_NAME:
        found += node.get(key, {}).values()
    for key in LISTED:
        found += node[key] if is_array(node.get(key)) else []
    return found


def bottomless(schema: Any) -> str | None:
    """Return the name of a definition that says of a value what it says of that same value, without end.

    One that contains itself in a list or an object is none of these: a value ends somewhere. The schema itself is `#`.
    """
    if not is_object(schema):
        return None
    nodes = {**schema.get("$defs", {}), "#": schema}
    leads = {name: _in_place(node) for name, node in nodes.items()}
    finished: set[str] = set()
    for start, first in leads.items():
        path, waiting = [start], [iter(first)]
        while path:
            step = next((name for name in waiting[-1] if name in leads and name not in finished), None)
            if step is None:
                finished.add(path.pop())
                waiting.pop()
            elif step in path:
                return step
            else:
                path.append(step)
                waiting.append(iter(leads[step]))
    return None


def _in_place(node: Any) -> list[str]:
    """Return the names of the definitions that a node's value must be held against too."""
    if not is_object(node):
        return []
    found = [definition_name(node["$ref"])] if "$ref" in node else []
    parts = [node[key] for key in _IN_PLACE if key in node]
    for key in ("allOf", "anyOf", "oneOf"):
        parts += node.get(key, [])
    for part in parts:
        found += _in_place(part)
    return found
