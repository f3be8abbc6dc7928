"""Types and formats: what a node is, by its own word or by what else is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect.table import BY_TYPE, KNOWN_FORMATS, MEDIA, TYPE_NAMES, TYPES
from generator.faults import child, show
from generator.jsonvalues import is_array

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.dialect.normaliser import Normaliser

__all__ = ["imply", "types"]


def types(
    normaliser: Normaliser, raw: Mapping[str, Any], node: dict[str, Any], pointer: str, *, implied: bool
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
            normaliser.weaker(
                place,
                f"unknown type {show(name)}; anything is accepted",
                f"the types are {', '.join(TYPES)}",
            )
            continue
        if meant != name:
            normaliser.note(place, f"type {show(name)} is taken as {show(meant)}")
        if meant not in names:
            names.append(meant)
    _format(normaliser, raw, node, names, pointer, unknown=unknown)
    if "integer" in names and "number" in names:
        names.remove("integer")
    if given == []:
        normaliser.warning(place, "an empty list of types; taken as if there were none")
    if names and not unknown:
        node["type"] = names[0] if len(names) == 1 else names
    elif implied and not unknown:
        imply(normaliser, node, pointer, raw)


def imply(
    normaliser: Normaliser, node: dict[str, Any], pointer: str, raw: Mapping[str, Any] | None = None
) -> None:
    """Give a node without a type the one that its keywords, or those it was made from, are about."""
    name = None if normaliser.is_asserting or "type" in node else _implied(node if raw is None else raw)
    if name:
        normaliser.note(pointer, f"no type is given; taken as {show(name)}")
        node["type"] = name


def _format(
    normaliser: Normaliser,
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
        normaliser.warning(place, f"a format must be a string, not {show(given)}; left out")
        return
    media = MEDIA.get(given)
    if media is None:
        if given not in KNOWN_FORMATS:
            normaliser.warning(place, f"unknown format {show(given)}; it is not checked")
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
        normaliser.warning(place, f"format {show(given)} does not fit type {show(raw.get('type'))}; left out")
    if node.get("format", given) != given:
        normaliser.note(
            place, f"format {show(given)} is taken as {show(node['format'])}, which fits the type"
        )


def _implied(raw: Mapping[str, Any]) -> str | None:
    if any(keyword in raw for keyword in ("anyOf", "oneOf", "allOf", "enum", "const")):
        return None
    for type_name in ("object", "array", "string", "number"):
        if any(keyword in raw for keyword in BY_TYPE[type_name]):
            return type_name
    return None
