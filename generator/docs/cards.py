"""What the pages that list many models show of one: kept as data, since it depends on that model alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.docs.commands import command_line, python
from generator.plain.text import shortened
from generator.schema.value import Schema
from generator.writing.markdown import link, text, visible
from generator.writing.source import join
from generator.writing.templating import environment

if TYPE_CHECKING:
    from generator.dialect import NormalModel
    from generator.names.places import Place
    from generator.schema.words import Field

__all__ = ["Card", "categories_of", "make_card"]

_MOST_CHOICES = 12
_LONGEST_DEFAULT = 40


@dataclass(frozen=True)
class Card:
    """One model on the pages that list many: what they are sorted by, and its finished pieces.

    `article` and `details` are pieces of the catalogue page, HTML and JSON; `link` and `facts` of the index, Markdown.
    """

    vendor: str
    kind: str | None
    categories: tuple[str, ...]
    article: str
    details: str
    link: str
    facts: str


def make_card(model: NormalModel, place: Place, package: str) -> Card:
    """Return the card of a model."""
    spec, schema = model.spec, Schema(model.input_schema)
    inputs, _ = model.example
    price = spec.price.text if spec.price is not None and spec.price.base_usd is not None else None
    gone = f"gone since {spec.gone_since}" if spec.gone_since else None
    deprecated = "deprecated" if spec.farewell is not None else None
    page, vendor, categories = (
        place.page_file.removeprefix("docs/"),
        spec.model_id.split("/")[0],
        categories_of(model),
    )
    return Card(
        vendor=vendor,
        kind=spec.output_kind,
        categories=categories,
        article=_article(
            model_id=spec.model_id,
            vendor=vendor,
            title=model.title,
            kind=spec.output_kind,
            price=price,
            gone_since=spec.gone_since,
            deprecated=deprecated,
        ),
        details=_details(
            spec.model_id,
            python=python(place, package, inputs, schema),
            shell=command_line(spec.model_id, package, inputs, schema),
            inputs=[
                [visible(found.path), found.type, found.required, _allowed_text(found)]
                for found in model.inputs
                if not found.depth
            ],
            description=model.description and visible(model.description),
            categories=[visible(name) for name in categories],
            page=page,
            web=spec.page,
        ),
        link=link(spec.model_id, page),
        facts=join(
            " · ", [text(fact) for fact in (model.title, spec.output_kind, price, gone, deprecated) if fact]
        ),
    )


def categories_of(model: NormalModel) -> tuple[str, ...]:
    """Return the categories of a model, each as one line, for lists are made of them."""
    lines = [" ".join(category.split()) for category in model.spec.categories]
    return tuple(dict.fromkeys(line for line in lines if line))


def _allowed_text(found: Field) -> str:
    """Return what is allowed in one short line."""
    more = ", …" if len(found.choices) > _MOST_CHOICES else ""
    choices = ", ".join(found.choices[:_MOST_CHOICES]) + more
    short = found.default and shortened(found.default, _LONGEST_DEFAULT) == found.default
    default = f"default {found.default}" if short and not found.required else ""
    return visible("; ".join(part for part in (*found.limits, choices, default) if part))


def _article(**facts: Any) -> str:
    """Return the markup of one model, which is closed."""
    return environment("docs", html=True).get_template("article.html.jinja").render(card=facts)


def _details(model_id: str, **facts: Any) -> str:
    """Return what is shown of a model when its card is opened, and searched: an entry of a JSON object in a script."""
    return f"{_in_script(model_id)}:{_in_script(facts)}"


def _in_script(value: Any) -> str:
    """Return JSON for a place inside `<script>`, where no `<` of a text may begin a tag."""
    found = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        found = found.replace(character, f"\\u{ord(character):04x}")
    return found
