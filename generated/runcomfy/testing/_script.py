"""The life of a mocked job: one state of its script is told at each look, and the last one for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from .._plain.json_values import show
from .._states import FINISHED, state_of
from ..sandbox._fields import SettingError

__all__ = ["Job", "JobState", "Script", "read_states"]

JobState: TypeAlias = str | Mapping[str, Any]
"""A status word, or the facts of a whole answer: `{"status": "in_queue", "queue_position": 3}`."""


@dataclass(frozen=True)
class Script:
    """What every job of a mocked model goes through, and what comes of it."""

    states: tuple[Mapping[str, Any], ...]
    error: object = None
    cost: float | None = None


@dataclass
class Job:
    """One mocked job."""

    request_id: str
    model_id: str
    script: Script
    output: object
    error: object
    told: int = -1
    cancelled: bool = False

    @property
    def state(self) -> Mapping[str, Any]:
        """The state that was told last; before that, the first one."""
        return self.script.states[max(self.told, 0)]

    @property
    def known(self) -> str | None:
        """This client's word for the state, or None for a word it does not know."""
        return "cancelled" if self.cancelled else state_of(self.state.get("status"))

    def look(self) -> Mapping[str, Any]:
        """Return the next state of the script."""
        if not self.cancelled:
            self.told = min(self.told + 1, len(self.script.states) - 1)
        return self.state

    def status(self) -> dict[str, Any]:
        """Return the answer to a look at the status."""
        facts = dict(self.look())
        if self.cancelled:
            facts = {"status": "cancelled"}
        return {"request_id": self.request_id, **facts}

    def result(self, *, include_cost: bool) -> dict[str, Any]:
        """Return the answer to a look at the result."""
        if self.known not in FINISHED:
            self.look()
        known = self.known
        answer: dict[str, Any] = {
            "request_id": self.request_id,
            "model_id": self.model_id,
            "status": self.state.get("status"),
            "created_at": "2026-01-01T00:00:00.000Z",
        }
        if known not in FINISHED:
            return answer
        answer["finished_at"] = "2026-01-01T00:00:03.000Z"
        if known == "cancelled":
            answer["status"] = "cancelled"
        elif known == "failed" or self.error is not None:
            answer |= {"status": "failed", "error": self.error or "The model could not make this."}
        else:
            answer |= {"status": "succeeded", "output": self.output}
        if include_cost and self.script.cost is not None:
            answer["cost"] = self.script.cost if answer["status"] == "succeeded" else 0.0
        return answer

    def cancel(self) -> dict[str, Any]:
        """Return the answer to a wish to cancel: granted only while the job waits."""
        if self.known == "in_queue":
            self.cancelled = True
        outcome = "cancelled" if self.cancelled else "not_cancellable"
        word = "cancelled" if self.cancelled else self.state.get("status")
        return {"request_id": self.request_id, "status": word, "outcome": outcome}


def read_states(states: Sequence[JobState]) -> tuple[Mapping[str, Any], ...]:
    """Return the script's states as answers; those in the queue get a position that falls.

    Raises:
        SettingError: There is none, or one has no status.
    """
    if not isinstance(cast("object", states), Sequence) or isinstance(states, str) or not states:
        raise SettingError('states must be a list of status words, such as ["in_queue", "completed"]')
    read: list[Mapping[str, Any]] = []
    ahead = 0
    for state in reversed(states):
        given: object = state  # from a caller who has no checker
        facts: dict[str, Any] = {"status": state} if not isinstance(given, Mapping) else dict(given)
        if not isinstance(facts.get("status"), str):
            raise SettingError(f"a state needs a status word: {show(state)}")
        if state_of(facts["status"]) == "in_queue":
            ahead += 1
            facts.setdefault("queue_position", ahead)
        read.append(facts)
    return tuple(reversed(read))
