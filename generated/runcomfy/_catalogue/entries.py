"""What the server's catalogue and its account page say, as values."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 (`get_type_hints` looks for them here)
from dataclasses import dataclass, field
from decimal import Decimal  # noqa: TC003
from typing import Any, Self, cast

from .._plain.json_values import not_json, show
from .._plain.money import EXACT, finite, money
from ..errors import ConfigError

__all__ = ["AccountBalance", "CatalogueEntry"]


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One model of the server's catalogue.

    Attributes:
        model_id: Its id.
        title: Its name for people.
        categories: Such as `text-to-image`.
        kind: `model`, `workflow` or `inference`.
        base_price_usd: A base rate in US dollars, not a quote; None where it is not said, which is not free. 0 is.
        price_unit: What the rate is for: `output`, `second`, or another word.
        pricing_note: What else is said about the price.
        description: In the server's words.
        input_schema: The schema of the inputs, if it was asked for.
        raw: The whole entry.
    """

    model_id: str
    title: str | None = None
    categories: tuple[str, ...] = ()
    kind: str | None = None
    base_price_usd: Decimal | None = None
    price_unit: str | None = None
    pricing_note: str | None = field(default=None, repr=False)
    description: str | None = field(default=None, repr=False)
    input_schema: Mapping[str, Any] | None = field(default=None, repr=False)
    raw: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """What the account holds: `balance_usd` in US dollars, or None where it is not said; `raw` is all of it."""

    balance_usd: Decimal | None
    currency: str | None
    raw: Mapping[str, Any] = field(repr=False)

    @classmethod
    def read(cls, document: dict[str, object]) -> Self:
        """Return the balance that a document tells of, in whichever of its two units."""
        usd, micro = finite(document.get("balance_usd")), finite(document.get("balance_microdollars"))
        if usd is None and micro is not None:
            usd = micro.scaleb(-6, EXACT)
        return cls(usd, _text(document.get("currency")), document)


def filters(
    search: str | None, category: str | None, kind: str | None, *, include_schema: bool
) -> dict[str, str | None]:
    """Return the catalogue's query.

    Raises:
        ConfigError: It cannot be asked.
    """
    for name, value in (("words", search), ("category", category), ("kind", kind)):
        given = cast("object", value)
        # Half of a surrogate pair is what no address can hold.
        if given is not None and (not isinstance(given, str) or any(not_json(given))):
            raise ConfigError(f"{name} must be a string or None, not {show(given)}.")
    if not isinstance(cast("object", include_schema), bool):
        raise ConfigError(f"include_schema must be True or False, not {show(include_schema)}.")
    return {
        "search": search,
        "category": category,
        "kind": kind,
        "include_schema": "true" if include_schema else None,
    }


def model_entry(entry: dict[str, object]) -> CatalogueEntry:
    """Return one entry, leniently read."""
    categories = entry.get("categories")
    schema = entry.get("input_schema")
    return CatalogueEntry(
        model_id=str(entry.get("model_id") or ""),
        title=_text(entry.get("display_name")),
        categories=tuple(str(name) for name in cast("list[object]", categories))
        if isinstance(categories, list)
        else (),
        kind=_text(entry.get("kind")),
        base_price_usd=money(entry.get("base_price_usd")),
        price_unit=_text(entry.get("price_unit")),
        pricing_note=_text(entry.get("pricing_note")),
        description=_text(entry.get("description")),
        input_schema=cast("dict[str, Any]", schema) if isinstance(schema, dict) else None,
        raw=entry,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def category_names(document: dict[str, object]) -> list[str]:
    """Return the names in the server's list of categories, in its order."""
    found = document.get("categories")
    if not isinstance(found, list):
        return []
    return [one if isinstance(one, str) else _category(one) for one in cast("list[object]", found)]


def _category(value: object) -> str:
    entry = cast("dict[str, object]", value if isinstance(value, dict) else {})
    return str(entry.get("name") or entry.get("id") or "?")
