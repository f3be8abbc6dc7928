"""The rows of the journal, and the words for what became of a request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

if TYPE_CHECKING:
    import sqlite3

__all__ = ["COLUMNS", "ENDED", "SCHEMA", "JournalEntry", "State", "entry_of"]

State: TypeAlias = Literal[
    "intent", "unsent", "refused", "unknown", "in_queue", "in_progress", "completed", "failed", "cancelled"
]

ENDED = ("completed", "failed", "cancelled")

SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL,
    model_id TEXT NOT NULL,
    request_id TEXT,
    base_url TEXT NOT NULL,
    account BLOB NOT NULL,
    input_hash TEXT NOT NULL,
    inputs TEXT,
    batch TEXT,
    slot TEXT,
    owner TEXT NOT NULL,
    error TEXT,
    estimate TEXT,
    cost TEXT,
    files TEXT,
    created REAL NOT NULL,
    changed REAL NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS jobs_request ON jobs (base_url, request_id) WHERE request_id IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS jobs_slot ON jobs (base_url, account, batch, slot) WHERE batch IS NOT NULL;
CREATE INDEX IF NOT EXISTS jobs_state ON jobs (state);
"""

COLUMNS = (
    "number, state, model_id, request_id, base_url, input_hash, inputs, batch, slot, owner, error, estimate, "
    "cost, files, created, changed"
)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One paid request.

    Attributes:
        number: Its number in this journal.
        state: `intent` while the request is on its way, `unsent` or `refused` where there is certainly no job,
            `unknown` where nobody can say, then `in_queue`, `in_progress`, `completed`, `failed` or `cancelled`.
        model_id: The model.
        request_id: The server's id of the job, as soon as it is known.
        base_url: The address it was sent to.
        input_hash: The same for the same model and inputs.
        inputs: The inputs, if the journal was told to keep them.
        batch: The batch it belongs to, or None.
        slot: Its place in the batch.
        owner: The process that sent it.
        error: What went wrong, or None.
        estimate: US dollars expected at most, or None.
        cost: US dollars, or None where the server did not say.
        files: The paths that its files were saved at.
        created: When it was sent, in seconds since 1970.
        changed: When its state was last written.
    """

    number: int
    state: str
    model_id: str
    request_id: str | None
    base_url: str
    input_hash: str
    inputs: dict[str, Any] | None
    batch: str | None
    slot: str | None
    owner: str
    error: str | None
    estimate: Decimal | None
    cost: Decimal | None
    files: tuple[str, ...]
    created: float
    changed: float

    @property
    def ended(self) -> bool:
        """Whether the job has come to its end."""
        return self.state in ENDED


def entry_of(row: sqlite3.Row | tuple[Any, ...]) -> JournalEntry:
    """The entry of a row of `COLUMNS`."""
    values: list[Any] = list(row)
    values[6] = cast("dict[str, Any]", json.loads(values[6])) if values[6] else None
    for place in (11, 12):
        values[place] = None if values[place] is None else Decimal(values[place])
    values[13] = tuple(json.loads(values[13])) if values[13] else ()
    return JournalEntry(*values)
