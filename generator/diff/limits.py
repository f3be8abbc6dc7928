"""Single values: whether a new node's bounds, lengths, patterns and file rules allow all that an old node's do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.diff.side import limits as relevant
from generator.plain.values import is_array, is_multiple, is_object, whole_bound
from generator.schema.keywords import MEDIA

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Finding", "few_numbers", "file_rules", "lengths", "media", "numbers", "patterns"]

Finding: TypeAlias = "tuple[str, str, Any, Any]"
"""A rule, a message, and what was before and is now."""

_FEW = 1_000
_NUMBERS = frozenset({"type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_COUNTS = {
    "string": ("minLength", "maxLength", "characters"),
    "array": ("minItems", "maxItems", "items"),
    "object": ("minProperties", "maxProperties", "properties"),
}


def numbers(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Finding]:
    """Compare minimum, maximum, their exclusive forms, and the step."""
    whole = old.get("type") == "integer"
    for low, keywords in ((True, ("minimum", "exclusiveMinimum")), (False, ("maximum", "exclusiveMaximum"))):
        before, after = (_comparable_bound(node, low=low, whole=whole) for node in (old, new))
        if before == after:
            continue
        narrower = after is not None and (before is None or after > before)
        was, now = _stated_bound(old, keywords), _stated_bound(new, keywords)
        message = (
            f"the {'least' if low else 'greatest'} value was {_limit_text(was)} and is {_limit_text(now)}"
        )
        yield "narrower-bound" if narrower else "wider-limits", message, was, now
    was, now = old.get("multipleOf"), new.get("multipleOf")
    if was != now:
        known = was if was is not None else 1 if whole else None
        # Every multiple of the old step is one of the new step.
        wider = now is None or (known is not None and is_multiple(known, now))
        message = f"the step was {_limit_text(was)} and is {_limit_text(now)}"
        yield "wider-limits" if wider else "narrower-bound", message, was, now


def few_numbers(node: dict[str, Any]) -> list[Any] | None:
    """Return the only values of a node of integers between two bounds, or of one number; None where more."""
    if set(relevant(node)) - _NUMBERS or node.get("type") not in ("integer", "number"):
        return None
    whole = node["type"] == "integer"
    low, high = (_comparable_bound(node, low=low, whole=whole) for low in (True, False))
    if low is None or high is None:
        return None
    least, most = low[0], -high[0]
    step = node.get("multipleOf")
    if not whole:
        alone = least == most and not low[1] and not high[1] and step is None
        return [least] if alone else None
    if most - least >= _FEW:
        return None
    return [number for number in range(least, most + 1) if step is None or is_multiple(number, step)]


def _comparable_bound(node: dict[str, Any], *, low: bool, whole: bool) -> tuple[Any, int] | None:
    """Return a bound as something that is greater the narrower the bound is; None where there is none.

    For integers an exclusive bound is the inclusive one next to it.
    """
    inclusive, exclusive = ("minimum", "exclusiveMinimum") if low else ("maximum", "exclusiveMaximum")
    sign = 1 if low else -1
    found: list[tuple[Any, int]] = []
    if (value := node.get(inclusive)) is not None:
        found.append((sign * (whole_bound(value, inclusive) if whole else value), 0))
    if (value := node.get(exclusive)) is not None:
        found.append((sign * whole_bound(value, exclusive) + 1, 0) if whole else (sign * value, 1))
    return max(found, default=None)


def _stated_bound(node: dict[str, Any], keywords: tuple[str, str]) -> Any:
    inclusive, exclusive = keywords
    if exclusive in node and inclusive in node:
        return {key: node[key] for key in keywords}
    return {exclusive: node[exclusive]} if exclusive in node else node.get(inclusive)


def _limit_text(value: Any) -> str:
    if value is None:
        return "not limited"
    if is_object(value):
        words = {
            "exclusiveMinimum": "more than",
            "exclusiveMaximum": "less than",
            "minimum": "at least",
            "maximum": "at most",
        }
        return " and ".join(f"{words[key]} {limit}" for key, limit in value.items())
    return str(value)


def lengths(old: dict[str, Any], new: dict[str, Any], type_name: str | None) -> Iterator[Finding]:
    """Compare lengths and numbers of items and properties, and whether items must differ."""
    for name, (low, high, noun) in _COUNTS.items():
        if type_name not in (None, name):
            continue
        for keyword, word in ((low, "fewest"), (high, "most")):
            usual = 0 if keyword == low else math.inf
            before, after = old.get(keyword, usual), new.get(keyword, usual)
            if before == after:
                continue
            narrower = after > before if keyword == low else after < before
            was, now = _count_text(before), _count_text(after)
            message = f"the {word} {noun} were {was} and are {now}"
            rule = "narrower-length" if narrower else "wider-limits"
            yield rule, message, old.get(keyword), new.get(keyword)
    if type_name in (None, "array") and bool(old.get("uniqueItems")) != bool(new.get("uniqueItems")):
        if new.get("uniqueItems"):
            yield "narrower-length", "no two items may be the same now", False, True
        else:
            yield "wider-limits", "two items may be the same now", True, False


def _count_text(value: float) -> str:
    return "not limited" if value in (0, math.inf) else str(value)


def patterns(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Finding]:
    """Compare patterns: two that differ are not known to allow the same."""
    before, after = old.get("pattern"), new.get("pattern")
    if before == after:
        return
    if after is None:
        yield "wider-limits", "the string may be any now; it had to match a pattern", before, None
    else:
        message = "the string must match a pattern that it did not have to match"
        yield "narrower-pattern", message, before, after


def media(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Finding]:
    """Compare formats; those of files decide what a caller may give."""
    before, after = old.get("format"), new.get("format")
    if before == after:
        return
    kind_before, kind_after = MEDIA.get(str(before)), MEDIA.get(str(after))
    if kind_before != kind_after:
        message = f"it was {_accepted_text(kind_before)} and is {_accepted_text(kind_after)}"
        yield "changed-media", message, before, after
    else:
        yield "changed-format", "the format changed", before, after


def _accepted_text(kind: tuple[str, bool] | None) -> str:
    return "no file" if kind is None else f"a file ({kind[0]})"


def file_rules(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Finding]:
    """Compare the rules about a file's size and shape."""
    before, after = _by_name(old), _by_name(new)
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        narrower = now is not None and (was is None or (now < was if name.endswith("<") else now > was))
        words = f"the file rule {name} was {_limit_text(was)} and is {_limit_text(now)}"
        yield "narrower-file" if narrower else "wider-limits", words, was, now


def _by_name(node: dict[str, Any]) -> dict[str, Any]:
    rules = node.get("validations")
    found: dict[str, Any] = {}
    for rule in rules if is_array(rules) else []:
        name, value = rule["validation_rule"], rule["validation_value"]
        known = found.get(name, value)
        found[name] = min(known, value) if name.endswith("<") else max(known, value)
    return found
