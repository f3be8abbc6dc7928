"""The pages themselves: finished values into templates. A template prints nothing but what is escaped for its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.diff.rules import RULES
from generator.docs.cards import categories_of
from generator.docs.catalogue import catalogue_page
from generator.docs.commands import command_line, curl, python
from generator.docs.guides import GUIDES, guide_pages
from generator.modelcode.classes import shown_type
from generator.plain.text import counted
from generator.plain.unicode import casefold
from generator.schema.value import Schema
from generator.schema.words import Field, fields
from generator.writing.markdown import code, fenced, link, paragraphs, text
from generator.writing.source import Source, fill, join, own, restored
from generator.writing.templating import environment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.dialect import NormalModel
    from generator.docs.cards import Card
    from generator.modelcode.classes import ModelCode
    from generator.names.places import Place

__all__ = ["constant_pages", "field_texts", "model_page", "tree_pages"]

_PARTS = {"model": own("Models"), "request": own("Inputs"), "response": own("Outputs")}


def model_page(model: NormalModel, made: ModelCode, place: Place, package: str) -> str:
    """Return the Markdown page of one model."""
    accepted = _accepted(made)
    spec, schema = model.spec, Schema(model.input_schema)
    inputs, complete = model.example
    price = spec.price
    return _render(
        "model.md.jinja",
        id=code(spec.model_id),
        title=model.title and text(model.title),
        description=model.description and paragraphs(model.description),
        up=join("", [own("../")] * len(place.parts)),
        kind=spec.output_kind and text(spec.output_kind),
        categories=join(", ", map(code, categories_of(model))),
        price=text(price.text) if price is not None and price.base_usd is not None else None,
        price_note=price and price.note and text(price.note),
        price_day=price and price.as_of and text(price.as_of),
        price_table=[
            {"when": text(when), "rate": text(rate)}
            for when, rate in (price.table if price is not None else ())
        ],
        endpoint=code(f"client.{place.module}"),
        as_of=spec.as_of and text(spec.as_of),
        web=spec.page and link(spec.page, spec.page),
        gone_since=spec.gone_since and text(spec.gone_since),
        farewell=spec.farewell and text(spec.farewell),
        inputs=[_entry(field, None if field.depth else accepted.get(field.path)) for field in model.inputs],
        parts=code(f"{package}.models.{place.module}") if accepted else None,
        others=model.input_schema.get("additionalProperties", True) is not False,
        outputs=list(map(_entry, fields(Schema(model.output_schema)))),
        complete=complete,
        python=fenced(python(place, package, inputs, schema), "python"),
        command=fenced(command_line(spec.model_id, package, inputs, schema), "sh"),
        curl=fenced(curl(spec.alias_of or spec.model_id, inputs), "sh"),
    )


def _accepted(model: ModelCode) -> dict[str, str]:
    """Return the Python types of the inputs that hold objects, each of which is a class or a plain dict."""
    fields_of = next(item.fields for item in model.classes if item.name == model.input)
    return {field.wire: shown_type(field.annotation) for field in fields_of if "Part[" in field.annotation}


def _entry(found: Field, accepted: str | None = None) -> dict[str, Any]:
    """Return one field as the page shows it; `accepted` is what Python takes for it, where that needs words."""
    choices = list(map(code, found.choices))
    if found.more_choices:
        choices.append(fill("… and {} more", found.more_choices))
    details = {
        "argument": code(found.argument) if found.argument else None,
        "accepts": code(accepted) if accepted else None,
        "default": code(found.default) if found.default else None,
        "choices": join(", ", choices) if choices else None,
        "facts": join("; ", map(text, found.limits)) if found.limits else None,
    }
    return {
        "path": code(found.path),
        "indent": join("", [own("  ")] * found.depth),
        "type": text(found.type),
        "required": found.required,
        "deprecated": found.deprecated,
        "text": join(". ", field_texts(found)) or None,
        "is_detailed": any(details.values()),
        **details,
    }


def field_texts(found: Field) -> list[Source]:
    """Return title and description; a title that the description begins with is said once."""
    given = [
        bare for value in (found.title, found.description) if value and (bare := value.strip().rstrip(".。"))
    ]
    if len(given) == 2 and casefold(given[1]).startswith(casefold(given[0])):
        given = given[1:]
    return [text(value) for value in given]


def tree_pages(cards: list[Card]) -> dict[str, str | bytes]:
    """Return the pages that list the models, by path below the output."""
    return {
        "docs/index.md": _index(cards),
        "docs/catalogue.html": catalogue_page(cards),
    }


def constant_pages(package: str) -> dict[str, str]:
    """Return the pages that no schema changes, by path below the output: the guides, and the rules of `diff`."""
    return {"docs/diff-rules.md": _rules(), **guide_pages(package)}


def _index(cards: list[Card]) -> str:
    vendors: dict[str, list[Card]] = {}
    categories: dict[str, list[Card]] = {}
    for card in cards:
        vendors.setdefault(card.vendor, []).append(card)
        for category in card.categories:
            categories.setdefault(category, []).append(card)
    return _render(
        "index.md.jinja",
        count=text(counted(len(cards), "model")),
        vendors=[_group(name, own) for name, own in sorted(vendors.items())],
        categories=[_group(name, own) for name, own in sorted(categories.items())],
        guides=GUIDES,
    )


def _group(name: str, cards: Iterable[Card]) -> dict[str, Any]:
    links = [{"link": restored(card.link), "facts": restored(card.facts)} for card in cards]
    return {"name": text(name), "models": links}


def _rules() -> str:
    parts = [
        {
            "title": title,
            "rules": [
                {
                    "id": code(rule.id),
                    "severity": text(rule.severity),
                    "title": text(rule.title),
                    "text": text(rule.text),
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
