"""`journal …`: what was submitted from this machine, and what became of it."""

from __future__ import annotations

import contextlib
import re
import time
from typing import TYPE_CHECKING, Any

from .._journal import Journal
from .._journal.troubles import WITHOUT
from ..errors import JournalError
from .errors import FAILED, OK
from .text import dollars, table

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._journal import JournalEntry
    from .display import Display
    from .parser import Call

__all__ = ["adopt", "forget", "listing", "opened", "prune"]

_USUAL_DAYS = 30


def listing(call: Call, show: Display) -> int:
    """List the entries."""
    with opened(call, show) as journal:
        if journal is None:
            found: list[JournalEntry] = []
        elif call.flag("open") or call.flag("unknown"):
            found = [
                *(journal.open_jobs() if call.flag("open") else ()),
                *(journal.unknown() if call.flag("unknown") else ()),
            ]
        else:
            found = journal.entries()
    show.document([_document(entry) for entry in found])
    for line in table(_row(entry) for entry in found):
        show.answer(line)
    if not found:
        show.remark("There are no such entries.")
    return OK


def forget(call: Call, show: Display) -> int:
    """Delete entries; the exit code is 1 where there were none."""
    # What is longer than any number of an entry is a request's id.
    wanted = [int(one) if re.fullmatch("[0-9]{1,18}", one) else one for one in call.places["ENTRY"]]
    with opened(call, show) as journal:
        return _deleted(journal.forget(*wanted) if journal is not None else 0, show, FAILED)


def adopt(call: Call, show: Display) -> int:
    """Make a copy the journal of this machine."""
    with Journal(call.place("FILE")) as journal, _without_way_round():
        journal.adopt()
        show.document({"adopted": journal.location})
        show.remark(
            f"{journal.location} is the journal now. Do not use the one that it was copied from any more."
        )
    return OK


def prune(call: Call, show: Display) -> int:
    """Delete what ended long ago."""
    with opened(call, show) as journal:
        return _deleted(
            journal.prune(call.number("days") or _USUAL_DAYS) if journal is not None else 0, show, OK
        )


def _deleted(count: int, show: Display, otherwise: int) -> int:
    show.document({"deleted": count})
    show.answer(f"{count} deleted")
    return OK if count else otherwise


@contextlib.contextmanager
def opened(call: Call, show: Display) -> Generator[Journal | None]:
    """Open the journal; None where nothing was written yet, which is told of one that was named."""
    named = call.text("journal")
    journal = Journal(named)
    with journal, _without_way_round():
        there = journal.path is None or journal.path.exists()
        if named and not there:
            show.remark(f"There is no journal {journal.location}.")
        yield journal if there else None


@contextlib.contextmanager
def _without_way_round() -> Generator[None]:
    """Take the advice to go on without a journal out of its errors: here the journal is what was asked for."""
    try:
        yield
    except JournalError as error:
        error.hint = (error.hint or "").removesuffix(WITHOUT).strip() or None
        raise


def _row(entry: JournalEntry) -> tuple[str, ...]:
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(entry.created))
    return str(entry.number), when, entry.state, entry.request_id or "-", dollars(entry.cost), entry.model_id


def _document(entry: JournalEntry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "state": entry.state,
        "model_id": entry.model_id,
        "request_id": entry.request_id,
        "base_url": entry.base_url,
        "batch": entry.batch,
        "error": entry.error,
        "estimate": entry.estimate,
        "cost": entry.cost,
        "files": list(entry.files),
        "created": entry.created,
        "changed": entry.changed,
    }
