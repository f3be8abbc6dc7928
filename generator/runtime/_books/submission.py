"""One paid request as the books keep it: its money, its claim in the journal, and what came of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._journal import DuplicateIdError, Hold, Intent, is_lost
from .._plain.log import logger, warn
from .._plain.text import one_line
from .._protocol.ledger import Claim
from ..errors import (
    APIConnectionError,
    APIError,
    BudgetError,
    ConfigError,
    InputError,
    JournalError,
    SubmissionUnknownError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from .._catalogue.rate import Rate
    from .._journal import JournalEntry
    from .funds import Funds, Reservation
    from .ledger import Ledger

__all__ = ["BatchPlace", "Submission"]

OURS = Claim()

_LEASE = 180.0  # seconds that a claim is good for without a word: no request is on its way for longer,
_SLOWEST = 32 * 1024  # but for one second more for so many bytes
_PATIENCE = 30.0  # seconds that a claim waits for its turn at the journal
_MARGIN = 60.0  # seconds beyond the wait for which a request stays ours


@dataclass(frozen=True, slots=True)
class BatchPlace:
    """Where a request stands in a batch.

    `name` is empty for a batch without one, whose requests are known by their inputs; `slot` names the request
    within the batch, `run` is a mark of this run of it, and `since` is how many batches had ended when it began.
    """

    name: str
    slot: str
    digest: str
    run: str = ""
    since: int = 0
    resubmit_unknown: bool = False


class Submission:
    """One paid request: the `Entry` of the protocol. Strictly private."""

    def __init__(
        self,
        ledger: Ledger,
        model_id: str,
        wire: Mapping[str, Any],
        budget: Funds,
        *,
        once: str | None = None,
        place: BatchPlace | None = None,
        size: int = 0,
    ) -> None:
        self.model_id = model_id
        self.number: int | None = None
        """Its number in the journal, once it stands there."""
        self.request_id: str | None = None
        """Its job, as soon as the server has told it."""
        self.in_doubt: bool = False
        """Whether it was sent now, and nobody can say what became of it."""
        self.rate: Rate | None = None
        """What it is counted at; without it the packaged rate."""
        self._ledger = ledger
        self._wire = wire
        self._budget = budget
        self._once = once
        self._place = place
        self._lease = _LEASE + size / _SLOWEST
        self._nonce = self._new_nonce()
        self._money: Reservation | None = None
        self._hold: Hold | None = None

    @property
    def asks_rate(self) -> bool:
        """Whether the server is asked for its model's rate before it is claimed."""
        return self._ledger.asks_rates(self._budget)

    # What the protocol asks for; see `Entry` there.

    def claim(self, patience: float | None) -> Claim:
        """Set its money aside and write down that it will leave, unless somebody has sent it already."""
        if self._money is None:
            self._money = self._ledger.reserve(self.model_id, self._wire, self._budget, self.rate)
        if self._ledger.journal is None:
            return OURS
        try:
            return self._claimed(_PATIENCE if patience is None else min(patience, _PATIENCE))
        except BaseException:
            self._release_money()
            raise

    def pause(self, seconds: float) -> None:
        """Note that it was turned away for now, and certainly there is no job."""
        hold = self._hold
        if hold is not None:
            try:
                self._ledger.writer.pause(hold, seconds + _MARGIN)
            except JournalError as error:
                # What stands there says less than is true, and nothing that is wrong.
                logger.info("request to %s: its wait could not be written down: %s", self.model_id, error)

    def go_on(self) -> Claim:
        """Claim it anew before it is sent again."""
        hold = self._hold
        if hold is None:
            return OURS
        found = self._ledger.writer.go_on(hold, self._lease)
        if found is None:
            return OURS
        # If it is claimed once more, that is another claim.
        self._hold, self._nonce = None, self._new_nonce()
        return self._claim_of_entry(found)

    def accept(self, request_id: str) -> None:
        """Note that the server has taken it, under this id."""
        if not self._ledger.is_new(request_id):
            error = self._duplicate_id_error(request_id)
            self.fail(error, sent=True)
            raise error
        self.request_id = request_id
        if self._money is not None:
            # Where an ended job has the same id, nobody can say what this one cost, and its money stays set aside.
            self._ledger.remember(request_id, self._money)
        hold = self._hold
        if hold is not None:
            self._ledger.unwritten.write(
                f"Request {request_id} to {self.model_id} was accepted.",
                lambda patience: self._accepted(hold, request_id, patience),
            )

    def fail(self, error: BaseException, *, sent: bool) -> None:
        """Note that it brought no id. Unless it was `sent` there is certainly no job, and the money comes back."""
        state = _fate_of(error, sent=sent)
        self.in_doubt = sent and state == "unknown"
        if state != "unknown":
            self._release_money()
        hold, self._hold = self._hold, None
        if hold is not None:
            said = one_line(f"{type(error).__name__}: {getattr(error, 'message', '')}".rstrip(": "))
            what = "Nobody can say whether it was accepted." if state == "unknown" else "It was not accepted."
            self._ledger.unwritten.write(
                f"A request to {self.model_id} was sent. {what}",
                lambda patience: self._ledger.writer.fail(hold, state, said, patience),
            )

    # The journal.

    def _new_nonce(self) -> str:
        """Return what a claim whose writing was cut off is known by, and whose run of a batch it is."""
        run = f"{self._place.run}." if self._place is not None else ""
        return f"{run}{secrets.token_hex(8)}"

    def _claimed(self, patience: float) -> Claim:
        ledger = self._ledger
        ledger.unwritten.try_again()
        found = ledger.writer.claim(
            self._intent(),
            self._nonce,
            resubmit_unknown=self._place is not None and self._place.resubmit_unknown,
            lease=self._lease,
            patience=patience,
        )
        # Not before: who waits in vain for the journal need not do so twice.
        ledger.recall(self.model_id)
        if isinstance(found, Hold):
            self._hold, self.number = found, found.number
            return OURS
        return self._claim_of_entry(found)

    def _intent(self) -> Intent:
        from .digest import inputs_text, request_hash

        place, wire = self._place, self._wire
        return Intent(
            self.model_id,
            place.digest if place is not None else request_hash(self.model_id, wire),
            inputs_text(wire) if self._ledger.keep_inputs else None,
            self._money.amount if self._money is not None else None,
            place.name if place is not None else None,
            place.slot if place is not None else None,
            self._once,
            place.since if place is not None else 0,
        )

    def _claim_of_entry(self, found: JournalEntry) -> Claim:
        """Return what another process, or an earlier run, has made of it."""
        self.number = found.number
        if found.model_id != self.model_id:
            raise ConfigError(
                f"once={self._once!r} stands for a request to {found.model_id}, not to {self.model_id}. "
                "Nothing was sent.",
                hint="Use a separate key for each paid job.",
            )
        if found.request_id is not None:
            if self._money is not None and not self._ledger.remember(found.request_id, self._money):
                self._release_money()
            return Claim(found.request_id)
        if found.busy or not is_lost(found):
            # Somebody is at it, or has just let go of it: the next claim tells.
            return Claim(busy=True)
        self._release_money()
        raise _unknown(found)

    def _accepted(self, hold: Hold, request_id: str, patience: float | None) -> None:
        try:
            lost = self._ledger.writer.accept(hold, request_id, patience)
        except DuplicateIdError:
            error = self._duplicate_id_error(request_id)
            self._ledger.writer.fail(hold, "unknown", error.message)
            raise error from None
        if lost is not None:
            warn(
                f"There are two jobs for one request to {self.model_id}: {request_id}, and {lost.request_id or 'one'} "
                f"of another process that took it over. Both stand in the journal (entry {lost.number})."
            )

    def _duplicate_id_error(self, request_id: str) -> SubmissionUnknownError:
        return SubmissionUnknownError(
            f"Nobody can say whether the request was accepted: the server answered with the id of another request, "
            f"{request_id}.",
            model_id=self.model_id,
            hint="Look at your requests on the RunComfy website before you send it again.",
        )

    def _release_money(self) -> None:
        money, self._money = self._money, None
        if money is not None:
            money.release()


def _fate_of(error: BaseException, *, sent: bool) -> Literal["unsent", "refused", "unknown"]:
    """Return what became of a request that ended in this error."""
    if isinstance(error, SubmissionUnknownError):
        return "unknown"
    if isinstance(error, APIError):
        return "refused"
    if isinstance(error, APIConnectionError | ConfigError | InputError | BudgetError | JournalError):
        return "unsent"
    return "unknown" if sent else "unsent"


def _unknown(entry: JournalEntry) -> SubmissionUnknownError:
    again = (
        "start the batch with resubmit_unknown=True"
        if entry.batch is not None
        else f"forget the entry with client.journal.forget({entry.number})"
    )
    return SubmissionUnknownError(
        "Nobody can say whether the request was accepted: it was on its way when its answer was lost, or its process "
        f"ended. It was not sent again (journal entry {entry.number}).",
        model_id=entry.model_id,
        hint=f"Look at your requests on the RunComfy website. If there is no such job, {again}.",
    )
