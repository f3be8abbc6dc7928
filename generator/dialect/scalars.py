"""Enums, bounds, lengths, patterns and file rules: the keywords about single values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect.table import MOST_MEMBERS
from generator.plain.faults import child
from generator.plain.text import shortened, show
from generator.plain.unicode import escape_hidden, is_shown
from generator.plain.values import is_array, is_object, unique, whole_bound
from generator.schema.fitting import is_of_other_type
from generator.schema.pattern import PatternError, check_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.dialect.context import Context

__all__ = [
    "bounds",
    "count",
    "enumeration",
    "leave_type_out",
    "numbers",
    "pattern_properties",
    "strings",
    "validations",
]

# Rules about files that the API's schemas state; a MB is 1,000,000 bytes.
FILE_RULES = (
    "file_size_mb<",
    "file_size_mb>",
    "width/height<",
    "width/height>",
    "width_pixels>",
    "height_pixels>",
)


_BOUNDS = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)
_OPEN_BOUNDS = (
    ("exclusiveMinimum", "maximum"),
    ("minimum", "exclusiveMaximum"),
    ("exclusiveMinimum", "exclusiveMaximum"),
)


def enumeration(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Take in `enum` and `const`: no duplicates, and no member that the node's type can never be.

    Where no member is of the type, it is the type that is wrong: they count as they are.
    """

    def fits(value: Any) -> bool:
        return context.is_asserting or not is_of_other_type(node, value)

    def may_be_null(value: Any) -> bool:
        return value is None and raw.get("nullable") is True

    if "const" in raw:
        node["const"] = raw["const"]
    if "enum" not in raw:
        if "const" in raw and not fits(raw["const"]) and not may_be_null(raw["const"]):
            leave_type_out(context, node, "const", pointer)
        return
    place = child(pointer, "enum")
    members = _members(context, raw["enum"], place)
    others = [member for member in members.values() if member is not None]
    if others and not any(map(fits, others)):
        leave_type_out(context, node, "enum", pointer)
    kept: list[Any] = []
    for index, member in members.items():
        if fits(member) or may_be_null(member):
            kept.append(member)
        else:
            message = f"{show(member)} is not of type {show(node['type'])}; left out"
            context.warning(child(place, index), message)
    if kept:
        node["enum"] = kept
    elif members:
        context.error(place, f"no value of enum is of type {show(node['type'])}", "fix the type or the enum")


def _members(context: Context, given: Any, place: str) -> dict[int, Any]:
    """Return the different members of an enum by where they stand, none where an error was reported."""
    if not is_array(given) or not given:
        context.error(place, f"enum must be a list of at least one value, not {show(given)}")
        return {}
    if len(given) > MOST_MEMBERS:
        context.error(place, f"an enum of {len(given):,} members; at most {MOST_MEMBERS:,} are read")
        return {}
    different = unique(given)
    if len(different) < len(given):
        context.warning(place, "enum names a value twice; the second is left out")
    if hidden := [one for one in different if isinstance(one, str) and not is_shown(one)]:
        context.warning(
            place,
            f"the member {escape_hidden(shortened(hidden[0], 80), spaces=True)} holds characters that are not seen",
            "it is sent as it is; if a copy from a page has changed it, fix it here",
        )
    first = {id(member): index for index, member in reversed(list(enumerate(given)))}
    return {first[id(member)]: member for member in different}


def leave_type_out(context: Context, node: dict[str, Any], keyword: str, pointer: str) -> None:
    """Leave out a type that contradicts all that is listed, and the format that was said of it."""
    given = show(node.pop("type"))
    context.warning(
        child(pointer, keyword), f"no value of {keyword} is of type {given}; what is listed counts as it is"
    )
    node.pop("format", None)


