"""The server's catalogue: its pages into entries, and each entry into a ModelSpec. All of it is hostile text."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.catalogue.add import without_unresolved
from generator.catalogue.fetch import FILE, MissingError, RefusedError
from generator.dialect import normalise
from generator.names.ids import check_model_id
from generator.plain.faults import Fault, FaultsError, Report, child
from generator.plain.strictjson import parse
from generator.plain.text import show
from generator.plain.values import is_array, is_object
from generator.sources.document import is_web_address, json_type
from generator.spec import ModelSpec, OutputKind, Price

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.fetch import Api

__all__ = ["Entry", "kind_of", "read_catalogue", "read_entry", "read_one"]

_PAGE = 100
_MOST_PAGES = 2_000
_MOST_READINGS = 3
_MOST_ENTRIES = 50_000
_ENTRY_POINTER = re.compile(r"/models/(\d+)(?=/|\Z)")
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
    """One entry as it came, and where: `pointer` counts through all pages. A fault in its JSON makes it not `good`."""

    pointer: str
    value: Any
    good: bool = True

    @property
    def model_id(self) -> str | None:
        """The id that the entry claims, good or bad; None where it is no text."""
        found = self.value.get("model_id") if is_object(self.value) else None
        return found if isinstance(found, str) else None


def read_catalogue(api: Api, query: Mapping[str, str], report: Report) -> list[Entry]:
    """Return every entry of the catalogue that the query lets through, each id once, as it was seen last.

    `total` is not believed, but where it speaks of more entries than were seen, some may have moved to a page that was
    read already, and it is all read again for as long as that finds more. Raises FaultsError where a page cannot be
    read.
    """
    entries: dict[str, Entry] = {}
    for _ in range(_MOST_READINGS):
        known = len(entries)
        total = _read_pages(api, query, entries, report)
        if total <= len(entries) or len(entries) == known:
            break
    return list(entries.values())


def _read_pages(api: Api, query: Mapping[str, str], entries: dict[str, Entry], report: Report) -> int:
    """Read page after page into `entries`, and return how many there are, as the server says; 0 where it does not.

    Pages are asked for by the number of entries seen so far, whatever number the server grants. It ends with a page
    that is empty, or with a second one in a row that holds nothing new: new entries in front move a small page's own
    entries onto the next one.
    """
    seen: set[str] = set()
    at, stale, total = 0, 0, 0
    for _ in range(_MOST_PAGES):
        asked = {**query, "include_schema": "true", "limit": str(_PAGE), "offset": str(at)}
        page, said = _page(api.models(asked), at, report)
        total = max(total, said)
        known = len(seen)
        for entry in page:
            # What has no id is told apart by what it is: a server that repeats itself must not keep this going.
            key = entry.model_id or json.dumps(entry.value, sort_keys=True)[:2000]
            seen.add(key)
            entries[key] = entry
        at += len(page)
        stale = stale + 1 if len(seen) == known else 0
        if not page or stale > 1:
            return total
        if len(entries) > _MOST_ENTRIES:
            break
    raise FaultsError(Fault(FILE, "", "the catalogue does not come to an end", "name models with --model"))


def read_one(api: Api, model_id: str, position: int, report: Report) -> Entry | None:
    """Return one entry by its id, or None after telling `report` why it cannot be read.

    Raises MissingError where there is none, FaultsError where the server cannot be asked.
    """
    pointer = f"/models/{position}"
    if problem := check_model_id(model_id):
        # Asked for, `..` would lead to another place of the server.
        report.error(FILE, pointer, problem)
        return None
    try:
        value = parse(api.model(model_id), FILE, pointer=pointer)
    except RefusedError as error:
        report.add(
            *(
                replace(fault, pointer=pointer, message=f"{show(model_id)}: {fault.message}")
                for fault in error.faults
            )
        )
        return None
    except FaultsError as error:
        if not all(fault.pointer.startswith(pointer) for fault in error.faults):
            raise
        report.add(*error.faults)
        return None
    entry = Entry(pointer, value)
    if entry.model_id != model_id:
        # A server that does not look at capitals has a model that was renamed under both names.
        raise MissingError(f"it answers with {show(entry.model_id)}")
    return entry


def _page(body: bytes, at: int, report: Report) -> tuple[list[Entry], int]:
    """Return the entries of a page, and its `total` or 0; faults in the JSON of single entries are reported."""
    faulty: set[int] = set()
    try:
        document = parse(body, FILE)
    except FaultsError as error:
        places = [_ENTRY_POINTER.match(fault.pointer) for fault in error.faults]
        if not all(places):
            raise
        try:
            # Good enough to go on with: only entries with a fault differ from what the strict reader gives.
            document = json.loads(body, parse_int=lambda digits: int(digits[:4000]))
        except (ValueError, RecursionError):
            raise error from None
        for fault, place in zip(error.faults, places, strict=True):
            index = int(place[1]) if place else 0
            faulty.add(index)
            pointer = f"/models/{at + index}{fault.pointer[place.end() :] if place else ''}"
            report.error(FILE, pointer, f"{fault.message}; the entry is left out", fault.hint)
    entries = document.get("models") if is_object(document) else None
    if not is_array(entries):
        found = json_type(document) if not is_object(document) else "an object without a list of models"
        raise FaultsError(Fault(FILE, "", f"this is not a page of the catalogue, but {found}"))
    total: object = document.get("total")
    read = [Entry(f"/models/{at + i}", value, i not in faulty) for i, value in enumerate(entries)]
    return read, total if isinstance(total, int) else 0


def read_entry(entry: Entry, report: Report) -> ModelSpec | None:
    """Return the model of an entry, or None after telling `report` why there is none.

    What cannot be done without is an error (the id, a schema that can be used). A price or a text that makes no sense
    is a warning, and is left out; so is an entry without any input schema, for which no client can be made.
    """
    if not entry.good:
        return None
    reader = _Reader(entry, report)
    problem = "the entry is not an object" if not is_object(entry.value) else None
    if problem is None:
        given = entry.value.get("model_id")
        problem = check_model_id(given) if isinstance(given, str) else "the entry has no model_id"
    if problem is not None:
        report.error(
            FILE, child(entry.pointer, "model_id") if is_object(entry.value) else entry.pointer, problem
        )
        return None
    schema = entry.value.get("input_schema")
    if schema is None:
        report.warning(FILE, entry.pointer, f"{show(entry.model_id)} has no input schema, and is left out")
        return None
    if not is_object(schema):
        message = (
            f"the input schema of {show(entry.model_id)} is {json_type(schema)}, and should be an object"
        )
        report.error(FILE, child(entry.pointer, "input_schema"), message)
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
            file=FILE,
            input_pointer=child(entry.pointer, "input_schema"),
        )
    )
    found = Report()
    usable = normalise(spec, found) is not None
    report.add(*found.errors)
    return spec if usable else None


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
            self._warn(key, f"this is {json_type(value)}, and should be a string")
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
            self._warn("categories", f"this is {json_type(value)}, and should be a list of strings")
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
        return None if price == Price() else price

    def _rate(self) -> int | float | None:
        value = self._entry.value.get("base_price_usd")
        if isinstance(value, str) and re.fullmatch(r"\d{1,9}(?:\.\d{1,12})?", value.strip()):
            value = float(value)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
            self._warn("base_price_usd", f"{show(value)} is not a price in US dollars")
            return None
        return value

    def _warn(self, key: str, message: str) -> None:
        self._report.warning(FILE, child(self._entry.pointer, key), f"{message}; it is left out")
