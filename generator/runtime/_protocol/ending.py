"""How a job ended, as its result document says. That document alone decides."""

from __future__ import annotations

from typing import Literal, NamedTuple

from .._states import state_of

State = Literal["completed", "failed", "cancelled"]


class Ending(NamedTuple):
    """How a job ended: its state, the whole result document, and for a failed one the server's reason."""

    state: State
    document: dict[str, object]
    reason: object = None


def judge(document: dict[str, object], *, finished: bool) -> Ending | Literal["running", "empty"]:
    """Return what a result document says; `finished` is what the status said before.

    `running` means not yet, and `empty` means finished well but without an output.
    """
    word = document.get("status")
    state = state_of(word)
    output, error = document.get("output"), document.get("error")
    if state == "cancelled":
        return Ending("cancelled", document)
    if state == "failed":
        return Ending("failed", document, _reason(document))
    if state in {"in_queue", "in_progress"}:
        return "running"
    # Without a status, or with a new word for it, the output speaks, if the job is known to be finished.
    if output is not None and (state == "completed" or word is None or finished):
        return Ending("completed", document)
    if error and (state == "completed" or word is None or finished):
        return Ending("failed", document, _reason(document))
    return "empty" if state == "completed" else "running"


def _reason(document: dict[str, object]) -> object:
    for name in ("error", "error_message", "message", "detail", "error_code"):
        if document.get(name):
            return document[name]
    return None
