"""What every operation needs to know: where, how, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .effects import Work
from .ledger import NoLedger

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..errors import APIError
    from .ledger import Ledger
    from .options import ClientOptions
    from .retry import Clock


class DeadlinePassedError(Exception):
    """The time is up. `trouble` is what went wrong last, where something did."""

    def __init__(self, status: str | None = None, trouble: str | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.trouble = trouble


def _no_hint(model_id: str, error: APIError) -> str | None:
    del model_id, error
    return None


class Context(NamedTuple):
    """The configured base URL, the options, the clock, the moment of the deadline on it, and the books.

    `why_refused` says what can be done where the server does not know a model, or does not accept its inputs.
    """

    base: str
    options: ClientOptions
    clock: Clock
    ends: float | None = None
    ledger: Ledger = NoLedger()
    why_refused: Callable[[str, APIError], str | None] = _no_hint

    def left(self) -> float | None:
        """Return the seconds to the deadline, not below 0; None where there is none."""
        return None if self.ends is None else max(self.ends - self.clock.now(), 0.0)

    def note(self, write: Callable[[], Any]) -> Work:
        """Return the effect that writes a line of a request into the books."""
        return Work(write, blocking=self.ledger.blocking)

    def remark(self, write: Callable[[], Any]) -> Work:
        """Return the effect that writes down what becomes of a job."""
        return Work(write, blocking=self.ledger.remarks_block)
