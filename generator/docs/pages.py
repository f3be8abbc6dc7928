"""The pages themselves: finished values into templates. A template prints nothing but what is escaped for its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.diff.models import price_text
from generator.diff.rules import RULES
from generator.docs.catalogue import Card, catalogue_page, make_card
from generator.docs.commands import command_line, curl, python
from generator.docs.examples import example_inputs
from generator.docs.fields import Field, fields
from generator.docs.guides import GUIDES, guide_pages
from generator.docs.places import CATALOGUE_PATH, categories_of, price_of
from generator.markdown import code, fenced, paragraphs, text
from generator.templating import Source, environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.naming import Place

__all__ = ["field_texts", "model_page", "tree_pages"]

_PARTS = {"model": "Models", "request": "Inputs", "response": "Outputs"}


def model_page(document: Mapping[str, Any], place: Place, package: str) -> str:
    """Return the Markdown page of one model, made from its packaged document."""
    schema: dict[str, Any] = document["input_schema"]
    inputs, complete = example_inputs(document)
    price = price_of(document)
    page = {
        "id": Source(code(document["model_id"])),
        "title": document["title"] and Source(text(document["title"])),
        "description": document["description"] and Source(paragraphs(document["description"])),
        "up": Source("../" * (len(place.parts) - 1) + "../"),
        "kind": document["kind"] and Source(document["kind"]),
        "categories": Source(", ".join(map(code, categories_of(document)))),
        "price": Source(text(price_text(price)))
        if price is not None and price.base_usd is not None
        else None,
        "price_note": price and price.note and Source(text(price.note)),
        "endpoint": Source(code(f"client.{place.module}")),
        "as_of": document.get("as_of") and Source(document["as_of"]),
        "gone_since": document.get("gone_since") and Source(document["gone_since"]),
        "inputs": [_field(found) for found in fields(schema)],
        "others": schema.get("additionalProperties", True) is not False,
        "outputs": [_field(found) for found in fields(document["output_schema"])],
        "complete": complete,
        "python": Source(fenced(python(place, package, inputs, schema), "python")),
        "command": Source(fenced(command_line(document["model_id"], inputs, schema), "sh")),
        "curl": Source(fenced(curl(document["model_id"], inputs), "sh")),
    }
    return _render("model.md.jinja", page=page)


def _field(found: Field) -> dict[str, Any]:
    facts = [Source(text(limit)) for limit in found.limits]
    choices = [Source(code(choice)) for choice in found.choices]
    if found.more_choices:
        choices.append(Source(f"… and {found.more_choices} more"))
    return {
        "path": Source(code(found.path)),
        "indent": Source("  " * found.depth),
        "argument": found.argument and Source(code(found.argument)),
        "type": Source(text(found.type)),
        "required": found.required,
        "text": Source(". ".join(field_texts(found))) if field_texts(found) else None,
        "default": found.default and Source(code(found.default)),
        "choices": Source(", ".join(choices)) if choices else None,
        "facts": Source("; ".join(facts)) if facts else None,
    }


def field_texts(found: Field) -> list[str]:
    given = [
        bare for value in (found.title, found.description) if value and (bare := value.strip().rstrip(".。"))
    ]
    if len(given) == 2 and given[1].casefold().startswith(given[0].casefold()):
        given = given[1:]
    return [text(value) for value in given]


def tree_pages(
    documents: Mapping[str, Mapping[str, Any]],
    places: Mapping[str, Place],
    package: str,
    details: Mapping[str, dict[str, Any]] | None = None,
) -> dict[str, str]:
    """Return what joins the pages: the index, the page with all models, the rules of `diff`, the guides. Paths as
    `page_path`.

    `details` are those that an earlier page with all models holds of models that are as they were.
    """
    known = details or {}
    cards = [
        make_card(document, places[model_id], package, known.get(model_id))
        for model_id, document in sorted(documents.items())
    ]
    return {
        "docs/index.md": _index(cards),
        CATALOGUE_PATH: catalogue_page(cards),
        "docs/diff-rules.md": _rules(),
        **guide_pages(package),
    }


def _index(cards: list[Card]) -> str:
    vendors: dict[str, list[Card]] = {}
    categories: dict[str, list[Card]] = {}
    for card in cards:
        vendors.setdefault(card.vendor, []).append(card)
        for category in card.categories:
            categories.setdefault(category, []).append(card)
    page = {
        "count": Source(f"{len(cards)} model{'' if len(cards) == 1 else 's'}"),
        "vendors": [_group(name, own) for name, own in sorted(vendors.items())],
        "categories": [_group(name, own) for name, own in sorted(categories.items())],
        "guides": [{"name": Source(guide.name), "title": Source(guide.title)} for guide in GUIDES],
    }
    return _render("index.md.jinja", page=page)


def _group(name: str, cards: Iterable[Card]) -> dict[str, Any]:
    return {
        "name": Source(text(name)),
        "models": [
            {
                "link": Source(f"[{text(card.model_id)}](<{card.page}>)"),
                "facts": Source(" · ".join(text(fact) for fact in _line(card))),
            }
            for card in cards
        ],
    }


def _line(card: Card) -> list[str]:
    gone = f"gone since {card.gone_since}" if card.gone_since else None
    return [fact for fact in (card.title, card.kind, card.price, gone) if fact]


def _rules() -> str:
    parts = [
        {
            "title": Source(title),
            "rules": [
                {
                    "id": Source(code(rule.id)),
                    "severity": Source(rule.severity),
                    "title": Source(text(rule.title)),
                    "text": Source(text(rule.text)),
                }
                for rule in RULES.values()
                if rule.part == part
            ],
        }
        for part, title in _PARTS.items()
    ]
    return _render("diff-rules.md.jinja", parts=parts)


def _render(template: str, **values: Any) -> str:
    rendered = environment("docs").get_template(template).render(**values)
    # What was left out leaves empty lines; no block of code holds two of them in a row, see `commands`.
    return re.sub(r"\n{3,}", "\n\n", rendered).strip("\n") + "\n"
