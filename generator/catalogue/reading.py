"""The whole catalogue, page after page, and whether it was the whole: a short reading must never pass for one.

Pages are not one picture: entries come and go between two of them. So a catalogue of several pages is read again until
two readings agree, each time with pages of another size, so that what is lost at an edge stands in the middle then.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from generator.catalogue.address import FILE
from generator.catalogue.entries import Entry
from generator.plain.faults import Fault, FaultsError
from generator.plain.strictjson import parse
from generator.plain.values import is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.catalogue.fetch import Api

__all__ = ["Catalogue", "read_catalogue"]

_PAGES = (100, 70, 90, 60)
# For a server that turns no pages: the most that clients are known to ask for.
_LARGEST = 500
_MOST_PAGES = 2_000
_MOST_ENTRIES = 50_000
_ENTRY_POINTER = re.compile(r"/models/(\d+)(?=/|\Z)")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every entry that was seen, each id once; `gap` says why there may be more, and is empty where there are none."""

    entries: list[Entry]
    gap: str


@dataclass(slots=True)
class _Reading:
    """One way through all pages, of which `size` was the one asked for."""

    size: int
    entries: dict[str, Entry] = field(default_factory=dict[str, Entry])
    pages: int = 0
    first: int = 0
    total: int = 0
    turned: bool = False
    ended: bool = False

    def take(self, page: list[Entry]) -> bool:
        """Take a page in, and say whether anything in it was new."""
        known = len(self.entries)
        self.entries |= {entry.key: entry for entry in page}
        new = len(self.entries) > known
        self.first = self.first or len(page)
        self.turned |= new and self.pages > 0
        self.pages += new
        return new


def read_catalogue(api: Api, query: Mapping[str, str]) -> Catalogue:
    """Return the entries of the catalogue that the query lets through, as each was seen last.

    Raises FaultsError where a page cannot be read.
    """
    entries: dict[str, Entry] = {}
    before: _Reading | None = None
    gap = ""
    for size in _PAGES:
        reading = _read_pages(api, query, size)
        entries |= reading.entries
        if not reading.ended:
            return _without_pages(api, query, reading)
        if not (gap := _find_gap(reading, before, entries)):
            break
        before = reading
    return Catalogue(list(entries.values()), gap)


def _find_gap(reading: _Reading, before: _Reading | None, entries: Mapping[str, Entry]) -> str:
    """Return what speaks against having seen everything; empty where nothing does."""
    if max(reading.total, before.total if before else 0) > len(entries):
        return f"the server counts {reading.total} entries, and shows {len(entries)}"
    if reading.pages < 2:
        return ""  # one page is one picture
    if before is None:
        return "it was read only once"
    # A server that counts them, and did not show less than it counted, has shown them all, in whatever order.
    if reading.total > 0 or reading.entries.keys() == before.entries.keys():
        return ""
    seen = len(reading.entries), len(before.entries)
    return f"no two readings of the pages show the same ({seen[1]} entries, then {seen[0]}, {len(entries)} in all)"


def _without_pages(api: Api, query: Mapping[str, str], reading: _Reading) -> Catalogue:
    """Return what a server shows that answers every page with the first one: as much as it puts into one."""
    large = _read_pages(api, query, _LARGEST)
    entries = reading.entries | large.entries
    total = max(reading.total, large.total)
    # A page that grew with what was asked for, and is shorter than that, holds everything.
    is_all = len(entries) >= total if total else reading.first < large.first < _LARGEST
    if is_all:
        return Catalogue(list(entries.values()), "")
    counted = f", and counts {total}" if total > len(entries) else ""
    gap = f"the server shows the same {len(entries)} entries whatever page is asked for{counted}"
    return Catalogue(list(entries.values()), gap)


def _read_pages(api: Api, query: Mapping[str, str], size: int) -> _Reading:
    """Read page after page.

    Pages are asked for by the number of entries seen so far, whatever number the server grants. It ends with a page
    that is empty, or with a second one in a row that holds nothing new: new entries in front move a small page's own
    entries onto the next one.
    """
    reading = _Reading(size)
    at, stale = 0, 0
    for _ in range(_MOST_PAGES):
        asked = {**query, "include_schema": "true", "limit": str(size), "offset": str(at)}
        page, total = _parse_page(api.models(asked), at)
        reading.total = max(reading.total, total)
        stale = 0 if reading.take(page) else stale + 1
        at += len(page)
        if not page or stale > 1:
            # Servers that show the last page for ever turned pages before that.
            reading.ended = not page or reading.turned
            return reading
        if len(reading.entries) > _MOST_ENTRIES:
            break
    raise FaultsError(Fault(FILE, "", "the catalogue does not come to an end", "name models with --model"))


def _parse_page(body: bytes, at: int) -> tuple[list[Entry], int]:
    """Return the entries of a page, and its `total` or 0; faults in the JSON of single entries are theirs."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    try:
        document = parse(body, FILE)
    except FaultsError as error:
        places = [_ENTRY_POINTER.match(fault.pointer) for fault in error.faults]
        if not all(places):
            raise
        # Good enough to go on with: only entries with a fault differ from what the strict reader gives.
        document = json.loads(body, parse_int=lambda digits: int(digits[:4000]))
        for fault, place in zip(error.faults, places, strict=True):
            if place:
                told = (fault.pointer[place.end() :], f"{fault.message}; the entry is left out", fault.hint)
                found.setdefault(int(place[1]), []).append(told)
    # The reader of answers made sure that there is a list.
    page: dict[str, Any] = document if is_object(document) else {}
    entries = [
        _parse_entry(value, at + i, found.get(i, [])) for i, value in enumerate(page.get("models", ()))
    ]
    total: object = page.get("total")
    if isinstance(total, str) and total.isdecimal() and len(total) < 10:
        total = int(total)
    return entries, int(total) if isinstance(total, int | float) and 0 < total < 1e9 else 0


def _parse_entry(value: object, row: int, faults: list[tuple[str, str, str]]) -> Entry:
    entry = Entry(value, row)
    told = [Fault(entry.file, entry.pointer + pointer, message, hint) for pointer, message, hint in faults]
    return replace(entry, faults=tuple(told))
