"""Objects: properties, what is required of them, and whether there may be others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect import scalars
from generator.dialect.context import may_be
from generator.dialect.table import MOST_PROPERTIES
from generator.plain.faults import child
from generator.plain.text import show
from generator.plain.unicode import escape_hidden, is_shown, nfkc
from generator.plain.values import is_array, is_object
from generator.schema.pattern import pattern_matches
from generator.schema.value import members

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.dialect.context import Context

__all__ = ["finish", "keywords"]


def keywords(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Take in what is said of an object's entries."""
    properties = _properties(context, raw, pointer)
    if properties:
        node["properties"] = properties
    patterns = raw.get("patternProperties")
    if patterns is not None:
        usable = scalars.pattern_properties(context, patterns, pointer)
        node |= {"patternProperties": usable} if usable else {}
        if is_object(patterns) and len(usable) < len(patterns):
            # Any name could be one of those that the pattern allows.
            node["additionalProperties"] = True
    extra = raw.get("additionalProperties")
    if extra is not None and "additionalProperties" not in node:
        node["additionalProperties"] = context.node(extra, child(pointer, "additionalProperties"))
    _required(context, raw, node, pointer)


def finish(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Say of a whole object what only all of its parts together tell: what else it takes, and what it cannot need."""
    if context.is_asserting or not may_be(node, "object"):
        return
    if "additionalProperties" not in node:
        # An object that lists nothing says that anything goes; one that lists whole values closes itself.
        listed = "properties" in raw or bool(node.get("properties")) or bool(node.get("patternProperties"))
        extra = not (listed and context.direction == "input") or members(node) is not None
        if node.get("type") == "object" or extra is not True:
            node["additionalProperties"] = extra
    if "required" in node:
        _drop_unknown(context, raw, node, pointer)


def _properties(context: Context, raw: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    given = raw.get("properties", {})
    place = child(pointer, "properties")
    if not is_object(given):
        context.error(place, f"properties must be an object, not {show(given)}")
        return {}
    if len(given) > MOST_PROPERTIES:
        context.error(place, f"{len(given):,} properties; at most {MOST_PROPERTIES:,} are read")
        return {}
    names = list(given)
    orders = {n: given[n].get("x-order") for n in names if is_object(given[n])}
    if any(order is not None for order in orders.values()):
        positions = {n: order for n, order in orders.items() if isinstance(order, int)}
        names.sort(key=lambda name: positions.get(name, len(names) + 1_000_000))
    for name in names:
        if not is_shown(name) or nfkc(name) != name:
            shown = escape_hidden(name, spaces=True)
            context.warning(
                child(place, name),
                f"the name of the property, {shown}, holds characters that are not seen, or that look like others",
                "it is sent as it is; if a copy from a page has changed it, fix it here",
            )
    return {name: context.node(_without_flag(given[name]), child(place, name)) for name in names}


def _without_flag(schema: Any) -> Any:
    """Return a property's schema without draft 3's `required: true`, which its object has read."""
    if is_object(schema) and isinstance(schema.get("required"), bool):
        return {key: value for key, value in schema.items() if key != "required"}
    return schema


def _required(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    given = raw.get("required", [])
    place = child(pointer, "required")
    # Draft 3 says `required: true` of a property; it is read where the object is.
    listing = given if is_array(given) else []
    names = [name for name in listing if isinstance(name, str)]
    wanted: dict[str, None] = dict.fromkeys(names)
    if len(names) < len(listing) or not (is_array(given) or isinstance(given, bool)):
        context.error(place, f"required must be a list of property names, not {show(given)}")
        return
    listed = raw.get("properties")
    for name, schema in listed.items() if is_object(listed) else ():
        if is_object(schema) and schema.get("required") is True:
            context.warning(
                child(pointer, "properties", name, "required"), "taken into the object's required list"
            )
            wanted[name] = None
    if wanted:
        node["required"] = list(wanted)


def _drop_unknown(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Leave out required names that are not properties: the model must stay usable."""
    properties: dict[str, Any] = node.get("properties", {})
    if not properties and node.get("additionalProperties") is not False:
        return
    given = raw.get("required")
    place = child(pointer, "required")
    listed = list(enumerate(given)) if is_array(given) else []
    where = {name: index for index, name in reversed(listed) if isinstance(name, str)}
    patterns = list(node.get("patternProperties", ()))
    known = f"the properties are {', '.join(map(show, list(properties)[:20]))}" if properties else ""
    kept: list[str] = []
    for name in node["required"]:
        if name in properties or any(pattern_matches(one, name) for one in patterns):
            kept.append(name)
            continue
        context.warning(
            child(place, where[name]) if name in where else place,
            f"required names {show(name)}, which is not a property; left out",
            known,
        )
    if kept:
        node["required"] = kept
    else:
        del node["required"]
