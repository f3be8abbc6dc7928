"""The commands about a job that was submitted: `status`, `wait`, `result`, `download`, `cancel`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._plain.text import one_line
from .._states import state_text
from .errors import OK, TRY_LATER
from .folders import check_folder
from .results import deliver, follow, looking_after
from .session import open_client

if TYPE_CHECKING:
    from .display import Display
    from .parser import Call

__all__ = ["cancel", "download", "result", "status", "wait"]


def status(call: Call, show: Display) -> int:
    """Look at a job once."""
    with open_client(call) as client:
        update = client.job(call.place("REQUEST")).status()
    show.answer(one_line(state_text(update.status, update.queue_position)))
    show.document(
        {
            "request_id": update.request_id,
            "status": update.status,
            "queue_position": update.queue_position,
            "raw_status": update.raw_status,
            "finished": update.finished,
        }
    )
    return OK


def wait(call: Call, show: Display) -> int:
    """Wait for a job."""
    return _wait(call, show, None)


def download(call: Call, show: Display) -> int:
    """Wait for a job and save its files."""
    return _wait(call, show, ".")


def _wait(call: Call, show: Display, directory: str | None) -> int:
    check_folder(call, directory)
    with open_client(call) as client:
        job = client.job(call.place("REQUEST"))
        with show.progress("looking"), looking_after(client, job.request_id, call, usual="detach"):
            found = follow(job, show)
        deliver(found, call, show, directory)
    return OK


def result(call: Call, show: Display) -> int:
    """Show or save the result of a job that has ended."""
    check_folder(call)
    with open_client(call) as client:
        deliver(client.job(call.place("REQUEST")).result(), call, show)
    return OK


def cancel(call: Call, show: Display) -> int:
    """Cancel a job; where it is too late, the exit code says to try later: asking once more costs nothing."""
    with open_client(call) as client:
        outcome = client.job(call.place("REQUEST")).cancel()
    show.document(
        {
            "request_id": outcome.request_id,
            "cancelled": outcome.cancelled,
            "outcome": outcome.outcome,
            "status": outcome.status,
            "reason": outcome.reason or None,
        }
    )
    if outcome:
        show.answer("cancelled")
        return OK
    show.error(f"Request {outcome.request_id} was not cancelled: {outcome.reason}.")
    return TRY_LATER
