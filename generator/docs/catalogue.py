"""The page with all models: one HTML file that searches and filters by itself."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.diff.models import price_text
from generator.docs.commands import command_line, python
from generator.docs.examples import example_inputs
from generator.docs.fields import Field, fields
from generator.docs.places import TEMPLATES, categories_of, page_path, price_of
from generator.markdown import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.naming import Place

__all__ = ["Card", "catalogue_page", "details_of_page", "make_card"]

_DETAILS = '<script type="application/json" id="details">', "</script>"


@dataclass(frozen=True, slots=True)
class Card:
    """One model on the pages that list many."""

    model_id: str
    vendor: str
    title: str | None
    description: str | None
    kind: str | None
    categories: tuple[str, ...]
    price: str | None
    gone_since: str | None
    page: str
    details: dict[str, Any]


def make_card(
    document: Mapping[str, Any], place: Place, package: str, details: dict[str, Any] | None = None
) -> Card:
    """Return the card of a packaged document; `details` are those of an earlier page, where they still hold."""
    price = price_of(document)
    return Card(
        model_id=document["model_id"],
        vendor=document["model_id"].split("/")[0],
        title=document["title"],
        description=document["description"],
        kind=document["kind"],
        categories=categories_of(document),
        price=price_text(price) if price is not None and price.base_usd is not None else None,
        gone_since=document.get("gone_since"),
        page=page_path(place).removeprefix("docs/"),
        details=details if details is not None else _details(document, place, package),
    )


def _details(document: Mapping[str, Any], place: Place, package: str) -> dict[str, Any]:
    inputs, _ = example_inputs(document)
    schema: dict[str, Any] = document["input_schema"]
    return {
        "python": python(place, package, inputs, schema),
        "shell": command_line(document["model_id"], inputs, schema),
        "inputs": [
            [visible(found.path), found.type, found.required, _facts(found)]
            for found in fields(schema)
            if not found.depth
        ],
    }


def details_of_page(page: str) -> dict[str, dict[str, Any]]:
    """Return the details of every model on a page that `catalogue_page` made: the other way round."""
    begin, end = _DETAILS
    data: dict[str, dict[str, Any]] = json.loads(page.partition(begin)[2].partition(end)[0])
    return data


def _facts(found: Field) -> str:
    """Return what is allowed in one short line."""
    choices = ", ".join(found.choices[:12]) + (", …" if len(found.choices) > 12 else "")
    default = (
        f"default {found.default}"
        if found.default and len(found.default) <= 40 and not found.required
        else ""
    )
    return visible("; ".join(part for part in (*found.limits, choices, default) if part))


def catalogue_page(cards: list[Card]) -> str:
    style, script = (
        TEMPLATES.joinpath(name).read_text(encoding="utf-8") for name in ("catalogue.css", "catalogue.js")
    )
    return (
        _html()
        .get_template("catalogue.html.jinja")
        .render(
            cards=cards,
            count=f"{len(cards)} model{'' if len(cards) == 1 else 's'}",
            vendors=sorted({card.vendor for card in cards}, key=str.casefold),
            kinds=sorted({card.kind for card in cards if card.kind}),
            categories=sorted({category for card in cards for category in card.categories}, key=str.casefold),
            style=_Trusted(style),
            script=_Trusted(script),
            # Only these two may act on the page, whatever a text in it says.
            policy=(
                f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
                "base-uri 'none'; form-action 'none'"
            ),
            details=_Trusted(
                _in_script({card.model_id: card.details for card in cards}).join(_DETAILS),
            ),
        )
    )


def _digest(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _in_script(value: Any) -> str:
    """Return JSON for a place inside `<script>`, where no `<` of a text may begin a tag."""
    found = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        found = found.replace(character, f"\\u{ord(character):04x}")
    return found


class _Trusted(str):
    """Finished HTML: what the two static files hold, and data made for its place."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@functools.cache
def _html() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=True,
    )
    environment.filters["visible"] = visible
    return environment