def numbers(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Take in the numeric bounds; for integers a fractional bound becomes the integer that says the same."""
    integers = node.get("type") == "integer"
    for keyword, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        for name in (keyword, exclusive):
            value = raw.get(name)
            if value is None or (name == exclusive and isinstance(value, bool)):
                continue
            if not _is_number(value):
                context.error(child(pointer, name), f"{name} must be a number, not {show(value)}")
                continue
            if integers and isinstance(value, float):
                value = whole_bound(value, exclusive if raw.get(exclusive) is True else name)
            node[name] = value
        if raw.get(exclusive) is True and keyword in node:  # the form of draft 4 and OpenAPI 3.0
            node[exclusive] = node.pop(keyword)
        elif raw.get(exclusive) is True and keyword not in raw:
            context.warning(
                child(pointer, exclusive), f"{exclusive} is true, and there is no {keyword}; left out"
            )
    step = raw.get("multipleOf")
    if step is not None:
        if not _is_number(step) or step <= 0:
            context.error(
                child(pointer, "multipleOf"), f"multipleOf must be a number above 0, not {show(step)}"
            )
        else:
            node["multipleOf"] = step


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def strings(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Take in lengths and pattern; a pattern that the client's engine cannot run is left to the server."""
    for keyword in ("minLength", "maxLength"):
        count(context, raw, node, keyword, pointer)
    if "pattern" in raw and pattern(context, raw["pattern"], child(pointer, "pattern")):
        node["pattern"] = raw["pattern"]


def pattern(context: Context, given: Any, place: str) -> bool:
    """Say whether the pattern can be used; report it where not."""
    try:
        check_pattern(given)
    except PatternError as fault:
        if fault.checkable_elsewhere:
            context.weaker(place, f"{fault}; it is left to the server")
        else:
            context.error(place, str(fault), "fix the regular expression")
        return False
    return True


def pattern_properties(context: Context, given: Any, pointer: str) -> dict[str, Any]:
    """Return the usable entries of `patternProperties`."""
    place = child(pointer, "patternProperties")
    if not is_object(given):
        context.error(place, f"patternProperties must be an object, not {show(given)}")
        return {}
    return {
        key: context.node(schema, child(place, key))
        for key, schema in given.items()
        if pattern(context, key, child(place, key))
    }


def count(context: Context, raw: Mapping[str, Any], node: dict[str, Any], keyword: str, pointer: str) -> None:
    """Take in a length or a number of items: an integer from 0."""
    value = raw.get(keyword)
    if value is None:
        return
    if not _is_number(value) or value < 0 or value != int(value):
        context.error(child(pointer, keyword), f"{keyword} must be an integer, 0 or more, not {show(value)}")
        return
    node[keyword] = int(value)


def bounds(context: Context, node: Mapping[str, Any], pointer: str) -> None:
    """Report bounds between which nothing lies, also where they come from several parts."""
    integers = node.get("type") == "integer"
    for low, high in _BOUNDS:
        if low in node and high in node and node[low] > node[high]:
            context.error(
                child(pointer, low),
                f"{low} {show(node[low])} is above {high} {show(node[high])}: no value fits",
                "fix one of them",
            )
    for low, high in _OPEN_BOUNDS:
        # Between 3 and 4 there is no integer.
        gap = 1 if integers and low.startswith("ex") and high.startswith("ex") else 0
        if low in node and high in node and node[low] + gap >= node[high]:
            context.error(
                child(pointer, low),
                f"between {low} {show(node[low])} and {high} {show(node[high])} lies no value",
                "fix one of them",
            )


def validations(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Keep the file rules that have the known form and a known name; report the others."""
    given, place = raw["validations"], child(pointer, "validations")
    if not is_array(given):
        context.warning(place, f"validations must be a list, not {show(given)}; left out")
        return
    kept: list[dict[str, Any]] = []
    for index, rule in enumerate(given):
        name = rule.get("validation_rule") if is_object(rule) else None
        value = rule.get("validation_value") if is_object(rule) else None
        if name not in FILE_RULES or not _is_number(value):
            context.warning(child(place, index), f"unknown file rule {show(rule)}; it is left to the server")
            continue
        text = rule.get("validation_error")
        kept.append(
            {"validation_rule": name, "validation_value": value}
            | ({"validation_error": text} if isinstance(text, str) else {})
        )
    if kept:
        node["validations"] = kept
