"""One entry of the server's catalogue into a ModelSpec. All of it is hostile text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.catalogue.add import without_unresolved
from generator.catalogue.address import FILE
from generator.dialect import normalise
from generator.names.ids import check_model_id
from generator.plain.faults import Report, child
from generator.plain.text import show
from generator.plain.values import is_array, is_object, json_type
from generator.sources.document import is_web_address
from generator.sources.prices import read_amount
from generator.spec import ModelSpec, OutputKind, Price

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.plain.faults import Fault

__all__ = ["Entry", "entry_file", "kind_of", "read_entry"]

_PLAY_MONEY = "Play money"
_KINDS: dict[str, OutputKind] = {
    "image": "image",
    "video": "video",
    "audio": "audio",
    "music": "audio",
    "speech": "audio",
    "sound": "audio",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it came. `row` counts through all pages from 0; `faults` in its JSON make it no good."""

    value: Any
    row: int | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def model_id(self) -> str | None:
        """The id that the entry claims, good or bad; None where it is not a string."""
        found = self.value.get("model_id") if is_object(self.value) else None
        return found if isinstance(found, str) else None

    @property
    def key(self) -> str:
        """The id; what has none is told apart by what it is, so that it is known again where it comes twice."""
        return self.model_id or json.dumps(self.value, sort_keys=True)[:2000]

    @property
    def file(self) -> str:
        """What faults call it: the catalogue's entry of this id. Without a good id it is a row of the catalogue."""
        good = self.model_id is not None and check_model_id(self.model_id) is None
        return entry_file(self.model_id) if good and self.model_id else FILE

    @property
    def pointer(self) -> str:
        """Where in what `file` names the entry stands."""
        return "" if self.file != FILE or self.row is None else f"/models/{self.row}"

    @property
    def lacks_schema(self) -> bool:
        """Whether it could be an entry, and has no input schema."""
        return not self.faults and self.file != FILE and self.value.get("input_schema") is None

    @property
    def is_workflow(self) -> bool:
        """Whether it is of a kind that may well have no input schema."""
        return is_object(self.value) and self.value.get("kind") == "workflow"


def entry_file(model_id: str) -> str:
    """Return what faults call the entry of a model."""
    return f"{FILE}/{model_id}"


def read_entry(entry: Entry, report: Report) -> ModelSpec | None:
    """Return the model of an entry, or None after telling `report` why there is none.

    What cannot be done without is an error (the id, a schema that can be used). A price or a text that makes no sense
    is a warning, and is left out; so is an entry without any input schema, for which no client can be made.
    """
    report.add(*entry.faults)
    if entry.faults:
        return None
    reader = _Reader(entry, report)
    if (problem := _problem(entry)) is not None:
        place = child(entry.pointer, "model_id") if is_object(entry.value) else entry.pointer
        report.error(entry.file, place, f"{problem}; the entry is left out")
        return None
    schema = entry.value.get("input_schema")
    if schema is None:
        message = f"{show(entry.model_id)} has no input schema, and is left out"
        (report.warning if entry.is_workflow else report.error)(entry.file, "", message)
        return None
    if not is_object(schema):
        message = f"the input schema must be an object, not {json_type(schema)}"
        report.error(entry.file, "/input_schema", message)
        return None
    categories = reader.categories()
    spec = without_unresolved(
        ModelSpec(
            model_id=entry.value["model_id"],
            input_schema=schema,
            title=reader.text("display_name"),
            description=reader.text("description"),
            categories=categories,
            output_kind=kind_of(categories),
            price=reader.price(),
            page=reader.page(),
            source="catalogue",
            file=entry.file,
        )
    )
    found = Report()
    usable = normalise(spec, found) is not None
    report.add(*found.errors)
    return spec if usable else None


def _problem(entry: Entry) -> str | None:
    """Return what is wrong with an entry as such, or None."""
    if not is_object(entry.value):
        return "the entry is not an object"
    if entry.model_id is not None:
        return check_model_id(entry.model_id)
    name = entry.value.get("display_name")
    return "the entry has no model_id" + (f" (its name is {show(name)})" if isinstance(name, str) else "")


def kind_of(categories: tuple[str, ...]) -> OutputKind | None:
    """Return the kind of output where the categories agree on one: `text-to-image` makes images."""
    words = [re.split(r"[-_ ]", category.casefold().strip())[-1] for category in categories]
    kinds: set[OutputKind] = {_KINDS[word] for word in words if word in _KINDS}
    return kinds.pop() if len(kinds) == 1 else None


class _Reader:
    """Takes the optional parts of an entry."""

    def __init__(self, entry: Entry, report: Report) -> None:
        self._entry = entry
        self._report = report

    def text(self, key: str) -> str | None:
        value = self._entry.value.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        if not isinstance(value, str):
            self._warn(key, f"must be a string, not {json_type(value)}")
        return None

    def page(self) -> str | None:
        value = self.text("model_url")
        # A stand-in's own page, for one, is of no use to others; nothing is lost without it.
        return value if value is not None and is_web_address(value) else None

    def categories(self) -> tuple[str, ...]:
        value = self._entry.value.get("categories")
        if value is None:
            return ()
        if not is_array(value):
            self._warn("categories", f"must be a list of strings, not {json_type(value)}")
            return ()
        return tuple(self._texts(value))

    def _texts(self, values: list[Any]) -> Iterator[str]:
        seen: set[str] = set()
        for value in values:
            if not isinstance(value, str):
                self._warn("categories", f"{show(value)} is not a string")
            elif value.strip() and value not in seen:
                seen.add(value)
                yield value

    def price(self) -> Price | None:
        price = Price(self._rate(), self.text("price_unit"), self.text("pricing_note"))
        # A sandbox makes up what it charges. In a document, estimates and budgets would take it for the service's rate.
        return None if price == Price() or (price.note or "").startswith(_PLAY_MONEY) else price

    def _rate(self) -> int | float | str | None:
        value = self._entry.value.get("base_price_usd")
        rate = read_amount(value)
        if value is not None and rate is None:
            self._warn("base_price_usd", f"{show(value)} is not a price in US dollars")
        return rate

    def _warn(self, key: str, message: str) -> None:
        self._report.warning(self._entry.file, child("", key), f"{message}; it is left out")
