"""What one unit of a model's work costs, as a document or the server's catalogue says it; and of when that is.

Both names of everything are understood: `base_usd`, `unit`, `note` of a document's price, and the API's own
`base_price_usd`, `price_unit`, `pricing_note`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from .._plain.money import money
from .cost_estimate import RateSource  # noqa: TC001 (of a named tuple's fields)

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Rate", "Rule", "packaged_rate", "read_rate", "same_value", "settled_rate"]


_MOST_RULES = 200


class Rule(NamedTuple):
    """A rate of its own for requests whose inputs have these values; of several, in each of `when` any one will do."""

    when: Mapping[str, tuple[Any, ...]]
    usd: Decimal


class Rate(NamedTuple):
    """A model's rate.

    Attributes:
        usd: US dollars a unit, or None where it is not known. Zero is a price.
        unit: What it is for, such as `output` or `second`.
        note: What is said about it.
        max_usd: The most that one unit can cost, where that hangs on more than is known here.
        by: Rates of their own for some inputs' values; the first one that fits counts.
        source: `server` or `package`, or None where nobody gave it.
        as_of: The day, or the moment, of which it is, in ISO 8601; None where that is not known.
    """

    usd: Decimal | None = None
    unit: str | None = None
    note: str | None = None
    max_usd: Decimal | None = None
    by: tuple[Rule, ...] = ()
    source: RateSource | None = None
    as_of: str | None = None

    @property
    def known(self) -> bool:
        """Whether anything is said about what a unit costs."""
        return self.usd is not None or bool(self.by)


def read_rate(
    price: Mapping[str, Any], *, source: RateSource | None = None, as_of: str | None = None
) -> Rate:
    """Return the rate of a document's price or of a catalogue's entry, leniently read."""
    return Rate(
        money(_first_given(price, "base_usd", "base_price_usd", "usd")),
        _text(_first_given(price, "unit", "price_unit")),
        _text(_first_given(price, "note", "pricing_note")),
        money(price.get("max_usd")),
        _rules(price.get("by")),
        source,
        _text(price.get("as_of")) or as_of,
    )


def _first_given(price: Mapping[str, Any], *names: str) -> object:
    return next((price[name] for name in names if price.get(name) is not None), None)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _rules(value: object) -> tuple[Rule, ...]:
    if not isinstance(value, list):
        return ()
    found: list[Rule] = []
    for one in cast("list[object]", value)[:_MOST_RULES]:
        rule: Mapping[str, Any] = cast("Mapping[str, Any]", one) if isinstance(one, Mapping) else {}
        when, usd = rule.get("when"), money(rule.get("usd"))
        if isinstance(when, Mapping) and when and usd is not None:
            conditions = cast("Mapping[str, Any]", when)
            found.append(Rule({name: _as_tuple(wanted) for name, wanted in conditions.items()}, usd))
    return tuple(found)


def _as_tuple(wanted: object) -> tuple[Any, ...]:
    return tuple(cast("list[object]", wanted)) if isinstance(wanted, list) else (wanted,)


def same_value(given: object, wanted: object) -> bool:
    """Return whether an input has the value that a rule names. `1080P` is `1080p`, and `"5"` is 5."""
    if isinstance(given, bool) or isinstance(wanted, bool):
        return given is wanted or _normalised(given) == _normalised(wanted)
    return given == wanted or _normalised(given) == _normalised(wanted)


def _normalised(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip().casefold()


def packaged_rate(model_id: str) -> Rate:
    """Return the rate that this package has of a model; an empty one where it has none."""
    from .registry import known_info

    info = known_info(model_id)
    price = info.price if info is not None else None
    if price is None:
        return Rate()
    rate = read_rate(price, source="package")
    return rate if rate.known else rate._replace(source=None)


def settled_rate(live: Rate | None, packaged: Rate) -> Rate:
    """Return the rate that counts: the server's where it says one, else the package's.

    What only the package knows of the same rate is kept: its table, and the most that a unit can cost.
    """
    if live is None or not live.known:
        return packaged
    if live.usd == packaged.usd and (live.unit is None or _unit(live.unit) == _unit(packaged.unit)):
        return live._replace(
            unit=live.unit or packaged.unit,
            note=live.note or packaged.note,
            max_usd=packaged.max_usd if live.max_usd is None else live.max_usd,
            by=live.by or packaged.by,
        )
    if live.unit is None and packaged.unit is not None:
        # A rate without its unit says nothing, and the unit of a model hardly ever changes.
        return live._replace(unit=packaged.unit)
    return live


def _unit(unit: str | None) -> str:
    return (unit or "").strip().casefold().removesuffix("s")
