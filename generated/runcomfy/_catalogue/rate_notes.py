"""Rates that a note states by the value of an input, in a plain form: `720p: 0.05, 1080p: $0.09`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from .._plain.money import money
from .rate import Rule, same_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["note_of", "rules_in"]

_LONGEST = 4000  # characters
_PARTS = re.compile(r"[;|\n]|,(?!\d)|\.(?=\s|$)")
_RATE = re.compile(
    r"(?P<what>[^:]{1,120}?)\s*:\s*(?P<usd>(?:US)?\$?\s?\d{1,6}(?:\.\d{1,12})?\s?(?:USD|\$)?)"
    r"(?:\s*(?:/|per|a|an|each)\s*\w{1,20})?",
    re.ASCII | re.IGNORECASE,
)
_NAMED = re.compile(r"(\w{1,80})\s*=\s*(.{1,80})", re.ASCII)


def rules_in(note: str | None, properties: Mapping[str, Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Return the rates that a note states. What is not in the plain form, or fits no input or many, is left alone."""
    if not note or ":" not in note or len(note) > _LONGEST:
        return ()
    found: list[Rule] = []
    for part in _PARTS.split(note):
        match = _RATE.fullmatch(part.strip())
        if match is None:
            continue
        usd = money(match["usd"])
        when = _conditions(match["what"].strip(), properties)
        if usd is not None and when:
            found.append(Rule(when, usd))
    return tuple(found)


def _conditions(text: str, properties: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[Any, ...]] | None:
    """Return the inputs and values that the words before a rate name."""
    found: dict[str, tuple[Any, ...]] = {}
    for word in re.split(r"\s*(?:\+|&|\band\b)\s*", text):
        named = _NAMED.fullmatch(word)
        names = [named[1]] if named else list(properties)
        value = named[2] if named else word
        fits = [
            (name, member)
            for name in names
            for member in _members(properties.get(name, {}))
            if same_value(member, value)
        ]
        if len(fits) != 1 or fits[0][0] in found:
            return None
        found[fits[0][0]] = (fits[0][1],)
    return found


def _members(schema: Mapping[str, Any]) -> list[Any]:
    """Return the values that an input may have, where they are named."""
    members = schema.get("enum")
    if isinstance(members, list):
        return [one for one in cast("list[object]", members) if one is not None]
    return [True, False] if schema.get("type") == "boolean" else []


def note_of(rules: Iterable[Rule]) -> str:
    """Return a table in the plain form."""
    parts: list[str] = []
    for rule in rules:
        if any(len(values) != 1 for values in rule.when.values()):
            continue
        words = " + ".join(f"{name}={_condition_text(values[0])}" for name, values in rule.when.items())
        parts.append(f"{words}: ${rule.usd:f}")
    return ", ".join(parts)


def _condition_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
