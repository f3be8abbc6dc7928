"""Writes what happens to one account's requests into the journal."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .owner import is_running, this_process
from .rows import COLUMNS, ENDED, JournalEntry, entry_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from decimal import Decimal

    from .rows import State
    from .store import Store

__all__ = ["Claim", "Intent", "Scribe", "is_lost", "may_be_sent"]

_LONGEST = 3600.0  # seconds; no request is on its way for longer


@dataclass(frozen=True, slots=True)
class Intent:
    """What is written down of a request before it is sent."""

    model_id: str
    input_hash: str
    inputs: str | None = None
    estimate: Decimal | None = None
    batch: str | None = None
    slot: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A batch's request: `number` if it is this process's to send now, else the `entry` of whoever had it before."""

    number: int | None
    entry: JournalEntry | None = None


def is_lost(entry: JournalEntry) -> bool:
    """Whether nobody can say what became of the request: its sender said so, or is gone."""
    if entry.state == "unknown":
        return True
    too_old = time.time() - entry.changed > _LONGEST
    return entry.state == "intent" and (too_old or not is_running(entry.owner))


def may_be_sent(entry: JournalEntry, *, resubmit_unknown: bool) -> bool:
    """Whether a batch's request may be sent again: certainly there is no job, or the user accepts that there is."""
    if entry.state in {"unsent", "refused"}:
        return True
    return resubmit_unknown and is_lost(entry)


class Scribe:
    """The journal of one account at one address. Strictly private."""

    def __init__(self, store: Store, base_url: str, account: bytes) -> None:
        self._store = store
        self._mine = (base_url, account)

    def intend(self, intent: Intent) -> int:
        """Write a request down before it is sent, and return its number."""
        with self._store.change(durable=True) as connection:
            return self._insert(connection, intent)

    def _insert(self, connection: sqlite3.Connection, intent: Intent) -> int:
        now = time.time()
        values = (
            "intent", intent.model_id, *self._mine, intent.input_hash, intent.inputs, intent.batch, intent.slot,
            this_process(), None if intent.estimate is None else str(intent.estimate), now, now,
        )  # fmt: skip
        made = connection.execute(
            "INSERT INTO jobs (state, model_id, base_url, account, input_hash, inputs, batch, slot, owner, "
            "estimate, created, changed) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            values,
        )
        return made.lastrowid or 0

    def claim(self, intent: Intent, *, resubmit_unknown: bool) -> Claim:
        """Write a batch's request down before it is sent, unless someone had sent it already."""
        with self._store.change(durable=True) as connection:
            row = connection.execute(
                f"SELECT {COLUMNS} FROM jobs WHERE base_url=? AND account=? AND batch=? AND slot=?",  # noqa: S608
                (*self._mine, intent.batch, intent.slot),
            ).fetchone()
            if row is None:
                return Claim(self._insert(connection, intent))
            entry = entry_of(row)
            if may_be_sent(entry, resubmit_unknown=resubmit_unknown):
                connection.execute(
                    "UPDATE jobs SET state='intent', error=NULL, owner=?, changed=? WHERE number=?",
                    (this_process(), time.time(), entry.number),
                )
                return Claim(entry.number)
            if entry.state == "intent" and is_lost(entry):
                connection.execute(
                    "UPDATE jobs SET state='unknown', changed=? WHERE number=?", (time.time(), entry.number)
                )
            return Claim(None, entry)

    def mark(self, number: int, state: State, error: str | None = None, *, durable: bool = False) -> None:
        """Write down what became of a request that has no id."""
        with self._store.change(durable=durable) as connection:
            connection.execute(
                "UPDATE jobs SET state=?, error=?, changed=? WHERE number=? AND request_id IS NULL",
                (state, error, time.time(), number),
            )

    def accept(self, number: int, request_id: str) -> None:
        """Write the id of a job down."""
        with self._store.change(durable=True) as connection:
            connection.execute(
                "UPDATE jobs SET state='in_queue', request_id=?, error=NULL, changed=? WHERE number=?",
                (request_id, time.time(), number),
            )

    def see(self, request_id: str, state: State) -> None:
        """Write the state of a job down that has not ended."""
        self._update(request_id, "state=?", state, unless_ended=True)

    def end(self, request_id: str, state: State, cost: Decimal | None, error: str | None) -> None:
        """Write down how a job ended. A cost that is known already stays."""
        price = None if cost is None else str(cost)
        self._update(request_id, "state=?, error=?, cost=COALESCE(?, cost)", state, error, price)

    def save(self, request_id: str, paths: Iterable[str]) -> None:
        """Write down where the files of a job are."""
        self._update(request_id, "files=?", json.dumps(list(paths), ensure_ascii=False))

    def _update(self, request_id: str, what: str, *values: Any, unless_ended: bool = False) -> None:
        rest = f" AND state NOT IN {ENDED}" if unless_ended else ""
        with self._store.change() as connection:
            connection.execute(
                f"UPDATE jobs SET {what}, changed=? WHERE request_id=? AND base_url=? AND account=?{rest}",  # noqa: S608
                (*values, time.time(), request_id, *self._mine),
            )

    def entries(self, where: str, *values: Any) -> list[JournalEntry]:
        """This account's entries for which an SQL condition holds, in the order they were made."""
        rows = self._store.read(
            f"SELECT {COLUMNS} FROM jobs WHERE base_url=? AND account=? AND {where} ORDER BY number",  # noqa: S608
            (*self._mine, *values),
        )
        return [entry_of(row) for row in rows]

    def close_batch(self, batch: str) -> None:
        """Let the same batch begin anew, if every one of its jobs has ended."""
        with self._store.change() as connection:
            connection.execute(
                f"UPDATE jobs SET batch = batch || ' ended ' || ? WHERE base_url=? AND account=? AND batch=? "  # noqa: S608
                "AND NOT EXISTS (SELECT 1 FROM jobs AS other WHERE other.base_url=jobs.base_url AND "
                f"other.account=jobs.account AND other.batch=? AND other.state NOT IN {ENDED})",
                (str(time.time_ns()), *self._mine, batch, batch),
            )
