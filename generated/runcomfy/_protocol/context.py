"""What every operation needs to know: where, how, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .._options import Options
    from .retry import Clock


class DeadlinePassedError(Exception):
    """The time is up. `trouble` is what went wrong last, where something did."""

    def __init__(self, status: str | None = None, trouble: str | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Context:
    """The configured base URL, the options, the clock, and the moment of the deadline on it."""

    base: str
    options: Options
    clock: Clock
    ends: float | None = None

    def left(self) -> float | None:
        """Seconds to the deadline, not below 0; None where there is none."""
        return None if self.ends is None else max(self.ends - self.clock.now(), 0.0)
