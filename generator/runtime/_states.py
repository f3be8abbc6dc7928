"""What is known about a job at one moment: its state, what came of cancelling it, and what an error knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

__all__ = ["CancelOutcome", "JobHandle", "JobUpdate"]

# The words seen in documents and in the wild, and the ones this client speaks.
_STATES = {
    "in_queue": "in_queue",
    "queued": "in_queue",
    "pending": "in_queue",
    "waiting": "in_queue",
    "in_progress": "in_progress",
    "starting": "in_progress",
    "processing": "in_progress",
    "running": "in_progress",
    "completed": "completed",
    "succeeded": "completed",
    "failed": "failed",
    "error": "failed",
    "cancelled": "cancelled",
    "canceled": "cancelled",
}
FINISHED = frozenset({"completed", "failed", "cancelled"})
_WORDS = {"in_queue": "in the queue", "in_progress": "running"}


def state_of(word: object) -> str | None:
    """Return this client's word for the server's, or None where it is not known."""
    return _STATES.get(word.strip().lower()) if isinstance(word, str) else None


def state_text(status: str, position: int | None = None) -> str:
    """Return a state in words for people, the same wherever one is shown."""
    text = _WORDS.get(status, status)
    return f"{text}, position {position}" if position is not None and status == "in_queue" else text


@dataclass(frozen=True, slots=True)
class JobUpdate:
    """How a job is doing.

    Attributes:
        request_id: The job.
        status: `in_queue`, `in_progress`, `completed`, `failed` or `cancelled`; a word of the server's that is
            not known stands here as it came.
        queue_position: How many are before it, where the server says so.
        elapsed: Seconds since this handle was made.
        raw_status: The server's own word.
    """

    request_id: str
    status: str
    queue_position: int | None
    elapsed: float
    raw_status: str

    @property
    def finished(self) -> bool:
        """Whether the job has come to its end, good or bad."""
        return self.status in FINISHED


@dataclass(frozen=True, slots=True)
class CancelOutcome:
    """What the server said to a cancellation. True if, and only if, the job is cancelled.

    Attributes:
        request_id: The job.
        cancelled: Whether the server says that it is cancelled.
        outcome: The server's `outcome`, as it came.
        status: The server's `status`, as it came.
        reason: Why it is not cancelled; empty where it is.
    """

    request_id: str
    cancelled: bool
    outcome: str | None = None
    status: str | None = None
    reason: str = ""

    def __bool__(self) -> bool:
        return self.cancelled


@runtime_checkable
class JobHandle(Protocol):
    """What an error's `job` can do: it is a `Job`, or with asyncio an `AsyncJob`, whose methods are awaited."""

    @property
    def request_id(self) -> str:
        """The server's id of the job."""
        ...

    def status(self) -> Any:
        """Look once, and return how the job is doing."""
        ...

    def wait(self, timeout: float | None = None) -> Any:
        """Wait for the job, and return its result."""
        ...

    def cancel(self) -> Any:
        """Ask the server to cancel the job, and return what came of it."""
        ...
