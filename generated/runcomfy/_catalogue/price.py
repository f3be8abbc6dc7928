"""What a request will cost, as far as the catalogue's base rate tells: before it is sent, and without asking anyone.

The figures are exact decimals. What is not known is None, never zero.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Estimate", "estimate", "estimate_from", "money", "shown"]

_ONE = Decimal(1)
_BASE = "The price is a base rate, not a quote: resolution, sound and the like may change the bill."
_OUTPUTS = frozenset({"output", "image", "video", "audio", "song", "track", "picture", "clip", "file"})
_RUNS = frozenset({"request", "run", "job", "generation", "call"})
_SECONDS = frozenset({"second", "sec", "s"})
# The inputs that say how many outputs are made, and those that say how long one is.
_COUNTS = (
    "n", "num_images", "num_outputs", "num_videos", "num_samples", "number_of_images", "number_of_outputs",
    "image_count", "n_images", "batch_size", "batch_count", "batch", "max_images", "max_outputs",
)  # fmt: skip
_LENGTHS = (
    "duration", "duration_seconds", "seconds", "video_duration", "video_length", "length_seconds",
    "audio_duration", "music_duration", "duration_ms", "music_length_ms", "length_ms",
)  # fmt: skip
_NUMBER = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(?:s|secs?|seconds?)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one request will cost at the base rate.

    Attributes:
        low: The least, or None where it is not known. That is not free.
        high: The most, or None where it is not known.
        basis: How the figures came about.
        unit: What the rate is for, such as `output` or `second`; None where there is no rate.
        known: Whether both figures are there.
        note: What the catalogue says about the price, and how far the figures may be trusted.
        currency: Always `USD`.
    """

    low: Decimal | None
    high: Decimal | None
    basis: str
    unit: str | None
    known: bool
    note: str | None = None
    currency: str = "USD"

    def __str__(self) -> str:
        if self.low is None:
            figures = "unknown"
        elif self.high is None:
            figures = f"{shown(self.low)} or more"
        elif self.high == self.low:
            figures = shown(self.low)
        else:
            figures = f"{shown(self.low)} to {shown(self.high)}"
        return f"{figures} ({self.basis})"


def money(value: object) -> Decimal | None:
    """A sum of money as it is written, exactly, or None for what is none. A float counts as it is shown."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    try:
        found = Decimal(str(value).strip().removeprefix("$"))
    except (InvalidOperation, ValueError):
        return None
    return found if found.is_finite() and found >= 0 and found.adjusted() < 12 else None


def shown(amount: Decimal) -> str:
    """A sum of money for people: at least two decimals, and no more than there are."""
    text = format(amount.normalize(), "f")
    whole, _, rest = text.partition(".")
    return f"${whole}.{rest.ljust(2, '0')}"


def estimate(model_id: str, inputs: Mapping[str, Any]) -> Estimate:
    """The estimate of a request, with its inputs as they are sent."""
    from .registry import known_info

    info = known_info(model_id)
    price = info.price if info is not None else None
    if price is None:
        return _unknown("the price of this model is not known", None, None)
    return estimate_from(price, _quantities(model_id), inputs)


@lru_cache(maxsize=1024)
def _quantities(model_id: str) -> dict[str, dict[str, Any]]:
    """Those of a model's inputs that its price may depend on, as its schema has them."""
    from .registry import registry

    schema = registry[model_id].schema.get("input_schema")
    found = cast("dict[str, Any]", schema).get("properties") if isinstance(schema, dict) else None
    properties = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    return {
        name: properties[name] for name in (*_COUNTS, *_LENGTHS) if isinstance(properties.get(name), dict)
    }


