"""What a model's rate is, and what a request costs by it. Play money, counted as the real one is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from ._sizes import count, frame_rate, picture_size, seconds, video_size

__all__ = ["Price", "cost", "price_of"]

# What one unit costs where the document names no price, and how official clients expect it to be counted.
_USUAL = {"image": (0.04, "output"), "video": (0.1, "second"), "audio": (0.001, "second")}
_SECONDS = ("second", "seconds", "sec", "s")
_MADE_UP = "Play money: the model's source names no price."


@dataclass(frozen=True)
class Price:
    """USD for one unit."""

    rate: float
    unit: str
    note: str


def price_of(document: Mapping[str, Any], kind: str) -> Price:
    """The price that a document names: as `price` (a number, a text or an object), or as a catalogue's entry does.

    A rate of zero is a price; only where there is none, one is made up.
    """
    usual, unit = _USUAL[kind]
    price = document.get("price")
    if price is None and "base_price_usd" in document:
        price = {
            "base_usd": document["base_price_usd"],
            "unit": document.get("price_unit"),
            "note": document.get("pricing_note"),
        }
    note = ""
    if isinstance(price, Mapping):
        entry = cast("Mapping[str, object]", price)
        unit = str(entry.get("unit") or entry.get("price_unit") or unit)
        note = str(entry.get("note") or "")
        names = ("base_usd", "base_price_usd", "usd", "amount", "price")
        price = next((entry[name] for name in names if entry.get(name) is not None), None)
    if isinstance(price, str):
        found = re.search(r"\d{1,6}(\.\d{1,6})?", price)
        price = float(found.group()) if found else None
    if isinstance(price, int | float) and not isinstance(price, bool) and price >= 0:
        return Price(float(price), unit, note or f"Play money, at the model's own rate per {unit}.")
    return Price(usual, unit, note or _MADE_UP)


def cost(price: Price, kind: str, inputs: Mapping[str, object]) -> float:
    """What a request costs. `inputs` are complete, with what was left to the model."""
    unit = price.unit.strip().lower()
    usual = 5.0 if kind == "video" else 30.0
    units = float(count(inputs))
    if unit in _SECONDS:
        units = seconds(inputs, usual)
    elif unit.startswith("megapixel"):
        size = video_size(inputs, largest=4096) if kind == "video" else picture_size(inputs)
        frames = round(seconds(inputs, usual) * frame_rate(inputs)) if kind == "video" else count(inputs)
        units = size.width * size.height * frames / 1_000_000
    return round(price.rate * units, 6)
