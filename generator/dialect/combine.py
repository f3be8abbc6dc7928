"""`anyOf`, `oneOf`, `allOf` and `nullable`: several schemas about one value."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from generator.dialect.merge import merge
from generator.dialect.references import definition_name
from generator.dialect.scalars import count
from generator.dialect.table import ANNOTATIONS, ASSERTIONS, BY_TYPE
from generator.faults import child, show
from generator.jsonvalues import is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.dialect.normaliser import Normaliser

__all__ = ["assertions", "combinations", "inline_root", "limits_reference", "nullable"]

# What limits a value by itself.
_LIMITS = frozenset((*ASSERTIONS, *(keyword for group in BY_TYPE.values() for keyword in group))) - {
    "$ref",
    "$defs",
    "definitions",
    "nullable",
}
_SHAPES = ("properties", "additionalProperties", "items", "prefixItems", "$ref", "enum", "const")


def combinations(normaliser: Normaliser, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Take in `anyOf` and `oneOf` as they are, and merge `allOf`, and a `$ref` with limits beside it, into the node."""
    asserting = normaliser.asserting()
    if "$ref" in raw and limits_reference(raw) and not normaliser.is_asserting:
        reference: dict[str, Any] = {}
        normaliser.reference(raw["$ref"], reference, pointer)
        target = normaliser.inlined({"$ref": raw["$ref"]}, pointer) if reference else True
        merge(normaliser, node, target, pointer, lambda: reference)
    for keyword in ("allOf", "anyOf", "oneOf"):
        if keyword not in raw:
            continue
        given, place = raw[keyword], child(pointer, keyword)
        if not is_array(given) or not given:
            normaliser.error(place, f"{keyword} must be a list of at least one schema, not {show(given)}")
        elif keyword == "allOf":
            alone = len(given) == 1 and not any(map(_limits, node))
            for index, branch in enumerate(given):
                at = child(place, index)
                found = normaliser.node(branch, at, branch=True) if alone else normaliser.inlined(branch, at)
                merge(normaliser, node, found, at, partial(asserting.node, branch, at))
        elif any(key in node for key in _SHAPES):
            # Beside a shape of its own, the branches only limit it further.
            node[keyword] = [
                asserting.node(branch, child(place, index)) for index, branch in enumerate(given)
            ]
        else:
            branches = [normaliser.node(branch, child(place, index)) for index, branch in enumerate(given)]
            inherited = {key: node.pop(key) for key in list(node) if _limits(key)}
            if len(branches) == 1:
                branches = [_narrowed(normaliser, branches[0], inherited, place)]
                at = child(place, 0)
                merge(normaliser, node, branches[0], at, partial(asserting.node, given[0], at))
            else:
                node[keyword] = [_narrowed(normaliser, branch, inherited, place) for branch in branches]


def assertions(normaliser: Normaliser, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Take in the assertions that no type can say, with the schemas inside them."""
    asserting = normaliser.asserting()
    for keyword in ASSERTIONS:
        if keyword not in raw:
            continue
        value, place = raw[keyword], child(pointer, keyword)
        if keyword in ("not", "if", "then", "else", "contains", "propertyNames"):
            node[keyword] = asserting.node(value, place)
        elif keyword == "dependentRequired":
            if is_object(value) and all(
                is_array(names) and all(isinstance(name, str) for name in names) for names in value.values()
            ):
                node[keyword] = value
            else:
                normaliser.error(place, f"{keyword} must map names to lists of names, not {show(value)}")
        else:
            count(normaliser, raw, node, keyword, pointer)


def limits_reference(raw: Mapping[str, Any]) -> bool:
    """Say whether more than texts stands beside a `$ref`: it must be taken in then, to be limited."""
    return any(keyword in _LIMITS and raw[keyword] is not None for keyword in raw)


def _limits(keyword: str) -> bool:
    """Say whether a keyword limits values, rather than telling about them or joining branches."""
    return keyword not in ANNOTATIONS and not keyword.startswith("x-") and keyword not in ("anyOf", "oneOf")


def _narrowed(normaliser: Normaliser, branch: Any, inherited: dict[str, Any], place: str) -> Any:
    """Return a branch together with what stood beside the `anyOf`: limits on every branch alike."""
    if branch is False or not inherited:
        return branch
    if branch is True:
        return dict(inherited)
    merged = dict(branch)
    merge(normaliser, merged, inherited, place, lambda: inherited)
    return merged


def nullable(
    normaliser: Normaliser, raw: Mapping[str, Any], node: dict[str, Any], pointer: str
) -> dict[str, Any]:
    """Turn OpenAPI's `nullable: true` into a type, a member or a branch of null."""
    flag = raw.get("nullable")
    if flag is None or flag is False:
        return node
    if flag is not True:
        normaliser.warning(
            child(pointer, "nullable"), f"nullable must be true or false, not {show(flag)}; left out"
        )
        return node
    if "enum" in node and not any(member is None for member in node["enum"]):
        node["enum"] = [*node["enum"], None]
    if "const" in node and node["const"] is not None:
        node["enum"] = [node.pop("const"), None]
    if "type" in node:
        given = node["type"]
        names = given if is_array(given) else [given]
        node["type"] = names if "null" in names else [*names, "null"]
        return node
    for keyword in ("anyOf", "oneOf"):
        if keyword in node:
            if not any(is_object(branch) and branch.get("type") == "null" for branch in node[keyword]):
                node[keyword] = [*node[keyword], {"type": "null"}]
            return node
    if "$ref" in node:
        node["anyOf"] = [{"$ref": node.pop("$ref")}, {"type": "null"}]
    return node


def inline_root(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a root that is only a reference as what it refers to, beside its definitions."""
    seen: set[str] = set()
    while "$ref" in schema and schema["$ref"].startswith("#/$defs/") and schema["$ref"] not in seen:
        seen.add(schema["$ref"])
        target = schema["$defs"].get(definition_name(schema["$ref"]))
        if not is_object(target):
            break
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**target, **rest}
    return schema
