"""How large a schema is with its references written out: a few lines can stand for more than any machine can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.plain.values import is_object
from generator.schema.value import children, definition_name

if TYPE_CHECKING:
    from generator.schema.value import Schema

__all__ = ["MOST_PARTS", "bottomless", "written_out"]

MOST_PARTS = 100_000
# Schemas under these are about the same value, and not about a part of it.
_IN_PLACE = ("not", "if", "then", "else", "allOf", "anyOf", "oneOf", "dependentSchemas")


def written_out(schema: Schema) -> int:
    """Return of how many parts a normalised schema and its definitions consist, each reference counted as its target.

    A reference to an object with properties counts once, since that becomes a class; so does one that leads back.
    """
    sizes: dict[int, int] = {}

    def size(node: Any) -> int:
        if not is_object(node):
            return 1
        if id(node) not in sizes:
            sizes[id(node)] = 1
            sizes[id(node)] = 1 + sum(size(child) for _, child in children(node)) + target(node)
        return sizes[id(node)]

    def target(node: dict[str, Any]) -> int:
        if "$ref" not in node:
            return 0
        found = schema.definitions.get(definition_name(node["$ref"]))
        return size(found) if is_object(found) and not found.get("properties") else 1

    return size(schema.root) + sum(map(size, schema.definitions.values()))


def bottomless(schema: Schema) -> str | None:
    """Return the name of a definition that says of a value what it says of that same value, without end.

    One that contains itself in a list or an object is none of these: a value ends somewhere. The schema itself is `#`.
    """
    nodes = {**schema.definitions, "#": schema.root}
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
    return found + [
        name for steps, child in children(node) if steps[0] in _IN_PLACE for name in _in_place(child)
    ]
