"""The members of an enum, or a constant, against what else is said about the same value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect.scalars import leave_type_out
from generator.plain.faults import child
from generator.plain.text import show
from generator.schema.fitting import fits
from generator.schema.keywords import BY_TYPE, HOLDERS, is_annotation

if TYPE_CHECKING:
    from generator.dialect.context import Context

__all__ = ["fitting_members"]

# Other schemas stand in the others; they are rules of their own beside the enum.
_LIMITS = {
    "type",
    *(keyword for name in ("number", "string", "array") for keyword in BY_TYPE[name]),
} - HOLDERS


def fitting_members(context: Context, node: dict[str, Any], pointer: str) -> None:
    """Leave the members that the node's own type, bounds, lengths and pattern allow: a class tells only of the members.

    Where a type contradicts all of them, it is the type that is left out. What no value can fit is reported.
    """
    keyword = "enum" if "enum" in node else "const" if "const" in node else None
    if keyword is None:
        return
    members = node["enum"] if keyword == "enum" else [node["const"]]
    limits = {key: value for key, value in node.items() if key in _LIMITS}
    if keyword == "enum" and "const" in node:
        limits["const"] = node["const"]
    if not limits:
        return
    fitting = _allowed_members(limits, members)
    if (
        not fitting
        and "type" in limits
        and "const" not in limits
        and any(member is not None for member in members)
    ):
        without = {key: value for key, value in limits.items() if key != "type"}
        fitting = _allowed_members(without, members)
        if fitting:
            leave_type_out(context, node, keyword, pointer)
            limits = without
    said = ", ".join(f"{key} {show(value, 40)}" for key, value in limits.items() if not is_annotation(key))
    if not fitting:
        context.error(child(pointer, keyword), f"no value of {keyword} fits {said}", "fix one of them")
        return
    if "const" in limits:
        del node["enum"]
        return
    kept = set(map(id, fitting))
    for member in members:
        if id(member) not in kept:
            context.warning(child(pointer, keyword), f"{show(member)} does not fit {said}; left out")
    if keyword == "enum":
        node["enum"] = fitting


def _allowed_members(limits: dict[str, Any], members: list[Any]) -> list[Any]:
    return [member for member in members if fits(limits, member)]
