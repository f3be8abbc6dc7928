"""Writes what happens to one account's requests into the journal."""

from __future__ import annotations

import hashlib
import json
import math
import time
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import JournalError
from .claims import Account, Hold, Intent, adopt_other, claim
from .owner import this_process
from .prices import PriceShelf
from .rows import ENDED, DuplicateIdError, JournalEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal
    from typing import Literal, TypeAlias

    from .rows import State
    from .store import Store, Transaction

    Failed: TypeAlias = Callable[[Exception], object]
    # Request id, state, error, cost.
    _State: TypeAlias = tuple[str, State, str | None, str | None]

__all__ = ["JournalWriter"]

T = TypeVar("T")

_PATIENT = 30.0  # seconds a request that has not left may wait for a busy journal
_TIMES = 64  # run times that are kept of each model
_CHUNK = 500  # values in one SQL statement
_ROWS = 100  # rows in one SQL statement
_HELD = "number=? AND owner=? AND attempt=? AND request_id IS NULL"


class JournalWriter:
    """The journal of one account at one address. Strictly private.

    Whatever is done with a `Hold` changes nothing once another process has taken the request over: what stands there
    now is returned instead of None, and is to be followed.
    """

    def __init__(self, store: Store, base_url: str, token: str) -> None:
        self._store = store
        self._base_url = base_url
        # The token itself is not kept; each journal mixes a key of its own into this.
        self._token = hashlib.blake2b(token.encode(), digest_size=32, person=b"token").digest()

    @property
    def prices(self) -> PriceShelf:
        """What this account was told of models' rates."""
        return PriceShelf(self._store, self._base_url, self._token)

    def _account(self, seen: Transaction) -> Account:
        name = hashlib.blake2b(self._token, key=seen.salt, digest_size=16, person=b"account").hexdigest()
        return Account(self._base_url, name)

    def _account_key(self, seen: Transaction) -> tuple[str, str]:
        account = self._account(seen)
        return account.base_url, account.name

    # One request, before it has an id.

    def claim(
        self,
        intent: Intent,
        nonce: str,
        *,
        resubmit_unknown: bool = False,
        lease: float,
        patience: float = _PATIENT,
    ) -> Hold | JournalEntry:
        """Write a request down before it is sent; on the disk when this returns.

        Args:
            intent: The request.
            nonce: A text that no other request has; the same again if this is called a second time for it.
            resubmit_unknown: Whether one of which nobody knows whether it was accepted is sent again.
            lease: Seconds for which it is ours, whatever becomes of this process.
            patience: Seconds for which a busy journal is tried again.

        Returns:
            A hold where it is to be sent now, else what stands in the journal of it.

        Raises:
            JournalError: It could not be written, and must not be sent.
        """
        owner = f"{this_process()}:{nonce}"

        def do(seen: Transaction) -> Hold | JournalEntry:
            return claim(
                seen, self._account(seen), intent, owner, resubmit_unknown=resubmit_unknown, lease=lease
            )

        return self._store.write(do, durable=True, patience=patience)

    def pause(self, hold: Hold, lease: float) -> JournalEntry | None:
        """Write down that the request is certainly not on its way, and waits to be sent again."""
        return self._renew(hold, "paused", lease, durable=False)

    def go_on(self, hold: Hold, lease: float) -> JournalEntry | None:
        """Write down that the request is sent again; on the disk when this returns."""
        return self._renew(hold, "intent", lease, durable=True)

    def _renew(self, hold: Hold, state: State, lease: float, *, durable: bool) -> JournalEntry | None:
        def do(seen: Transaction) -> JournalEntry | None:
            if adopt_other(seen, hold.number, hold.owner, hold.attempt):
                return self._current_entry(seen, hold)
            changed = seen.change(
                f"UPDATE runcomfy_jobs SET state=?, leased={seen.clock}, lease=?, era=?, changed=? WHERE {_HELD}",  # noqa: S608
                (state, lease, seen.era, time.time(), *_hold_key(hold)),
            )
            return None if changed else self._current_entry(seen, hold)

        return self._store.write(do, durable=durable)

    def fail(
        self,
        hold: Hold,
        state: Literal["unsent", "refused", "unknown"],
        error: str | None,
        patience: float | None = None,
    ) -> JournalEntry | None:
        """Write down that the request brought no id; on the disk when this returns.

        It stays unknown where an earlier attempt may have been accepted.
        """

        def do(seen: Transaction) -> JournalEntry | None:
            if adopt_other(seen, hold.number, hold.owner, hold.attempt):
                return self._current_entry(seen, hold)
            changed = seen.change(
                "UPDATE runcomfy_jobs SET state=CASE WHEN doubt=0 THEN ? ELSE 'unknown' END, error=?, changed=? "  # noqa: S608
                f"WHERE {_HELD}",
                (state, error, time.time(), *_hold_key(hold)),
            )
            return None if changed else self._current_entry(seen, hold)

        return self._store.write(do, durable=True, patience=patience)

    def accept(self, hold: Hold, request_id: str, patience: float | None = None) -> JournalEntry | None:
        """Write the id of a job down; on the disk when this returns.

        Where another process has taken the request over, and may have sent it, the id is kept beside.

        Raises:
            DuplicateIdError: Another entry has this id.
            JournalError: It could not be written, or its entry was deleted.
        """

        def do(seen: Transaction) -> JournalEntry | None:
            set_id = "UPDATE runcomfy_jobs SET state='in_queue', request_id=?, error=NULL, changed=? WHERE "
            place = (self._base_url, request_id)
            if seen.change(
                f"{set_id}{_HELD} AND NOT EXISTS (SELECT 1 FROM runcomfy_jobs WHERE base_url=? AND request_id=?)",  # noqa: S608
                (request_id, time.time(), *_hold_key(hold), *place),
            ):
                return None
            others = seen.entries("base_url=? AND request_id=?", place)
            if others and others[0].number != hold.number:
                raise DuplicateIdError(request_id, others[0])
            entry = self._current_entry(seen, hold, request_id)
            if entry.request_id == request_id:
                return None
            if entry.request_id is None and not (entry.state == "intent" and entry.busy):
                # Nobody else's request is on its way, so that this is the job of all.
                seen.change(f"{set_id}number=?", (request_id, time.time(), hold.number))
                return None
            if request_id not in entry.other_ids:
                seen.change(
                    "UPDATE runcomfy_jobs SET other_ids=?, changed=? WHERE number=?",
                    (json.dumps([*entry.other_ids, request_id]), time.time(), hold.number),
                )
            return self._current_entry(seen, hold, request_id)

        return self._store.write(do, durable=True, patience=patience)

    def _current_entry(self, seen: Transaction, hold: Hold, request_id: str | None = None) -> JournalEntry:
        """Return what stands in the journal of a request that is no longer ours."""
        found = seen.entries("number=?", (hold.number,))
        if found and (found[0].attempt > hold.attempt or found[0].owner == hold.owner):
            return found[0]
        job = f" The server accepted it as job {request_id}." if request_id else ""
        raise JournalError(
            f"Entry {hold.number} of the journal {self._store.location} was deleted while its request was sent.{job}",
            path=self._store.location,
            hint="Look at your requests on the RunComfy website.",
        )

    # One job, by its id.

    def see(self, request_id: str, state: State, later: Failed | None = None) -> None:
        """Write the state of a job down that has not ended.

        With `later` this and `end` wait for nothing: they are written soon, and it is told where they cannot be.
        """
        note: _State = (request_id, state, None, None)
        self._put(self._write_states, note, later)

    def end(
        self,
        request_id: str,
        state: State,
        cost: Decimal | None,
        error: str | None,
        later: Failed | None = None,
    ) -> None:
        """Write down how a job ended. A cost that is known already stays."""
        price = None if cost is None else str(cost)
        note: _State = (request_id, state, error, price)
        self._put(self._write_states, note, later)

    def _write_states(self, seen: Transaction, notes: list[_State]) -> None:
        """Write states of jobs down. That one has ended, and what it cost, is not undone by a later note."""
        states: dict[str, _State] = {}
        for request_id, state, error, price in notes:
            before = states.get(request_id)
            if before is None or state in ENDED or before[1] not in ENDED:
                known = before[3] if before is not None else None
                states[request_id] = (request_id, state, error, known if price is None else price)
        for chunk in _chunks(states.values(), _ROWS):
            seen.change(
                f"WITH news (id, state, error, cost) AS (VALUES {', '.join(['(?, ?, ?, ?)'] * len(chunk))}) "  # noqa: S608
                "UPDATE runcomfy_jobs SET (state, error, cost, changed) = ("
                "SELECT news.state, news.error, COALESCE(news.cost, runcomfy_jobs.cost), ? FROM news "
                "WHERE news.id = runcomfy_jobs.request_id) "
                "WHERE base_url=? AND account=? AND request_id IN (SELECT id FROM news) "
                f"AND (state NOT IN {ENDED} OR request_id IN (SELECT id FROM news WHERE news.state IN {ENDED}))",
                (*(value for one in chunk for value in one), time.time(), *self._account_key(seen)),
            )

    def save(self, request_id: str, paths: Iterable[str]) -> None:
        """Write down where the files of a job are."""
        files, now = json.dumps(list(paths), ensure_ascii=False), time.time()
        self._store.write(
            lambda seen: seen.change(
                "UPDATE runcomfy_jobs SET files=?, changed=? WHERE base_url=? AND account=? AND request_id=?",
                (files, now, *self._account_key(seen), request_id),
            )
        )

    def _put(self, write: Callable[[Transaction, list[T]], object], note: T, later: Failed | None) -> None:
        if later is None:
            self._store.write(lambda seen: write(seen, [note]))
        else:
            self._store.write_later(write, note, later)

    # How long the jobs of a model took.

    def times(self, model_id: str) -> tuple[list[float], float]:
        """Return the latest run times of a model in seconds, and the moment at which the last of them was added."""
        return self._store.read(lambda seen: _parse_times(seen.fact(self._times_of(model_id))))

    def add_times(self, model_id: str, times: Iterable[float], later: Failed | None = None) -> None:
        """Add run times of a model."""
        self._put(self._write_times, (model_id, [round(one, 2) for one in times]), later)

    def _write_times(self, seen: Transaction, notes: list[tuple[str, list[float]]]) -> None:
        added: dict[str, list[float]] = {}
        for model_id, times in notes:
            added.setdefault(self._times_of(model_id), []).extend(times)
        for name, times in added.items():
            known, _ = _parse_times(seen.fact(name))
            seen.set_fact(name, json.dumps({"times": [*known, *times][-_TIMES:], "at": round(time.time())}))

    def _times_of(self, model_id: str) -> str:
        return f"times {self._base_url} {model_id}"

    def settle(self) -> None:
        """Write what was put off.

        Raises:
            JournalError: It cannot be written now.
        """
        self._store.settle()

    # A batch.

    def find(self, batch: str, slots: Iterable[str] | None, since: int) -> dict[str, JournalEntry]:
        """Return what is in use of a batch, or was when `since` was the closing counter, by slot.

        Args:
            batch: The batch; empty for all without a name.
            slots: Which of its requests; None for all.
            since: What `closing` returned when this run of the batch began.
        """
        # Apart, since each has an index; what is still in use counts where there are both.
        used = self._by_slot(batch, slots, "closed IS NULL", ())
        return {**self._by_slot(batch, slots, "closed > ?", (since,)), **used}

    def past(self, batch: str, slots: Iterable[str] | None) -> dict[str, JournalEntry]:
        """Return the latest entry of each slot that an earlier, finished run of the batch has used."""
        return self._by_slot(batch, slots, "closed IS NOT NULL", ())

    def _by_slot(
        self, batch: str, slots: Iterable[str] | None, where: str, values: tuple[Any, ...]
    ) -> dict[str, JournalEntry]:
        chunks = [None] if slots is None else list(_chunks(slots))

        def do(seen: Transaction) -> dict[str, JournalEntry]:
            found: dict[str, JournalEntry] = {}
            for chunk in chunks:
                among = "" if chunk is None else f" AND slot IN ({','.join('?' * len(chunk))})"
                # The latest comes last.
                order = " ORDER BY closed, number"
                given = (*self._account_key(seen), batch, *values, *(chunk or ()))
                for entry in seen.entries(
                    f"base_url=? AND account=? AND batch=? AND {where}{among}{order}", given
                ):
                    found[entry.slot or ""] = entry
            return found

        return self._store.read(do)

    def closing(self) -> int:
        """Return the present value of the counter of closings."""
        return self._store.read(_closings)

    def close_requests(self, numbers: Iterable[int]) -> None:
        """Write down that the batch that used these entries has ended: from now on the same request is a new one."""
        chunks = list(_chunks(numbers))

        def do(seen: Transaction) -> None:
            count = _closings(seen) + 1
            seen.set_fact("closings", str(count))
            for chunk in chunks:
                marks = ",".join("?" * len(chunk))
                seen.change(
                    f"UPDATE runcomfy_jobs SET closed=? WHERE closed IS NULL AND number IN ({marks})",  # noqa: S608
                    (count, *chunk),
                )

        self._store.write(do)

    def entries(self, where: str, *values: Any) -> list[JournalEntry]:
        """Return this account's entries for which an SQL condition holds, in the order they were made."""
        return self._store.read(
            lambda seen: seen.entries(
                f"base_url=? AND account=? AND {where} ORDER BY number", (*self._account_key(seen), *values)
            )
        )


def _parse_times(text: str | None) -> tuple[list[float], float]:
    """Return what stands there; nothing where that is no such thing."""
    try:
        found: Any = json.loads(text or "{}")
        times = [float(one) for one in found.get("times", ())]
        good = all(0 <= one < math.inf for one in times)
        return (times, float(found.get("at", 0.0))) if good else ([], 0.0)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return [], 0.0


def _hold_key(hold: Hold) -> tuple[int, str, int]:
    return hold.number, hold.owner, hold.attempt


def _closings(seen: Transaction) -> int:
    return int(seen.fact("closings") or 0)


def _chunks(values: Iterable[T], most: int = _CHUNK) -> Iterator[list[T]]:
    listed = list(values)
    for start in range(0, len(listed), most):
        yield listed[start : start + most]
