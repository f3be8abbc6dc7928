"""`models …` and `balance`. The models are those of this package, unless the server is asked with --live."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Any, cast

from .._catalogue.registry import registry
from .._plain.money import shown
from .._plain.text import one_line
from . import lookup
from .commands import KINDS, ROOT, find
from .errors import OK, CommandError
from .help import notices, option_rows
from .inputs import input_options
from .parser import not_one_of
from .text import columns, dollars, prog, table, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from .display import Display
    from .options import Option
    from .parser import Call

__all__ = ["balance", "categories", "listing", "search", "show"]

Entry = dict[str, Any]

_LIVE_KINDS = ("model", "workflow", "inference")


def listing(call: Call, show: Display) -> int:
    """List every model."""
    return _list(call, show, [])


def search(call: Call, show: Display) -> int:
    """List the models that hold every word."""
    return _list(call, show, " ".join(call.places["WORD"]).split())


def _list(call: Call, show: Display, words: list[str]) -> int:
    found = _live(call, words) if call.flag("live") else _packaged(call, words)
    show.document(found)
    # A pipe gets one line for each model.
    room = columns() if sys.stdout.isatty() else None
    for line in table((_row(entry) for entry in found), room):
        show.answer(line)
    if not found:
        show.remark("There are no such models.")
    return OK


def _packaged(call: Call, words: list[str]) -> list[Entry]:
    kind, category = call.text("kind"), call.text("category")
    _check("--kind", kind, dict.fromkeys([*KINDS, *(info.kind for info in registry.values() if info.kind)]))
    _check("--category", category, sorted({name for info in registry.values() for name in info.categories}))
    return [
        {
            "model_id": info.model_id,
            "title": info.title,
            "description": info.description,
            "kind": info.kind,
            "categories": list(info.categories),
            "price": info.price,
            "page": info.page,
            **({"gone_since": info.gone_since} if info.gone_since else {}),
            **({"deprecated": info.deprecated} if info.deprecated else {}),
        }
        for info in registry.values()
        if (kind is None or info.kind == kind)
        and (category is None or category in info.categories)
        and _holds(
            " ".join(
                filter(None, (info.model_id, info.title, info.description, info.kind, *info.categories))
            ),
            words,
        )
    ]


def _check(option: str, value: str | None, known: Collection[str]) -> None:
    """Refuse a word that no model can have: an empty list would look like an answer."""
    if value is not None and known and value not in known:
        raise CommandError(not_one_of(option, known, value))


def _holds(text: str, words: Iterable[str]) -> bool:
    return all(word.casefold() in text.casefold() for word in words)


def _live(call: Call, words: list[str]) -> list[Entry]:
    from .session import open_client

    kind, category = call.text("kind"), call.text("category")
    with open_client(call) as client:
        entries = client.catalogue.search(" ".join(words) or None, category=category, kind=kind)
        if not entries:
            # Only then: the server may have kinds by now that nobody here knows.
            _check("--kind", kind, _LIVE_KINDS)
            if category is not None:
                _check("--category", category, client.catalogue.categories())
    return [dict(entry.raw) for entry in entries]


def _row(entry: Mapping[str, Any]) -> tuple[str, str, str, str]:
    title = entry.get("title") or entry.get("display_name") or ""
    named = cast("list[object]", entry.get("categories") or [])
    return (
        str(entry.get("model_id")),
        str(entry.get("kind") or ""),
        price_text(entry),
        _mark(entry) + str(title or ", ".join(map(str, named))),
    )


def _mark(entry: Mapping[str, Any]) -> str:
    marks = [f"gone since {entry['gone_since']}"] if entry.get("gone_since") else []
    marks += ["deprecated"] if entry.get("deprecated") else []
    return f"({', '.join(marks)}) " if marks else ""


def price_text(entry: Mapping[str, Any]) -> str:
    """Return a model's base rate, or nothing: an unknown price is not free."""
    price = entry.get("price")
    source = cast("Mapping[str, Any]", price) if isinstance(price, dict) else entry
    amount = source.get("base_usd", source.get("base_price_usd"))
    unit = source.get("unit", source.get("price_unit"))
    rate = dollars(amount)
    return f"{rate}/{unit}" if rate and unit else rate


def show(call: Call, show: Display) -> int:
    """Show one model and its inputs."""
    model_id = call.place("MODEL")
    document = _live_document(call, model_id) if call.flag("live") else _packaged_document(model_id)
    show.document(document)
    if show.as_json:
        return OK
    for line in _description(model_id, document):
        show.answer(line)
    return OK


def _packaged_document(model_id: str) -> Entry:
    info = lookup.model(model_id)
    if info is None:
        raise lookup.unknown_model(model_id)
    return lookup.document(info)


def _live_document(call: Call, model_id: str) -> Entry:
    from .session import open_client

    with open_client(call) as client:
        return dict(client.catalogue.get(model_id).raw)


def _description(model_id: str, document: Entry) -> list[str]:
    lines = [one_line(model_id)]
    for text in (document.get("title") or document.get("display_name"), document.get("description")):
        if isinstance(text, str) and text.strip() and text.strip() != model_id:
            lines += wrap(one_line(text), columns())
    named = cast("list[object]", document.get("categories") or [])
    facts = [str(document.get("kind") or ""), ", ".join(map(str, named)), _price_line(document)]
    lines += [one_line(" | ".join(fact for fact in facts if fact))] if any(facts) else []
    lines += [line for told in notices(document) for line in wrap(told, columns())]
    page = document.get("page") or document.get("model_url")
    lines += [one_line(page)] if isinstance(page, str) and page else []
    schema = cast("Entry", document.get("input_schema") or {})
    command = find(ROOT, "run")
    options = input_options(schema, command.options if command else ())
    lines += ["", *option_rows(options)] if options else []
    lines += ["", *_example(model_id, options)]
    return lines


def _price_line(document: Entry) -> str:
    text = price_text(document)
    return f"{text}, a base rate" if text else "price not known"


def _example(model_id: str, options: list[Option]) -> list[str]:
    words = [prog(), "run", shlex.quote(one_line(model_id))]
    for option in options:
        if option.required:
            flag = shlex.quote(one_line(option.flags[0]))
            words.append(flag if option.metavar is None else f"{flag} {option.metavar.partition('|')[0]}")
    return [" ".join([*words, "-o DIR"])]


def categories(call: Call, show: Display) -> int:
    """List the categories."""
    if call.flag("live"):
        from .session import open_client

        with open_client(call) as client:
            names = client.catalogue.categories()
    else:
        names = sorted({name for info in registry.values() for name in info.categories})
    show.document(names)
    for name in names:
        show.answer(one_line(name))
    if not names:
        show.remark("No categories are known." + ("" if call.flag("live") else " --live asks the server."))
    return OK


def balance(call: Call, show: Display) -> int:
    """Show what the account holds."""
    from .session import open_client

    with open_client(call) as client:
        found = client.balance()
    show.document({"balance_usd": found.balance_usd, "currency": found.currency, "raw": dict(found.raw)})
    if found.balance_usd is None:
        show.answer("The server does not say what the account holds.")
    else:
        show.answer(f"{shown(found.balance_usd).replace('$', '')} {one_line(found.currency or 'USD')}")
    return OK
