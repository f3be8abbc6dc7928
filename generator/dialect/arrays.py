"""Arrays: their items, how many there are, and the tuples of all drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect import scalars
from generator.dialect.context import may_be
from generator.plain.faults import child
from generator.plain.text import show
from generator.plain.values import is_array, is_object
from generator.schema.keywords import MEDIA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.dialect.context import Context

__all__ = ["array"]


def array(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Take in what is said of an array's items."""
    if not may_be(node, "array"):
        return
    prefix, items = raw.get("prefixItems"), raw.get("items")
    if prefix is None and is_array(items):  # the tuple form of the older drafts
        prefix, items = items, raw.get("additionalItems", True)
    if prefix is not None:
        if not is_array(prefix) or not prefix:
            context.error(
                child(pointer, "prefixItems"),
                f"prefixItems must be a list of schemas, not {show(prefix)}",
            )
            return
        keyword = "prefixItems" if "prefixItems" in raw else "items"
        node["prefixItems"] = [
            context.node(item, child(pointer, keyword, i)) for i, item in enumerate(prefix)
        ]
    media = MEDIA.get(str(node.get("format")))
    if items is not None:
        node["items"] = context.node(items, child(pointer, "items"))
        if media and is_object(node["items"]) and node["items"].get("type") == "string":
            node["items"].setdefault("format", f"{media[0]}_uri")
    elif media:
        context.note(pointer, f"the array has no items; each is taken as {media[0]}_uri")
        node["items"] = {"type": "string", "format": f"{media[0]}_uri"}
    elif prefix is None and node.get("type") == "array":
        context.warning(pointer, "the array has no items; anything is accepted as an item")
        node["items"] = True
    for keyword in ("minItems", "maxItems"):
        scalars.count(context, raw, node, keyword, pointer)
    if "uniqueItems" in raw:
        if not isinstance(raw["uniqueItems"], bool):
            context.error(child(pointer, "uniqueItems"), "uniqueItems must be true or false")
        elif raw["uniqueItems"]:
            node["uniqueItems"] = True
