"""Two schemas about one value into one that says both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.plain.faults import child
from generator.plain.text import show
from generator.plain.values import equal, unique
from generator.schema.keywords import is_annotation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.dialect.context import Context

__all__ = ["common_type", "merge"]

# Keywords that mean something only beside each other.
_GROUPS = (
    frozenset(("items", "prefixItems")),
    frozenset(("if", "then", "else")),
    frozenset(("contains", "minContains", "maxContains")),
)
_LISTINGS = ("properties", "patternProperties")


def merge(
    context: Context, node: dict[str, Any], other: Any, place: str, asserted: Callable[[], Any]
) -> None:
    """Put the limits of `other` onto `node`.

    What cannot be said in one keyword stays beside it under `allOf`, as `asserted`: the whole of `other` as a rule.
    """
    if other is True:
        return
    if other is False:
        context.error(place, "the schema allows nothing")
        return
    apart = _unmergeable(context, node, other, place)
    whole = not apart
    for keyword, value in other.items():
        if keyword in apart:
            continue
        if keyword == "allOf" and keyword in node:
            node[keyword] = [*node[keyword], *value]
        elif keyword not in node and not _group_differs(keyword, node, other):
            node[keyword] = value
        elif is_annotation(keyword) or equal(node.get(keyword), value):
            continue  # the outer text is the nearer one
        elif (tightened := _conjunction(keyword, node.get(keyword), value)) is not None:
            whole = whole and not (keyword in _LISTINGS and _differ(node[keyword], value))
            node[keyword] = tightened
        elif keyword == "type" or (keyword in ("enum", "const") and not context.is_asserting):
            context.error(
                child(place, keyword),
                f"{keyword} {show(value)} and {keyword} {show(node[keyword])} of one value: none fits",
                "fix one of them",
            )
        else:
            whole = False
    if "additionalProperties" in apart and other.get("additionalProperties") is not False:
        node.setdefault("additionalProperties", True)  # it tells of others, and what limits them stands apart
    if not whole:
        node["allOf"] = [*node.get("allOf", ()), asserted()]


def _unmergeable(context: Context, node: dict[str, Any], other: dict[str, Any], place: str) -> set[str]:
    """Return the keywords that cannot be taken over, because `additionalProperties` knows only what is beside it."""
    found = {*_LISTINGS, "additionalProperties"} if _shuts_out(node, other) else set[str]()
    if _shuts_out(other, node):
        found.add("additionalProperties")
    if found and not context.is_asserting:
        context.warning(
            place,
            "additionalProperties also refuses what is listed only beside it",
            "list every property in the object that says additionalProperties",
        )
    return found


def _shuts_out(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether `additionalProperties` of one is about names that only the other lists: it must stay apart then."""
    if one.get("additionalProperties", True) is True:
        return False
    return any(other.get(listing, {}).keys() - one.get(listing, {}).keys() for listing in _LISTINGS)


def _group_differs(keyword: str, node: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether a keyword's companions stand in both, and differ: it cannot be taken over alone then."""
    return any(
        keyword in group and not all(equal(node[key], other.get(key)) for key in group if key in node)
        for group in _GROUPS
    )


def _conjunction(keyword: str, one: Any, other: Any) -> Any:
    """Return the value of a keyword that says both, or None where there is none."""
    if one is None:
        return None
    if keyword in ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"):
        return max(one, other)
    if keyword in ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"):
        return min(one, other)
    if keyword == "required":
        return unique([*one, *other])
    if keyword in _LISTINGS:
        return {**one, **other, **one}  # all of both is listed; what differs is a rule besides
    if keyword in ("additionalProperties", "items"):
        return other if one is True else one if other is True else False if False in (one, other) else None
    if keyword == "enum":
        return [member for member in one if any(equal(member, candidate) for candidate in other)] or None
    if keyword == "type":
        return common_type(one, other)
    return None


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two listings tell different things of one name."""
    return any(name in one and not equal(one[name], part) for name, part in other.items())


def common_type(one: Any, other: Any) -> Any:
    """Return the types that a value of both can have, or None where there are none."""
    ones, others = ([one] if isinstance(one, str) else one), ([other] if isinstance(other, str) else other)
    common = [name for name in ones if name in others]
    if "number" in others and "integer" in ones:
        common.append("integer")
    if "number" in ones and "integer" in others:
        common.append("integer")
    return (common[0] if len(common) == 1 else common) if common else None
