"""What the journal says was spent: by model or day, and what went to a sandbox apart from what went to the service."""

from __future__ import annotations

import csv
import io
import json
import time
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import urlsplit

from .._plain.hosts import is_loopback
from .._plain.json_values import show
from .._plain.money import NOTHING, plus, shown
from ..errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .rows import JournalEntry

__all__ = ["Spending", "SpentBy", "SpentRow", "moment_of", "spending_of"]

SpentBy: TypeAlias = Literal["model", "day"]
"""What spending is added up by."""

_FREE = ("unsent", "refused", "paused")
_COLUMNS = ("place", "key", "jobs", "spent_usd", "estimated_usd", "untold", "open")


@dataclass(frozen=True, slots=True)
class SpentRow:
    """One line.

    Attributes:
        place: `service`, or `sandbox` for play money.
        key: The model's id, or the day as `YYYY-MM-DD` in local time; None where all is one line.
        jobs: How many jobs.
        spent_usd: What the server said that they cost, in US dollars.
        estimated_usd: What those were expected to cost of which it said nothing.
        untold: How many those are; without a limit on money there is no estimate of them.
        open: How many of the jobs have not ended, as far as is known here.
    """

    place: str
    key: str | None
    jobs: int
    spent_usd: Decimal
    estimated_usd: Decimal
    untold: int
    open: int


@dataclass(frozen=True, slots=True)
class Spending:
    """All lines; as text by `str()`, as JSON by `json()`, as CSV by `csv()`."""

    rows: tuple[SpentRow, ...]

    def __iter__(self) -> Iterator[SpentRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __str__(self) -> str:
        return "\n".join(_line(row) for row in self.rows) or "Nothing was spent."

    def documents(self) -> list[dict[str, Any]]:
        """Return the lines as JSON objects; amounts are numbers."""
        return [{name: _number(getattr(row, name)) for name in _COLUMNS} for row in self.rows]

    def json(self) -> str:
        """Return the lines as a JSON array."""
        return json.dumps(self.documents(), indent=2, ensure_ascii=False)

    def csv(self) -> str:
        """Return the lines as CSV, with a head; amounts to their last decimal."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for row in self.rows:
            writer.writerow([_cell(getattr(row, name)) for name in _COLUMNS])
        return out.getvalue()


def _line(row: SpentRow) -> str:
    money = "play money" if row.place == "sandbox" else "spent"
    text = f"{row.place}: {shown(row.spent_usd)} {money}, {row.jobs} job{'' if row.jobs == 1 else 's'}"
    if row.key is not None:
        text = f"{text}, {row.key}"
    if row.untold:
        text = f"{text}; the cost of {row.untold} is not known, expected {shown(row.estimated_usd)}"
    return f"{text}; {row.open} open" if row.open else text


def _number(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    # A spreadsheet takes such a cell for a formula.
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" else value


def spending_of(
    entries: Iterable[JournalEntry], *, since: float | None = None, by: SpentBy | None = None
) -> Spending:
    """Return what these entries have cost, of those that were made since a moment."""
    if by not in (None, "model", "day"):
        raise ConfigError(f"by must be 'model' or 'day', not {show(by)}.")
    rows: dict[tuple[str, str | None], SpentRow] = {}
    for entry in entries:
        if entry.state in _FREE or (since is not None and entry.created < since):
            continue
        key = entry.model_id if by == "model" else _day_of(entry.created) if by == "day" else None
        place = _place_of(entry.base_url)
        before = rows.get((place, key)) or SpentRow(place, key, 0, NOTHING, NOTHING, 0, 0)
        rows[place, key] = _add_entry(before, entry)
    return Spending(
        tuple(rows[found] for found in sorted(rows, key=lambda one: (one[0] != "service", one[1] or "")))
    )


def _add_entry(row: SpentRow, entry: JournalEntry) -> SpentRow:
    jobs = 1 + len(entry.other_ids)
    # A cancelled job costs nothing, unless the server says otherwise.
    untold = (0 if entry.cost is not None or entry.state == "cancelled" else 1) + len(entry.other_ids)
    expected = entry.estimate if untold and entry.estimate is not None else NOTHING
    return SpentRow(
        row.place,
        row.key,
        row.jobs + jobs,
        plus(row.spent_usd, entry.cost or NOTHING),
        plus(row.estimated_usd, expected),
        row.untold + untold,
        row.open + (not entry.ended),
    )


def _place_of(base_url: str) -> str:
    """Return where requests went: the service is reached by https only, and what this machine answers is a sandbox."""
    parts = urlsplit(base_url)
    local = parts.scheme == "http" or is_loopback(parts.hostname or "")
    return "sandbox" if local else "service"


def _day_of(moment: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(moment))


def moment_of(since: object) -> float | None:
    """Return the moment that a day (`2026-11-01`), a date, a datetime or `7d` means, in seconds since 1970.

    Raises:
        ConfigError: It is none of them.
    """
    if since is None:
        return None
    if isinstance(since, datetime):
        return since.timestamp()
    if isinstance(since, date):
        return datetime(since.year, since.month, since.day).timestamp()  # noqa: DTZ001 (the user's own day)
    if isinstance(since, str):
        text = since.strip()
        if text[:-1].isascii() and text[:-1].isdecimal() and text[-1:] == "d" and len(text) < 7:
            return time.time() - int(text[:-1]) * 86400.0
        try:
            return datetime.fromisoformat(text).timestamp()
        except (ValueError, OverflowError):
            pass
    raise ConfigError(f"since must be a day such as '2026-11-01', a date, or '7d', not {show(since)}.")
