"""What stands in the journal of a batch: from before its first request to after its last outcome."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from .._books.submission import BatchPlace
from .._plain.log import logger, warn
from ..errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .._books.funds import Funds
    from .._books.ledger import Ledger
    from .._journal import JournalEntry
    from .items import Item

__all__ = ["BatchRecord"]


class BatchRecord:
    """The journal's view of one run of a batch. Without a journal nothing is known, and nothing written.

    A batch with a name is the same one for ever. One without finds its open requests by their inputs, whatever else is
    in the list, until all that was asked for has ended.
    """

    def __init__(self, ledger: Ledger, batch_id: str | None, *, resubmit_unknown: bool) -> None:
        self.before: dict[str, JournalEntry] = {}
        """What was known of the requests before this run, by their slots."""
        self._ledger = ledger
        self._batch_id = batch_id
        self._resubmit_unknown = resubmit_unknown
        self._run = secrets.token_hex(4)
        self._since = 0
        self._numbers: set[int] = set()

    @property
    def _name(self) -> str:
        return self._batch_id or ""

    def open(self, items: Sequence[Item], budget: Funds) -> None:
        """Look at what stands there.

        Raises:
            JournalError: The journal cannot be trusted, so that nothing may be sent.
        """
        journal = self._ledger.journal
        if journal is None or not items:
            return
        journal.check()
        writer = self._ledger.writer
        self._since = writer.closing()
        slots = [item.slot for item in items]
        self.before = writer.find(self._name, slots if self._batch_id is None else None, self._since)
        self._ledger.carry(self.before.values(), budget)
        new = [slot for slot in slots if slot not in self.before]
        if self._batch_id is None:
            self._warn_paid_again(writer.past(self._name, new).values())
        else:
            self._warn_unnamed(writer.find("", new, self._since).values())

    def _warn_paid_again(self, past: Iterable[JournalEntry]) -> None:
        """Say what was paid for in a batch that has ended, and will be paid for again."""
        paid = [entry for entry in past if entry.request_id is not None]
        if paid:
            when = time.strftime("%Y-%m-%d %H:%M", time.localtime(max(entry.changed for entry in paid)))
            many = (
                "1 request of this batch was"
                if len(paid) == 1
                else f"{len(paid)} requests of this batch were"
            )
            warn(
                f"{many} paid for before, in a batch that ended ({when}), and will be submitted and paid for again. "
                "A batch with a batch_id is paid for once."
            )

    @staticmethod
    def _warn_unnamed(found: Iterable[JournalEntry]) -> None:
        """Say that a name makes another batch of what was begun without one."""
        count = sum(entry.request_id is not None for entry in found)
        if count:
            warn(
                f"The journal knows {count} of these requests from a batch without a name. Under this batch_id they "
                "are others, and will be submitted and paid for; without it the open ones are picked up."
            )

    def place(self, item: Item) -> BatchPlace | None:
        """Return where a request stands."""
        if self._ledger.journal is None:
            return None
        return BatchPlace(self._name, item.slot, item.digest, self._run, self._since, self._resubmit_unknown)

    def note(self, number: int | None) -> None:
        """Note the number in the journal of a request that this run has sent."""
        if number is not None:
            self._numbers.add(number)

    def close(self, *, complete: bool) -> None:
        """Close it: all was delivered. Where every request has a job, the same ones are another batch from now on."""
        if self._ledger.journal is None:
            return
        self._ledger.settle()
        self._ledger.unwritten.finish()
        if complete and self._batch_id is None:
            try:
                self._ledger.writer.close_requests(self._numbers | self._of_whole_runs())
            except JournalError as error:
                logger.warning("The end of the batch could not be written down: %s", error.message)

    def _of_whole_runs(self) -> set[int]:
        """Return what earlier runs have sent and this one has picked up, where it was all of their open requests.

        A list that is shorter ends nothing of what a longer one began.
        """
        mine = {entry.number for entry in self.before.values()}
        whole: set[int] = set()
        for run in {_run_of(entry) for entry in self.before.values()}:
            sent = self._ledger.writer.entries("batch='' AND closed IS NULL AND owner LIKE ?", f"%:{run}.%")
            numbers = {entry.number for entry in sent}
            if numbers <= mine:
                whole |= numbers
        return whole


def _run_of(entry: JournalEntry) -> str:
    """Return the mark of the run that has sent a request."""
    return entry.owner.rpartition(":")[2].partition(".")[0]