def estimate_from(
    price: Mapping[str, Any], properties: Mapping[str, Mapping[str, Any]], inputs: Mapping[str, Any]
) -> Estimate:
    """The estimate from a price entry, the schema's properties, and the inputs."""
    rate, unit, said = money(price.get("base_usd")), price.get("unit"), price.get("note")
    note = said if isinstance(said, str) and said else None
    # A rate of zero is how catalogues say that they do not know.
    if not rate:
        return _unknown("the price of this model is not known", None, note)
    if not isinstance(unit, str) or not unit.strip():
        return _unknown(f"the base rate is {shown(rate)}, and for what is not said", None, note)
    word = unit.strip().lower()
    word = word if word in _SECONDS else word.removesuffix("s")
    if word in _RUNS:
        return _known(rate, rate, f"{shown(rate)} per {word}", unit, note)
    few, many, how_many = _count(properties, inputs)
    if word in _OUTPUTS:
        return _known(
            rate * few, None if many is None else rate * many, f"{how_many} at {shown(rate)} each", unit, note
        )
    if word not in _SECONDS:
        return _unknown(f"the base rate is {shown(rate)} per {unit}, which cannot be counted", unit, note)
    short, long, how_long = _length(properties, inputs)
    basis = f"{how_long} at {shown(rate)} each"
    if many is None or many > 1:
        basis = f"{how_many} of {basis}"
    if short is None:
        return _unknown(basis, unit, note)
    high = None if long is None or many is None else rate * long * many
    return _known(rate * short * few, high, basis, unit, note)


def _known(low: Decimal, high: Decimal | None, basis: str, unit: str, note: str | None) -> Estimate:
    text = f"{note} {_BASE}" if note else _BASE
    return Estimate(low, high, basis, unit, known=high is not None, note=text)


def _unknown(basis: str, unit: str | None, note: str | None) -> Estimate:
    return Estimate(None, None, basis, unit, known=False, note=note)


def _count(
    properties: Mapping[str, Mapping[str, Any]], inputs: Mapping[str, Any]
) -> tuple[Decimal, Decimal | None, str]:
    """How many outputs: the least, the most, and in words."""
    few, many = _ONE, cast("Decimal | None", _ONE)
    for name in _COUNTS:
        value = _value(name, properties, inputs)
        if value is None:
            continue
        number = _quantity(value)
        if number is None or number < 1:
            many = None
            continue
        # "At most" is no promise.
        few *= _ONE if name.startswith("max_") else number
        many = None if many is None else many * number
    if many is None:
        return few, None, "outputs of unknown number"
    if few != many:
        return few, many, f"{few} to {many} outputs"
    return few, many, f"{many} output{'' if many == 1 else 's'}"


def _length(
    properties: Mapping[str, Mapping[str, Any]], inputs: Mapping[str, Any]
) -> tuple[Decimal | None, Decimal | None, str]:
    """How many seconds: the least, the most, and in words."""
    for name in _LENGTHS:
        value = _value(name, properties, inputs)
        if value is None:
            continue
        share = Decimal(1000) if name.endswith("_ms") else _ONE
        number = _quantity(value)
        if number is not None and number > 0:
            seconds = number / share
            text = format(seconds.normalize(), "f")
            return seconds, seconds, f"{text} second{'' if seconds == 1 else 's'}"
        # `auto`, -1 and the like: the model decides, but not below what it allows.
        least = _least(properties.get(name, {}))
        if least is None:
            break
        return least / share, None, f"at least {format((least / share).normalize(), 'f')} seconds"
    return None, None, "an unknown number of seconds"


def _value(name: str, properties: Mapping[str, Mapping[str, Any]], inputs: Mapping[str, Any]) -> Any:
    """What was given, else the schema's default."""
    value = inputs.get(name)
    return properties.get(name, {}).get("default") if value is None else value


def _quantity(value: object) -> Decimal | None:
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value.strip())
        return Decimal(match[1]) if match else None
    return money(value)


def _least(schema: Mapping[str, Any]) -> Decimal | None:
    members = schema.get("enum")
    found = [_quantity(member) for member in cast("list[object]", members)] if members else []
    numbers = [
        number for number in (*found, _quantity(schema.get("minimum"))) if number is not None and number > 0
    ]
    return min(numbers, default=None)
