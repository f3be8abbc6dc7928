"""What the server lists, as far as it can be trusted: entries with their schemas, and models that are surely gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.catalogue.address import FILE, fail
from generator.catalogue.entries import Entry, entry_file
from generator.catalogue.reading import read_catalogue
from generator.catalogue.single import look_up
from generator.plain.text import counted, show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.catalogue.fetch import Api
    from generator.plain.faults import Report

__all__ = ["Listing", "list_all", "list_named"]

_MOST_ASKED = 1_000


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries, and the ids of expected models that the server certainly does not have any more."""

    entries: list[Entry]
    missing: list[str] = field(default_factory=list[str])


def list_named(api: Api, model_ids: Sequence[str], report: Report) -> Listing:
    """Return the entries of some models by their ids; what the server does not have is an error."""
    answers = look_up(api, model_ids, report)
    for model_id, said in answers.absent.items():
        message = f"the server has no model {show(model_id)}"
        report.error(entry_file(model_id), "", message, said or "check the id")
    return Listing(answers.entries)


def list_all(
    api: Api, query: Mapping[str, str], expected: Sequence[str], report: Report, *, force: bool
) -> Listing:
    """Return the entries that the query lets through and, without a query, which of the expected models are gone.

    Whatever speaks against having seen everything is an error to `report`, and then none is called gone. Nor are many
    at once, unless by `force`. Raises FaultsError where the catalogue cannot be read, or is empty.
    """
    catalogue = read_catalogue(api, query)
    if not catalogue.entries:
        if not query:
            fail("the server's catalogue is empty; nothing is changed")
        report.warning(FILE, "", "no model of the catalogue fits")
    if catalogue.gap:
        message = f"the catalogue was not read whole: {catalogue.gap}"
        report.error(FILE, "", message, "try again later")
    entries = _with_schemas(api, catalogue.entries, report)
    if query:
        return Listing(entries)
    unlisted = sorted(set(expected) - {entry.model_id for entry in catalogue.entries})
    if len(unlisted) > _MOST_ASKED:
        message = f"the catalogue lacks {len(unlisted)} of {len(expected)} models; none is marked as gone"
        report.error(FILE, "", message, "check --base-url")
        return Listing(entries)
    # The list may leave out what the server has, so each one is asked for by name before it is called gone.
    answers = look_up(api, unlisted, report)
    missing = list(answers.absent)
    found = len(answers.entries)
    if found:
        words = f"{counted(found, 'model')} that the server has, first {show(answers.entries[0].model_id)}"
        tell = report.error if _is_many(found, len(expected)) else report.warning
        tell(FILE, "", f"the catalogue does not list {words}")
    if missing and (catalogue.gap or answers.silent or _is_many(found, len(expected))):
        message = (
            f"{counted(len(missing), 'model')} not found, first {show(missing[0])}: none is marked as gone"
        )
        report.error(FILE, "", f"{message} where the catalogue was not read whole")
        missing = []
    elif _is_many(len(missing), len(expected)) and not force:
        message = (
            f"the server lacks {len(missing)} of {counted(len(expected), 'model')}, first {show(missing[0])}"
        )
        hint = "so many at once may be the server's mistake; where it is none, `sync --force` marks them"
        report.error(FILE, "", f"{message}: none is marked as gone", hint)
        missing = []
    return Listing([*entries, *answers.entries], missing)


def _is_many(count: int, of: int) -> bool:
    return count > max(of / 4, 1)


def _with_schemas(api: Api, entries: list[Entry], report: Report) -> list[Entry]:
    """Return the entries, those without a schema asked for by name: a server may leave schemas out of its lists."""
    ignored = all(entry.lacks_schema or entry.file == FILE for entry in entries)
    lacking = [
        entry.model_id
        for entry in entries
        if entry.lacks_schema and entry.model_id and (ignored or not entry.is_workflow)
    ]
    if len(lacking) > _MOST_ASKED:
        message = f"{len(lacking) - _MOST_ASKED} entries without an input schema are too many to be asked for"
        report.error(FILE, "", message, "name them with --model")
    answers = look_up(api, lacking[:_MOST_ASKED], report)
    # What is listed and is not there by itself stays as it was listed: it has no schema, and is told as such.
    whole = {entry.model_id: entry for entry in answers.entries}
    silent = set(answers.silent)
    return [
        whole.get(entry.model_id, entry)
        for entry in entries
        if entry.model_id not in silent  # which was told
    ]
