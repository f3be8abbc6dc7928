"""What an operation needs of the books: an entry for each paid request, and a note of what became of each job.

The books themselves are kept elsewhere. An operation asks for every line by a `Work`, so that whoever drives it decides
where the waiting for a disk is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from .._states import JobUpdate
    from .ending import Ending


class Claim(NamedTuple):
    """How a request stands before it is sent.

    Without anything it is ours to send now. `request_id` is the job that it has already; `busy` says that another
    process is at it, which is worth another look later.
    """

    request_id: str | None = None
    busy: bool = False

    @property
    def ours(self) -> bool:
        """Whether it is to be sent."""
        return self.request_id is None and not self.busy


class Entry(Protocol):
    """The books' line of one paid request. Each method may wait for a disk."""

    @property
    def model_id(self) -> str:
        """The model it is for."""
        ...

    def claim(self, patience: float | None) -> Claim:
        """Set its money aside and write down that it will leave, unless somebody has sent it already.

        Raises:
            BudgetError: There is not enough money.
            JournalError: It cannot be written down, and must not be sent.
            SubmissionUnknownError: It was sent before, and nobody can say what became of it.
        """
        ...

    def pause(self, seconds: float) -> None:
        """Note that it was turned away for now, and certainly there is no job. It stays ours while it waits."""
        ...

    def go_on(self) -> Claim:
        """Claim it anew before it is sent again. Raises what `claim` raises."""
        ...

    def accept(self, request_id: str) -> None:
        """Note that the server has taken it, under this id.

        Raises:
            SubmissionUnknownError: The server gave this id to another request before.
        """
        ...

    def fail(self, error: BaseException, *, sent: bool) -> None:
        """Note that it brought no id. Unless it was `sent` there is certainly no job, and the money comes back."""
        ...


class Ledger(Protocol):
    """What is written down of jobs. Nothing here raises: no trouble with a file stops a paid job."""

    @property
    def blocking(self) -> bool:
        """Whether writing may wait for a disk."""
        ...

    @property
    def remarks_block(self) -> bool:
        """Whether the notes of what becomes of a job, which are those here, may wait for a disk."""
        ...

    def see(self, update: JobUpdate) -> None:
        """Note that a job has moved on."""
        ...

    def end(self, request_id: str, ending: Ending) -> None:
        """Note that a job has ended."""
        ...

    def cancelled(self, request_id: str) -> None:
        """Note that a job was cancelled before it began."""
        ...


class NoLedger:
    """Nothing is written down."""

    blocking = remarks_block = False

    def see(self, update: JobUpdate) -> None:
        """Do nothing."""

    def end(self, request_id: str, ending: Ending) -> None:
        """Do nothing."""

    def cancelled(self, request_id: str) -> None:
        """Do nothing."""
