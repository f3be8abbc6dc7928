"""Defaults that the schema itself would refuse: reported and left out, so that no signature shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect.validator import first_problem
from generator.faults import child, show
from generator.jsonvalues import is_object

if TYPE_CHECKING:
    from generator.dialect.normaliser import Normaliser

__all__ = ["check_defaults"]


def check_defaults(schema: dict[str, Any], normaliser: Normaliser) -> dict[str, Any]:
    """Return the schema without the defaults that it would not accept; each is reported at its pointer."""
    checked: dict[str, Any] = _checked(schema, "", schema.get("$defs", {}), normaliser)
    return checked


def _checked(node: Any, pointer: str, definitions: dict[str, Any], normaliser: Normaliser) -> Any:
    if not is_object(node):
        return node
    result = dict(node)
    for keyword in ("properties", "patternProperties", "$defs"):
        if keyword in node:
            result[keyword] = {
                name: _checked(child_node, child(pointer, keyword, name), definitions, normaliser)
                for name, child_node in node[keyword].items()
            }
    for keyword in ("anyOf", "oneOf", "prefixItems"):
        if keyword in node:
            result[keyword] = [
                _checked(branch, child(pointer, keyword, index), definitions, normaliser)
                for index, branch in enumerate(node[keyword])
            ]
    for keyword in ("items", "additionalProperties"):
        if keyword in node:
            result[keyword] = _checked(node[keyword], child(pointer, keyword), definitions, normaliser)
    if "default" in node:
        problem = first_problem(node | {"$defs": definitions}, node["default"])
        if problem is not None:
            normaliser.warning(
                child(pointer, "default"),
                f"the default {show(node['default'], 60)} is not valid: {show(problem, 160)[1:-1]}; left out",
            )
            del result["default"]
    return result
