"""`anyOf`, `oneOf`, `allOf` and `nullable`: several schemas about one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect.references import definition_name
from generator.dialect.scalars import count
from generator.dialect.table import ANNOTATIONS, ASSERTIONS
from generator.faults import child, show
from generator.jsonvalues import equal, is_array, is_object, unique

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.dialect.normaliser import Normaliser

__all__ = ["assertions", "combinations", "inline_root", "nullable"]

_SHAPES = ("properties", "additionalProperties", "items", "prefixItems", "$ref", "enum", "const")


def combinations(normaliser: Normaliser, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Take in `anyOf` and `oneOf` as they are, and merge `allOf` into the node."""
    for keyword in ("allOf", "anyOf", "oneOf"):
        if keyword not in raw:
            continue
        given, place = raw[keyword], child(pointer, keyword)
        if not is_array(given) or not given:
            normaliser.error(place, f"{keyword} must be a list of at least one schema, not {show(given)}")
        elif keyword == "allOf":
            alone = len(given) == 1 and not any(map(_limits, node))
            for index, branch in enumerate(given):
                read = normaliser.node if alone else normaliser.inlined
                _merge(normaliser, node, read(branch, child(place, index)), child(place, index))
        elif any(key in node for key in _SHAPES):
            # Beside a shape of its own, the branches only limit it further.
            limits = normaliser.asserting()
            node[keyword] = [limits.node(branch, child(place, index)) for index, branch in enumerate(given)]
        else:
            branches = [normaliser.node(branch, child(place, index)) for index, branch in enumerate(given)]
            inherited = {key: node.pop(key) for key in list(node) if _limits(key)}
            if len(branches) == 1:
                branches = [_narrowed(normaliser, branches[0], inherited, place)]
                _merge(normaliser, node, branches[0], child(place, 0))
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
    _merge(normaliser, merged, dict(inherited), place)
    return merged


def _merge(normaliser: Normaliser, node: dict[str, Any], other: Any, place: str) -> None:
    """Put the limits of `other` onto `node`, or report that the two cannot be said as one schema."""
    if other is True:
        return
    if other is False:
        normaliser.error(place, "the schema allows nothing")
        return
    for keyword, value in other.items():
        if keyword not in node:
            node[keyword] = value
        elif keyword in ANNOTATIONS or keyword.startswith("x-") or equal(node[keyword], value):
            continue  # the outer text is the nearer one
        elif (tightened := _tightened(keyword, node[keyword], value)) is not None:
            node[keyword] = tightened
        else:
            normaliser.error(
                child(place, keyword),
                f"{keyword} {show(value)} cannot be merged with {show(node[keyword])}",
                "write the merged schema out",
            )
    if "$ref" in node and any(
        key not in ANNOTATIONS and key != "$ref" and not key.startswith("x-") for key in node
    ):
        normaliser.error(place, "$ref beside other limits cannot be merged", "write the merged schema out")


def _tightened(keyword: str, one: Any, other: Any) -> Any:
    """Return the value of a keyword that says both, or None where there is none."""
    if keyword in ("minimum", "exclusiveMinimum", "minLength", "minItems"):
        return max(one, other)
    if keyword in ("maximum", "exclusiveMaximum", "maxLength", "maxItems"):
        return min(one, other)
    if keyword == "required":
        return unique([*one, *other])
    if keyword == "properties" and not any(
        name in one and not equal(one[name], other[name]) for name in other
    ):
        return {**one, **other}
    if keyword == "enum":
        return [member for member in one if any(equal(member, candidate) for candidate in other)] or None
    if keyword == "type":
        return _common_type(one, other)
    return None


def _common_type(one: Any, other: Any) -> Any:
    ones, others = ([one] if isinstance(one, str) else one), ([other] if isinstance(other, str) else other)
    common = [name for name in ones if name in others]
    if "number" in others and "integer" in ones:
        common.append("integer")
    if "number" in ones and "integer" in others:
        common.append("integer")
    return (common[0] if len(common) == 1 else common) if common else None


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
