"""Types and formats: what a node is, by its own word or by what else is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect.table import KNOWN_FORMATS, TYPE_NAMES
from generator.plain.faults import child
from generator.plain.text import show
from generator.plain.values import is_array
from generator.schema.keywords import BY_TYPE, MEDIA, TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.dialect.context import Context

__all__ = ["imply", "types"]


def types(
    context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str, *, implied: bool
) -> None:
    """Take in `type` and `format`. With `implied`, a node without a type gets the one that its keywords are about."""
    place = child(pointer, "type")
    given = raw.get("type")
    names: list[str] = []
    unknown = False
    for name in given if is_array(given) else [] if given is None else [given]:
        meant = TYPE_NAMES.get(name.lower(), name.lower()) if isinstance(name, str) else name
        if meant not in TYPES:
            unknown = True
            context.weaker(
                place,
                f"unknown type {show(name)}; anything is accepted",
                f"the types are {', '.join(TYPES)}",
            )
            continue
        if meant != name:
            context.note(place, f"type {show(name)} is taken as {show(meant)}")
        if meant not in names:
            names.append(meant)
    _format(context, raw, node, names, pointer, unknown=unknown)
    if "integer" in names and "number" in names:
        names.remove("integer")
    if given == []:
        context.warning(place, "an empty list of types; taken as if there were none")
    if names and not unknown:
        node["type"] = names[0] if len(names) == 1 else names
    elif implied and not unknown:
        imply(context, node, pointer, raw)


def imply(context: Context, node: dict[str, Any], pointer: str, raw: Mapping[str, Any] | None = None) -> None:
    """Give a node without a type the one that its keywords, or those it was made from, are about."""
    said = {key: value for key, value in node.items() if key != "allOf"} if raw is None else raw
    name = None if context.is_asserting or "type" in node else _implied(said)
    if name:
        context.note(pointer, f"no type is given; taken as {show(name)}")
        node["type"] = name


def _format(
    context: Context,
    raw: Mapping[str, Any],
    node: dict[str, Any],
    names: list[str],
    pointer: str,
    *,
    unknown: bool,
) -> None:
    given = raw.get("format")
    if given is None:
        return
    place = child(pointer, "format")
    if not isinstance(given, str):
        context.warning(place, f"a format must be a string, not {show(given)}; left out")
        return
    media = MEDIA.get(given)
    if media is None:
        if given not in KNOWN_FORMATS:
            context.warning(place, f"unknown format {show(given)}; it is not checked")
        node["format"] = given
        return
    kind, many = media
    if not names and not unknown:
        names.append("array" if many else "string")
    if "array" in names and "string" not in names:
        node["format"] = f"{kind}_uris"
    elif "string" in names:
        node["format"] = f"{kind}_uri"
    else:
        context.warning(place, f"format {show(given)} does not fit type {show(raw.get('type'))}; left out")
    if node.get("format", given) != given:
        context.note(place, f"format {show(given)} is taken as {show(node['format'])}, which fits the type")


def _implied(raw: Mapping[str, Any]) -> str | None:
    if any(keyword in raw for keyword in ("anyOf", "oneOf", "allOf", "enum", "const")):
        return None
    for type_name in ("object", "array", "string", "number"):
        if any(keyword in raw for keyword in BY_TYPE[type_name]):
            return type_name
    return None
