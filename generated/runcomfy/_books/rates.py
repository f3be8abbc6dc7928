"""The rates that the server has told one account: kept for five minutes, and asked for once however many want one.

They are kept in memory, for all views, threads and tasks of a client; and where it has a journal also in that, for the
other processes of the same account.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from .._plain.locks import make_lock
from .._plain.log import logger
from .._protocol.rates import Seen
from ..errors import JournalError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from .._catalogue.rate import Rate
    from .._journal.prices import PriceShelf

__all__ = ["KEPT", "Rates"]

KEPT = 300.0
"""Seconds for which a rate counts."""
_SILENT = 30.0  # seconds for which a server that did not answer is not asked again
_ASKING = 15.0  # seconds that whoever asks has for it
_KEYS = ("base_price_usd", "price_unit", "pricing_note", "max_usd", "by")


class _Kept(NamedTuple):
    rate: Rate | None
    until: float


class Rates:
    """What one client keeps of them. Times are seconds on the client's clock; each method may wait for a disk."""

    def __init__(
        self, shelf: Callable[[], PriceShelf | None] = lambda: None, shared: Rates | None = None
    ) -> None:
        """Begin with nothing known; `shared` is another one over the same memory, for another journal."""
        self._shelf = shelf
        self._lock: threading.Lock = make_lock() if shared is None else shared._lock
        self._kept: dict[str, _Kept] = {} if shared is None else shared._kept
        self._asking: dict[str, float] = {} if shared is None else shared._asking
        self._pid = os.getpid()

    def is_fresh(self, model_id: str, now: float) -> bool:
        """Return whether a model's rate is at hand, without a question or a disk."""
        kept = self._kept.get(model_id)
        return kept is not None and now < kept.until

    def take(self, model_id: str, now: float) -> Seen:
        """Return what is known of a model's rate. Of all who find it missing or too old, one is the asker.

        Meanwhile the others go on with what was known before.
        """
        self._own()
        with self._lock:
            kept = self._kept.get(model_id)
            if kept is not None and now < kept.until:
                return Seen(kept.rate, ready=True)
            if now < self._asking.get(model_id, now):
                return Seen(kept.rate if kept else None, ready=kept is not None)
            self._asking[model_id] = now + _ASKING
        return self._elsewhere(model_id, now, kept)

    def _elsewhere(self, model_id: str, now: float, kept: _Kept | None) -> Seen:
        """Return what other processes know, or that nobody does and this one asks."""
        try:
            shelf = self._shelf()
            found = None if shelf is None else shelf.take(model_id, KEPT, _ASKING)
        except JournalError as error:
            logger.info("The journal keeps no rates for now: %s", error.message)
            found = None
        if found is None or found.asker:
            return Seen(asker=True)
        rate = None if found.document is None else _read(found.document, time.time() - found.age)
        with self._lock:
            self._asking.pop(model_id, None)
            if rate is not None and found.age < KEPT:
                self._kept[model_id] = _Kept(rate, now + KEPT - found.age)
                return Seen(rate, ready=True)
        # Another process is at it.
        rate = rate or (kept.rate if kept else None)
        return Seen(rate, ready=rate is not None)

    def put(self, model_id: str, entry: dict[str, object], now: float) -> Rate:
        """Keep what the server has said of a model, which need not be a rate."""
        document = {name: entry[name] for name in _KEYS if entry.get(name) is not None}
        rate = _read(document, time.time())
        self._settle(model_id, rate, now + KEPT)
        self._shelve(lambda shelf: shelf.put(model_id, document))
        return rate

    def fail(self, model_id: str, now: float) -> Rate | None:
        """Let what was known before count a while longer: the server did not say."""
        with self._lock:
            kept = self._kept.get(model_id)
        rate = kept.rate if kept else None
        self._settle(model_id, rate, now + _SILENT)
        self._shelve(lambda shelf: shelf.release(model_id))
        return rate

    def release(self, model_id: str) -> None:
        """Note that the server was not asked after all."""
        with self._lock:
            self._asking.pop(model_id, None)
        self._shelve(lambda shelf: shelf.release(model_id))

    def _settle(self, model_id: str, rate: Rate | None, until: float) -> None:
        with self._lock:
            self._asking.pop(model_id, None)
            self._kept[model_id] = _Kept(rate, until)

    def _shelve(self, do: Callable[[PriceShelf], object]) -> None:
        try:
            shelf = self._shelf()
            if shelf is not None:
                do(shelf)
        except JournalError as error:
            logger.info("A rate could not be written down: %s", error.message)

    def _own(self) -> None:
        if self._pid != os.getpid():
            # Whoever was asking at the fork does not exist here.
            self._pid, self._asking = os.getpid(), {}


def _read(document: dict[str, Any], at: float) -> Rate:
    moment = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    from .._catalogue.rate import read_rate

    return read_rate(document, source="server", as_of=moment)
