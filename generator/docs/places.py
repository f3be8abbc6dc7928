"""Where things stand: the templates, a model's page, and the price in its packaged document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.spec import Price

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.naming import Place

__all__ = ["CATALOGUE_PATH", "TEMPLATES", "categories_of", "page_path", "price_of"]

CATALOGUE_PATH = "docs/catalogue.html"

TEMPLATES = Path(__file__).parent.parent / "templates" / "docs"


def page_path(place: Place) -> str:
    """Return where a model's page stands, below the folder of the output."""
    return f"docs/models/{'/'.join(place.parts)}.md"


def price_of(document: Mapping[str, Any]) -> Price | None:
    """Return the price of a packaged document."""
    price = document["price"]
    return None if price is None else Price(price["base_usd"], price["unit"], price["note"])


def categories_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the categories of a packaged document, each as one line, for lists are made of them."""
    lines = [" ".join(category.split()) for category in document["categories"]]
    return tuple(dict.fromkeys(line for line in lines if line))
