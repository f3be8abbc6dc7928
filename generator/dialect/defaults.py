"""Defaults that the schema itself would refuse: reported and left out, so that no signature shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect.definitions import given_pointer
from generator.plain.faults import child
from generator.plain.text import show
from generator.plain.values import is_object
from generator.schema.fitting import first_problem
from generator.schema.value import map_children

if TYPE_CHECKING:
    from generator.dialect.context import Context

__all__ = ["check_defaults"]


def check_defaults(schema: dict[str, Any], context: Context) -> dict[str, Any]:
    """Return the schema without the defaults that it would not accept; each is reported at its pointer."""

    def checked(node: Any, pointer: str) -> Any:
        if not is_object(node):
            return node
        result = map_children(node, lambda inner, steps: checked(inner, child(pointer, *steps)))
        problem = first_problem(node, node["default"], schema) if "default" in node else None
        if problem is not None:
            default = result.pop("default")
            place = given_pointer(context.schema, child(pointer, "default"))
            if default is None:
                # How some schemas of the server say that there is none.
                context.note(place, "the default null is not valid; taken as none")
            else:
                shown, why = show(default, 60), show(problem, 160)[1:-1]
                context.warning(place, f"the default {shown} is not valid: {why}; left out")
        return result

    found: dict[str, Any] = checked(schema, "")
    if "$defs" in schema:
        place = child("", "$defs")
        found["$defs"] = {name: checked(node, child(place, name)) for name, node in schema["$defs"].items()}
    return found
