"""The rows of the journal, and the words for what became of a request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from .owner import is_gone

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "COLUMNS",
    "ENDED",
    "LOST",
    "OPEN",
    "DuplicateIdError",
    "JournalEntry",
    "State",
    "entry_of",
    "is_lost",
]

State: TypeAlias = Literal[
    "intent", "paused", "unsent", "refused", "unknown",
    "in_queue", "in_progress", "completed", "failed", "cancelled",
]  # fmt: skip

ENDED = ("completed", "failed", "cancelled")
FREE = ("unsent", "refused")
"""Certainly there is no job, and nobody is about to send the request."""

# SQL conditions.
OPEN = f"request_id IS NOT NULL AND state NOT IN {ENDED}"
LOST = "request_id IS NULL AND state IN ('intent', 'unknown')"

# Behind the columns of an entry stand those that say for how long it is its owner's.
COLUMNS = (
    "number, state, model_id, request_id, base_url, input_hash, inputs, batch, slot, owner, error, estimate, "
    "cost, files, created, changed, attempt, once, closed, other_ids, doubt, leased, lease, era"
)
_LEASE = 21


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One paid request.

    Attributes:
        number: Its number in this journal.
        state: `intent` while the request may be on its way, `paused` while its sender waits to send it again,
            `unsent` or `refused` where there is certainly no job, `unknown` where nobody can say, then `in_queue`,
            `in_progress`, `completed`, `failed` or `cancelled`.
        model_id: The model.
        request_id: The server's id of the job, as soon as it is known.
        base_url: The address it was sent to.
        input_hash: The same for the same model and inputs.
        inputs: The inputs, if the journal was told to keep them.
        batch: The batch it belongs to, or None; empty for batches without a name.
        slot: Its place in the batch.
        owner: Who sent it, or is about to: a name of that process and request.
        error: What went wrong, or None.
        estimate: US dollars expected at most, or None.
        cost: US dollars, or None where the server did not say.
        files: The paths that its files were saved at.
        created: When it was first written down, in seconds since 1970.
        changed: When its state was last written.
        attempt: How many owners it has had.
        once: The key under which it is sent once for ever, or None.
        closed: When the batch that used it ended, by a counter of this journal; None while it is in use.
        other_ids: Further jobs that the server accepted for this same request: each was perhaps paid for.
        doubt: Whether an earlier attempt may have been accepted: it was sent again nevertheless, as it was asked for.
        lease_left: Seconds for which an `intent` or `paused` request is still its owner's, 0 if it no longer is; else
            None.
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
    attempt: int = 1
    once: str | None = None
    closed: int | None = None
    other_ids: tuple[str, ...] = ()
    doubt: bool = False
    lease_left: float | None = None

    @property
    def ended(self) -> bool:
        """Whether the job has come to its end."""
        return self.state in ENDED

    @property
    def busy(self) -> bool:
        """Whether somebody may be sending the request now, or is waiting to send it again."""
        return bool(self.lease_left)


class DuplicateIdError(Exception):
    """The server gave a request the id of another one. `entry` is that other one's."""

    def __init__(self, request_id: str, entry: JournalEntry) -> None:
        super().__init__(
            f"the server gave {request_id} to two requests; the other one is journal entry {entry.number}"
        )
        self.request_id = request_id
        self.entry = entry


def is_lost(entry: JournalEntry) -> bool:
    """Return whether nobody can say what became of the request: its sender said so, or is gone."""
    if entry.state in {"intent", "paused"}:
        return not entry.busy and (entry.doubt or entry.state == "intent")
    return entry.state == "unknown"


def may_be_sent(entry: JournalEntry, *, resubmit_unknown: bool) -> bool:
    """Return whether a request may be sent again: certainly there is no job, or the user accepts that there may be."""
    if entry.request_id is not None:
        return False
    if entry.state in FREE:
        return True
    if is_lost(entry):
        return resubmit_unknown
    return entry.state == "paused" and not entry.busy


def entry_of(row: Sequence[Any], *, era: str, now: float, local: bool) -> JournalEntry:
    """Return the entry of a row of `COLUMNS`.

    Args:
        row: The row.
        era: What the store's clock counts from.
        now: What it shows.
        local: Whether only processes of this machine write into the store.
    """
    values: list[Any] = list(row[:_LEASE])
    values[6] = cast("dict[str, Any]", json.loads(values[6])) if values[6] else None
    for place in (11, 12):
        values[place] = None if values[place] is None else Decimal(values[place])
    for place in (13, 19):
        values[place] = tuple(json.loads(values[place])) if values[place] else ()
    values[20] = bool(values[20])
    left = None
    if values[1] in {"intent", "paused"}:
        leased, lease, then = row[_LEASE:]
        # A clock that counts from another beginning, or from an unknown one and less far, says that of a reboot.
        void = local and (then != era or (not era and now < leased))
        left = 0.0 if void or is_gone(values[9], local=local) else max(0.0, leased + lease - now)
    values.append(left)
    return JournalEntry(*values)
