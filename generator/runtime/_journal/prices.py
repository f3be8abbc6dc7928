"""Models' rates as one account was told them, kept in its journal for all processes: each is asked for once."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from .store import Store, Transaction

__all__ = ["KeptPrice", "PriceShelf"]

_PATIENCE = 2.0  # seconds: it is a convenience, and no request waits long for it


@dataclass(frozen=True, slots=True)
class KeptPrice:
    """What is kept of a model: the entry as a document, None where there is none, and how many seconds old it is.

    `asker` says that whoever sees this is the one to ask the server.
    """

    document: dict[str, Any] | None
    age: float
    asker: bool


class PriceShelf:
    """The rates of one account at one address. Strictly private; raises `JournalError`."""

    def __init__(self, store: Store, base_url: str, token_hash: bytes) -> None:
        self._store = store
        self._base_url = base_url
        self._token = token_hash

    def take(self, model_id: str, good_for: float, asking_for: float) -> KeptPrice:
        """Return what is kept of a model. Of those who see that it is older than `good_for`, one is to ask the server.

        For `asking_for` seconds nobody else is told to.
        """
        found = self._store.read(lambda seen: self._seen(seen, model_id), patience=_PATIENCE)
        if found.document is not None and found.age < good_for:
            return found

        def do(seen: Transaction) -> KeptPrice:
            kept, now = self._row(seen, model_id), time.time()
            found = _kept(kept, now)
            if found.document is not None and found.age < good_for:
                return found
            asked = kept.get("asking")
            if isinstance(asked, int | float) and 0 <= now - asked < asking_for:
                return found
            seen.set_fact(self._name(seen, model_id), json.dumps({**kept, "asking": now}))
            return KeptPrice(found.document, found.age, asker=True)

        return self._store.write(do, patience=_PATIENCE)

    def put(self, model_id: str, document: dict[str, Any]) -> None:
        """Keep what the server has said."""
        text = json.dumps({"price": document, "at": time.time()})
        self._store.write(lambda seen: seen.set_fact(self._name(seen, model_id), text), patience=_PATIENCE)

    def release(self, model_id: str) -> None:
        """Let another one ask: the server was not asked, or did not say."""

        def do(seen: Transaction) -> None:
            kept = self._row(seen, model_id)
            if kept.pop("asking", None) is not None:
                seen.set_fact(self._name(seen, model_id), json.dumps(kept))

        self._store.write(do, patience=_PATIENCE)

    def _seen(self, seen: Transaction, model_id: str) -> KeptPrice:
        return _kept(self._row(seen, model_id), time.time())

    def _row(self, seen: Transaction, model_id: str) -> dict[str, Any]:
        text = seen.fact(self._name(seen, model_id))
        try:
            found: object = json.loads(text) if text else {}
        except ValueError:
            found = {}
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}

    def _name(self, seen: Transaction, model_id: str) -> str:
        account = hashlib.blake2b(self._token, key=seen.salt, digest_size=16, person=b"account").hexdigest()
        return f"price {self._base_url} {account} {model_id}"


def _kept(row: dict[str, Any], now: float) -> KeptPrice:
    document, at = row.get("price"), row.get("at")
    # What comes from the future was written by another clock, and is of unknown age.
    if not isinstance(document, dict) or not isinstance(at, int | float) or at > now + 1.0:
        return KeptPrice(None, 0.0, asker=False)
    return KeptPrice(cast("dict[str, Any]", document), max(0.0, now - at), asker=False)
