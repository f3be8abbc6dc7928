"""Whether the machine is quiet enough for what was measured to mean something."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.programs.benchmarks.rows import Row

__all__ = ["Probe", "why_too_busy"]

_WAITED = 1.15  # times its CPU time that a fixed piece of work may take on a quiet machine
_WIDE = 1.6  # times the least ratio that the greatest of the same row may be
_MANY = 0.25  # of the rows that may be wider than that


class Probe:
    """A fixed piece of work, done now and then: what it takes beyond its CPU time, others have had."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def look(self, times: int = 20) -> None:
        """Do it some times."""
        for _ in range(times):
            wall, cpu = time.perf_counter(), time.process_time()
            sum(range(400_000))
            self.waits.append((time.perf_counter() - wall) / max(time.process_time() - cpu, 1e-6))


def why_too_busy(rows: Sequence[Row], probe: Probe) -> str | None:
    """Return why these rows must not be published, or None."""
    if probe.waits:
        waited = statistics.fmean(probe.waits)
        if waited > _WAITED:
            return f"others use this machine: a fixed piece of work took {waited:.2f} times its CPU time"
    spreads = [row.ratio.high / row.ratio.low for row in rows if row.ratio is not None and row.ratio.low > 0]
    wide = sum(spread > _WIDE for spread in spreads)
    if spreads and wide > _MANY * len(spreads):
        return f"{wide} of {len(spreads)} ratios differ by more than {_WIDE} times from run to run"
    return None
