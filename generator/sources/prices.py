"""The price of a model: as a document has it, or in the API's own names; every form of an amount is read."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.plain.faults import child
from generator.plain.text import show
from generator.plain.values import is_array, is_object, json_type
from generator.spec import Price

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Complain = Callable[[str, str], None]

__all__ = ["API_PRICE_KEYS", "PRICE_KEYS", "is_day", "read_amount", "read_price", "with_api_names"]

PRICE_KEYS = ("base_usd", "max_usd", "unit", "note", "by", "source", "as_of")
API_PRICE_KEYS = {"base_price_usd": "base_usd", "price_unit": "unit", "pricing_note": "note"}
"""What the API calls them."""

_AMOUNT = re.compile(
    r"(?:US)?\s*\$?\s*((?:\d{1,12}(?:\.\d{0,40})?|\.\d{1,40})(?:e[+-]?\d{1,2})?)\s*(?:USD|\$)?",
    re.ASCII | re.IGNORECASE,
)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)


def read_amount(value: object) -> int | float | str | None:
    """Return a sum of US dollars, or None for what is none: `0.05`, `"$0.05"`, `"1e-3"`, `"0.05 USD"`.

    It is a number, or its digits where a float would not keep them all.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if not isinstance(value, str):
        # Not a number, below zero, or more than there is: none of them.
        return value if 0 <= value < math.inf else None
    match = _AMOUNT.fullmatch(value.strip())
    if match is None:
        return None
    exact = Decimal(match[1])
    if exact >= 10**12 or exact.adjusted() < -40:
        return None
    if exact == exact.to_integral_value():
        return int(exact)
    number = float(exact)
    return number if Decimal(repr(number)) == exact else format(exact, "f")


def with_api_names(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the price that a document states in the API's own names, in ours; None where it states none."""
    found = {
        ours: document[theirs] for theirs, ours in API_PRICE_KEYS.items() if document.get(theirs) is not None
    }
    return found or None


def read_price(value: Mapping[str, Any], schema: Mapping[str, Any], complain: Complain) -> Price:
    """Return the price of a document whose input schema is given; `complain` is told where something is wrong.

    Places are JSON pointers below the price's own.
    """
    amounts: dict[str, int | float | str | None] = {}
    for key in ("base_usd", "max_usd"):
        given = value.get(key)
        amounts[key] = read_amount(given)
        if given is not None and amounts[key] is None:
            complain(child("", key), _not_money(given))
    texts: dict[str, str | None] = {}
    for key in ("unit", "note", "source", "as_of"):
        given = value.get(key)
        texts[key] = given if isinstance(given, str) else None
        if given is not None and texts[key] is None:
            complain(child("", key), f"must be a string, not {json_type(given)}")
    day = texts["as_of"]
    if day is not None and not _MONTH.fullmatch(day) and not is_day(day):
        complain("/as_of", f'{show(day)} is not a date; write it as "2026-01-31", or "2026-01"')
    by = _rules(value.get("by"), schema, complain)
    return Price(
        amounts["base_usd"], texts["unit"], texts["note"], amounts["max_usd"], tuple(by), texts["source"], day
    )


def _not_money(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value < 0:
        return f"the price {show(value)} is negative"
    plain = isinstance(value, (int, float, str)) and not isinstance(value, bool)
    return f"must be a sum of US dollars, not {show(value) if plain else json_type(value)}"


def _rules(
    value: object, schema: Mapping[str, Any], complain: Complain
) -> list[tuple[Mapping[str, Any], int | float | str]]:
    if value is None:
        return []
    if not is_array(value):
        complain("/by", 'write [{"when": {"resolution": "1080p"}, "usd": 0.09}]')
        return []
    found: list[tuple[Mapping[str, Any], int | float | str]] = []
    for index, rule in enumerate(value):
        place = f"/by/{index}"
        when, usd = (rule.get("when"), read_amount(rule.get("usd"))) if is_object(rule) else (None, None)
        if not is_object(when) or not when or usd is None:
            complain(place, 'a rule is {"when": {"resolution": "1080p"}, "usd": 0.09}')
            continue
        for name, wanted in when.items():
            if problem := _misfit(name, wanted, schema):
                complain(child(f"{place}/when", name), problem)
        found.append((when, usd))
    return found


def _misfit(name: str, wanted: object, schema: Mapping[str, Any]) -> str | None:
    """Return what is wrong with a condition: a rule that can never hold is a mistake."""
    properties = schema.get("properties")
    if not is_object(properties) or name not in properties:
        return f"the model has no input {show(name)}"
    values = wanted if is_array(wanted) else [wanted]
    if any(is_object(one) or is_array(one) for one in values) or not values:
        return "a condition is a value, or a list of values"
    members = properties[name].get("enum") if is_object(properties[name]) else None
    if not is_array(members):
        return None
    known = {str(one).casefold() for one in members}
    return next(
        (f"{show(one)} is not a value of it" for one in values if str(one).casefold() not in known), None
    )


def is_day(text: str) -> bool:
    """Say whether a text is a date as `2026-01-31`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
