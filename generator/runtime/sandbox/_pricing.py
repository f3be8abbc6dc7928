"""What a model's rate is, and what a request costs by it: play money, by the table by which the client estimates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from .._catalogue.price import estimate_from
from .._catalogue.quantities import slim
from .._catalogue.rate import Rate, read_rate
from .._catalogue.rate_notes import note_of
from .._plain.money import money, times
from ._sizes import count, frame_rate, picture_size, seconds, video_size

__all__ = ["Price", "cost", "price_of"]

# What one unit costs where the document names no price, and how official clients expect it to be counted.
_USUAL = {
    "image": (Decimal("0.04"), "output"),
    "video": (Decimal("0.1"), "second"),
    "audio": (Decimal("0.001"), "second"),
}
_SECONDS = ("second", "seconds", "sec", "s")
_MADE_UP = "Play money: the model's source names no price."


@dataclass(frozen=True)
class Price:
    """USD for one unit, with the table by the inputs' values that the document has."""

    rate: Decimal
    unit: str
    note: str
    table: Rate


def price_of(document: Mapping[str, Any], kind: str) -> Price:
    """Return the price that a document names: as `price` (a number, string or object), or as a catalogue's entry.

    A rate of zero is a price; only where there is none, one is made up. A table stands in the note, in the plain form.
    """
    usual, usual_unit = _USUAL[kind]
    given = document.get("price")
    if isinstance(given, Mapping):
        entry = cast("Mapping[str, Any]", given)
    else:
        entry = document if given is None else {"base_usd": _first_number(given)}
    rate = read_rate(entry)
    usd = next(
        (
            found
            for found in (rate.usd, money(entry.get("amount")), money(entry.get("price")))
            if found is not None
        ),
        None,
    )
    unit = rate.unit or usual_unit
    said = note_of(rate.by)
    note = " ".join(part for part in (rate.note, f"{said}." if said else "") if part)
    if usd is None:
        return Price(usual, unit, note or _MADE_UP, rate._replace(usd=usual, unit=unit))
    note = note or f"Play money, at the model's own rate per {unit}."
    return Price(usd, unit, note, rate._replace(usd=usd, unit=unit))


def _first_number(given: object) -> object:
    """Return the number in a text such as `$0.045 per image`."""
    found = re.search(r"\d{1,6}(\.\d{1,12})?", given) if isinstance(given, str) else None
    return given if found is None else found.group()


def cost(
    price: Price, kind: str, inputs: Mapping[str, object], schema: Mapping[str, Any] | None = None
) -> Decimal:
    """Return what a request costs. `inputs` are complete, with what was left to the model.

    Where the inputs do not decide it, this server does, as it makes the output; never outside what was estimated.
    """
    found = estimate_from(price.table, slim(dict(schema or {})), inputs, kind=kind)
    if found.low is not None and found.low == found.high:
        return found.low
    made = times(price.rate, _units(price, kind, inputs))
    low = made if found.low is None else max(made, found.low)
    return low if found.high is None else min(low, found.high)


def _units(price: Price, kind: str, inputs: Mapping[str, object]) -> Decimal:
    unit = price.unit.strip().lower()
    if unit in _SECONDS:
        return Decimal(str(seconds(inputs, kind)))
    if unit.startswith("megapixel"):
        size = video_size(inputs, largest=4096) if kind == "video" else picture_size(inputs)
        frames = round(seconds(inputs, kind) * frame_rate(inputs)) if kind == "video" else count(inputs)
        return Decimal(size.width * size.height * frames).scaleb(-6)
    return Decimal(count(inputs))
