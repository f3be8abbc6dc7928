"""Single entries, asked for by name: several at once, no more than are good for the server."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from generator.catalogue.address import FILE
from generator.catalogue.entries import Entry, entry_file
from generator.catalogue.fetch import MissingError, RefusedError
from generator.names.ids import check_model_id
from generator.plain.faults import Fault, FaultsError
from generator.plain.strictjson import parse
from generator.plain.text import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.catalogue.fetch import Api
    from generator.plain.faults import Report

__all__ = ["Lookups", "look_up"]

_AT_ONCE = 8
# A server that does not answer for so many is not asked for the others.
_MOST_SILENCES = 5


@dataclass(slots=True)
class Lookups:
    """What became of each model that was asked for: its entry, or that the server has none, and what it said to that.

    `silent` are those of which the server told nothing, be it that it did not answer or that it was not asked.
    """

    entries: list[Entry] = field(default_factory=list[Entry])
    absent: dict[str, str] = field(default_factory=dict[str, str])
    silent: list[str] = field(default_factory=list[str])


def look_up(api: Api, model_ids: Sequence[str], report: Report) -> Lookups:
    """Ask for models by their ids, in order; what is not available is told to `report`, by id."""
    answers = Lookups()
    unasked = 0
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        # A few at a time, so that a server which is down is not asked for all of them.
        for begin in range(0, len(model_ids), _AT_ONCE):
            some = model_ids[begin : begin + _AT_ONCE]
            if len(answers.silent) >= _MOST_SILENCES:
                answers.silent += some
                unasked += len(some)
                continue
            for model_id, found in zip(some, pool.map(partial(_look_up, api), some), strict=True):
                if isinstance(found, Entry):
                    answers.entries.append(found)
                elif isinstance(found, MissingError):
                    answers.absent[model_id] = str(found)
                else:
                    report.add(*(replace(fault, file=entry_file(model_id)) for fault in found.faults))
                    answers.silent.append(model_id)
    if unasked:
        message = f"{unasked} more models were not asked for, since the server did not answer for the others"
        report.error(FILE, "", message, "try again later")
    return answers


def _look_up(api: Api, model_id: str) -> Entry | MissingError | FaultsError:
    if problem := check_model_id(model_id):
        # Asked for, `..` would lead to another place of the server.
        return Entry(None, faults=(Fault(FILE, "", problem),))
    try:
        body = api.model(model_id)
    except MissingError as error:
        return error
    except RefusedError as error:
        return _refused_entry(model_id, error)
    except FaultsError as error:
        return error
    try:
        entry = Entry(parse(body, entry_file(model_id)))
    except FaultsError as error:
        return _refused_entry(model_id, error)
    if entry.model_id != model_id:
        # A server that does not look at capitals has a model that was renamed under both names.
        return MissingError(f"it answers with {show(entry.model_id)}")
    return entry


def _refused_entry(model_id: str, error: FaultsError) -> Entry:
    """Return an entry that is known to be there, and is no good."""
    faults = [replace(fault, file=entry_file(model_id)) for fault in error.faults]
    return Entry({"model_id": model_id}, faults=tuple(faults))
