"""What a request will cost at a model's rate, before it is sent: by its inputs, in exact decimals.

What is not known is None, never zero; and a rate of zero is a price, as of a promotion.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .._plain.money import NOTHING, money, shown, times
from .cost_estimate import CostEstimate
from .quantities import Amount, Request, slim
from .rate import Rate, packaged_rate, read_rate, same_value
from .rate_notes import rules_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from .rate import Rule

__all__ = ["estimate", "estimate_from", "money", "shown"]

_BASE = "The price is a base rate, not a quote: resolution, sound, quality and the like may change the bill."
_OUTPUTS = frozenset({"output", "image", "video", "audio", "song", "track", "picture", "clip", "file"})
_RUNS = frozenset({"request", "run", "job", "generation", "call"})
_SECONDS = frozenset({"second", "sec", "s"})
_MEGAPIXELS = frozenset({"megapixel", "mp", "mpx", "mpix"})
_UNDECIDED = frozenset(
    {"auto", "default", "adaptive"}
)  # words by which an input leaves its value to the model


def estimate(model_id: str, inputs: Mapping[str, Any], rate: Rate | None = None) -> CostEstimate:
    """Return the estimate of a request, with its inputs as they are sent, by a rate or the packaged one."""
    from .registry import known_info

    info = known_info(model_id)
    found = packaged_rate(model_id) if rate is None else rate
    properties = {} if info is None else _properties(model_id)
    return estimate_from(found, properties, inputs, kind=None if info is None else info.kind)


@lru_cache(maxsize=1024)
def _properties(model_id: str) -> dict[str, dict[str, Any]]:
    """Return a model's inputs, as far as its price may depend on them."""
    from .registry import registry

    return slim(registry[model_id].schema.get("input_schema"))


def estimate_from(
    price: Rate | Mapping[str, Any],
    properties: Mapping[str, Mapping[str, Any]],
    inputs: Mapping[str, Any],
    *,
    kind: str | None = None,
) -> CostEstimate:
    """Return the estimate from a rate or price entry, the schema's properties, the inputs, and what the model makes."""
    rate = price if isinstance(price, Rate) else read_rate(price)
    request = Request(properties, inputs, kind)
    per_unit = _per_unit(rate, request)
    if per_unit.low is None:
        return _unknown(per_unit.words, rate)
    if per_unit.high == NOTHING:
        # Nothing, however much of it.
        return _known(NOTHING, NOTHING, per_unit.words, rate)
    word = (rate.unit or "").strip().lower()
    word = word if word in _SECONDS else word.removesuffix("s")
    if not word:
        return _unknown(f"the base rate is {per_unit.words}, and for what is not said", rate)
    if word in _RUNS:
        return _known(per_unit.low, per_unit.high, f"{per_unit.words} per {word}", rate)
    outputs = request.outputs()
    if word in _OUTPUTS:
        return _multiply(rate, per_unit, f"{outputs.words} at {per_unit.words} each", outputs)
    if word in _SECONDS:
        size = request.seconds()
        basis = f"{size.words} at {per_unit.words} each"
    elif word in _MEGAPIXELS:
        size = request.megapixels()
        basis = f"{size.words} at {per_unit.words} a million"
    else:
        return _unknown(f"the base rate is {per_unit.words} per {rate.unit}, which cannot be counted", rate)
    if outputs.high is None or outputs.high > 1:
        basis = f"{outputs.words} of {basis}"
    return _multiply(rate, per_unit, basis, outputs, size)


def _multiply(rate: Rate, per_unit: Amount, basis: str, *amounts: Amount) -> CostEstimate:
    lows = [one.low for one in (per_unit, *amounts)]
    highs = [one.high for one in (per_unit, *amounts)]
    known_lows = [one for one in lows if one is not None]
    known_highs = [one for one in highs if one is not None]
    if len(known_lows) < len(lows):
        return _unknown(basis, rate)
    high = times(*known_highs) if len(known_highs) == len(highs) else None
    return _known(times(*known_lows), high, basis, rate)


def _per_unit(rate: Rate, request: Request) -> Amount:
    """Return what one unit costs: by the table, as far as the inputs decide it, else the base rate."""
    found: list[Decimal] = []
    for rule in rate.by or rules_in(rate.note, request.properties):
        holds = _rule_applies(rule, request)
        if holds is not False:
            found.append(rule.usd)
        if holds:
            break
    else:
        if rate.usd is None:
            low = min(found, default=None)
            words = "the price of this model is not known" if low is None else f"{shown(low)} or another rate"
            return Amount(None, None, words)
        found += [rate.usd] if rate.max_usd is None else [rate.usd, rate.max_usd]
    low, high = min(found), max(found)
    return Amount(low, high, shown(low) if low == high else f"{shown(low)} to {shown(high)}")


def _rule_applies(rule: Rule, request: Request) -> bool | None:
    """Return whether a rule is the request's; None where the inputs leave that open."""
    answer: bool | None = True
    for name, wanted in rule.when.items():
        value = request.value(name)
        if value is None or (isinstance(value, str) and value.strip().casefold() in _UNDECIDED):
            known = any(same_value(value, one) for one in wanted) if value is not None else False
            answer = answer if known else None
        elif not any(same_value(value, one) for one in wanted):
            return False
    return answer


def _known(low: Decimal, high: Decimal | None, basis: str, rate: Rate) -> CostEstimate:
    text = f"{_sentence(rate.note)} {_BASE}" if rate.note else _BASE
    return CostEstimate(
        low, high, basis, rate.unit, known=high is not None, note=text, source=rate.source, as_of=rate.as_of
    )


def _unknown(basis: str, rate: Rate) -> CostEstimate:
    unit = rate.unit if rate.known else None
    return CostEstimate(
        None, None, basis, unit, known=False, note=rate.note, source=rate.source, as_of=rate.as_of
    )


def _sentence(note: str) -> str:
    return note if note.endswith((".", "!", "?", "。")) else f"{note}."
