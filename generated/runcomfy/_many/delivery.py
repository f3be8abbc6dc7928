"""The outcomes of a batch on their way to the caller: in their order if that is asked for, each once."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .outcome import BatchOutcome, BatchProgress

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

__all__ = ["Delivery"]


class Delivery:
    """What has come of the requests, and what the caller has of it."""

    def __init__(self, *, ordered: bool) -> None:
        self.total = 0
        self._ordered = ordered
        self._early: deque[BatchOutcome[Any, Any]] = deque()
        self._held: dict[int, BatchOutcome[Any, Any]] = {}
        self._next = 0
        self._done = 0
        self._failed = 0
        self._complete = True

    def put(self, outcome: BatchOutcome[Any, Any], copies: Iterable[int] = ()) -> None:
        """Take in the outcome of a request, and of those that are the same."""
        # What the journal has no job of would be forgotten with the batch, and what `then` has not done be paid again.
        undone = outcome.result is not None and outcome.error is not None
        self._complete = self._complete and outcome.job is not None and not undone
        for one in (outcome, *(replace(outcome, index=n, duplicate_of=outcome.index) for n in copies)):
            self._failed += not one.ok
            if self._ordered:
                self._held[one.index] = one
            else:
                self._early.append(one)

    def take(self) -> BatchOutcome[Any, Any] | None:
        """Return the next outcome for the caller, if there is one."""
        if self._ordered:
            outcome = self._held.pop(self._next, None)
            self._next += outcome is not None
        else:
            outcome = self._early.popleft() if self._early else None
        self._done += outcome is not None
        return outcome

    @property
    def waiting(self) -> int:
        """How many outcomes nobody has taken yet."""
        return len(self._early) + len(self._held)

    @property
    def over(self) -> bool:
        """Whether every outcome was taken."""
        return self._done == self.total

    @property
    def complete(self) -> bool:
        """Whether every request has a job so far, and nothing is left to do with one."""
        return self._complete

    def progress(self, running: int, spent: Decimal) -> BatchProgress:
        """Return how the batch is doing."""
        return BatchProgress(self.total, self._done + self.waiting, self._failed, running, spent)
