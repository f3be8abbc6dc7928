"""Who may send a request: the transaction that decides it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .rows import JournalEntry, is_lost, may_be_sent

if TYPE_CHECKING:
    from decimal import Decimal

    from .store import Transaction

__all__ = ["Account", "Hold", "Intent", "adopt_other", "claim", "the_entry"]

SLOT = "base_url=? AND account=? AND batch=? AND slot=?"


@dataclass(frozen=True, slots=True)
class Intent:
    """What is written down of a request before it is sent.

    Attributes:
        model_id: The model.
        input_hash: The same for the same model and inputs.
        inputs: The inputs as JSON, if they are to be kept.
        estimate: US dollars expected at most, or None.
        batch: The batch it belongs to, empty for one without a name, or None for a single request.
        slot: Its place in the batch.
        once: A key under which it is sent once for ever, or None.
        since: What the closing counter was when the batch began: rows that were closed later still count.
    """

    model_id: str
    input_hash: str
    inputs: str | None = None
    estimate: Decimal | None = None
    batch: str | None = None
    slot: str | None = None
    once: str | None = None
    since: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """A request that is ours to send.

    Attributes:
        number: Its entry.
        owner: The name of this process and request.
        attempt: How many owners it has had. Whoever takes it over has a higher number.
    """

    number: int
    owner: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Account:
    """Whose requests: the address, and a hash of the token."""

    base_url: str
    name: str


def claim(
    seen: Transaction, account: Account, intent: Intent, owner: str, *, resubmit_unknown: bool, lease: float
) -> Hold | JournalEntry:
    """Write a request down as ours, unless it is another's or was sent before: then return that entry."""
    number = _insert(seen, account, intent, owner, lease)
    if number is not None:
        return Hold(number, owner, 1)
    entry = _existing_entry(seen, account, intent)
    if entry is None:
        return _own_entry(seen, intent, owner)
    if not entry.busy and adopt_other(seen, entry.number, entry.owner, entry.attempt):
        return the_entry(seen, entry.number)
    if entry.owner == owner and entry.state == "intent" and entry.request_id is None:
        # Nobody could say whether this was committed.
        return Hold(entry.number, owner, entry.attempt)
    if may_be_sent(entry, resubmit_unknown=resubmit_unknown):
        return _take_over(seen, entry, intent, owner, lease)
    if is_lost(entry) and entry.state != "unknown":
        seen.change(
            "UPDATE runcomfy_jobs SET state='unknown', changed=? WHERE number=?", (time.time(), entry.number)
        )
        return the_entry(seen, entry.number)
    return entry


def _insert(seen: Transaction, account: Account, intent: Intent, owner: str, lease: float) -> int | None:
    """Insert a new request, and return its number; None where it stands there already."""
    now = time.time()
    estimate = None if intent.estimate is None else str(intent.estimate)
    places = _places(account, intent)
    # One statement: each gives the interpreter to other threads, and to a server it is a way there and back.
    unless = "".join(f" AND NOT EXISTS (SELECT 1 FROM runcomfy_jobs WHERE {where})" for where, _ in places)  # noqa: S608
    return seen.insert(
        "INSERT INTO runcomfy_jobs (state, model_id, base_url, account, input_hash, inputs, batch, slot, once, owner, "
        "attempt, doubt, leased, lease, era, estimate, created, changed) "
        f"SELECT 'intent',?,?,?,?,?,?,?,?,?,1,0,{seen.clock},?,?,?,?,? WHERE 1=1{unless} "
        "ON CONFLICT (owner) DO NOTHING",
        (
            intent.model_id, account.base_url, account.name, intent.input_hash, intent.inputs, intent.batch,
            intent.slot, intent.once, owner, lease, seen.era, estimate, now, now,
            *(value for _, values in places for value in values),
        ),
    )  # fmt: skip


def _existing_entry(seen: Transaction, account: Account, intent: Intent) -> JournalEntry | None:
    for where, values in _places(account, intent):
        found = seen.entries(f"{where} ORDER BY closed DESC LIMIT 1", values)
        if found:
            return found[0]
    return None


def _places(account: Account, intent: Intent) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the SQL conditions under which a request stands there already; the first that finds an entry counts.

    One after the other: for what is the one or the other there is no index, and all entries would be read.
    """
    mine = (account.base_url, account.name)
    if intent.once is not None:
        return [("base_url=? AND account=? AND once=?", (*mine, intent.once))]
    if intent.batch is None:
        return []
    slot = (*mine, intent.batch, intent.slot)
    return [(f"{SLOT} AND closed IS NULL", slot), (f"{SLOT} AND closed > ?", (*slot, intent.since))]


def _own_entry(seen: Transaction, intent: Intent, owner: str) -> Hold:
    """Return our hold on a single request, of which nobody could say whether it was committed."""
    [entry] = seen.entries("owner=?", (owner,))
    if (entry.input_hash, entry.slot, entry.state) != (intent.input_hash, intent.slot, "intent"):
        raise ValueError("every request needs a nonce of its own")
    return Hold(entry.number, owner, entry.attempt)


def _take_over(seen: Transaction, entry: JournalEntry, intent: Intent, owner: str, lease: float) -> Hold:
    estimate = None if intent.estimate is None else str(intent.estimate)
    seen.change(
        "UPDATE runcomfy_jobs SET state='intent', error=NULL, closed=NULL, owner=?, attempt=attempt+1, doubt=?, "  # noqa: S608
        f"leased={seen.clock}, lease=?, era=?, model_id=?, input_hash=?, inputs=?, estimate=?, changed=? "
        "WHERE number=?",
        (
            owner, int(entry.doubt or is_lost(entry)), lease, seen.era, intent.model_id, intent.input_hash,
            intent.inputs, estimate, time.time(), entry.number,
        ),
    )  # fmt: skip
    return Hold(entry.number, owner, entry.attempt + 1)


def adopt_other(seen: Transaction, number: int, owner: str, attempt: int) -> bool:
    """Take a job that came for another attempt for the request's own, where the owner's has brought none.

    It must be certain, or not to be known, that the owner's request is not on its way.
    """
    where = "number=? AND owner=? AND attempt=? AND request_id IS NULL AND other_ids IS NOT NULL"
    found = seen.rows(f"SELECT other_ids FROM runcomfy_jobs WHERE {where}", (number, owner, attempt))  # noqa: S608
    if not found:
        return False
    first, *others = json.loads(found[0][0])
    seen.change(
        f"UPDATE runcomfy_jobs SET state='in_queue', request_id=?, other_ids=?, changed=? WHERE {where}",  # noqa: S608
        (first, json.dumps(others) if others else None, time.time(), number, owner, attempt),
    )
    return True


def the_entry(seen: Transaction, number: int) -> JournalEntry:
    """Return an entry that is there."""
    [entry] = seen.entries("number=?", (number,))
    return entry
