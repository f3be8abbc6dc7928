"""What a measurement is, and how it is taken: whole processes, several times, in turn with what it is compared to."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["Row", "Run", "measure", "run_process", "versus"]


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: wall-clock seconds, CPU seconds, peak memory in MB, and what it printed."""

    seconds: float
    cpu: float
    megabytes: float
    output: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a median with its spread, and the ratio to a peer measured in the same run."""

    group: str
    name: str
    value: float
    low: float
    high: float
    unit: str
    ratio: float | None = None
    peer: str | None = None
    note: str = ""


def run_process(
    command: Sequence[str | Path], *, cwd: Path | None = None, env: dict[str, str] | None = None
) -> Run:
    """Run a command to its end and return what it cost, by the system's own accounting of that process.

    Raises RuntimeError, with the end of its output, where it fails.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {output[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)


def measure(group: str, name: str, runs: Sequence[float], unit: str, note: str = "") -> Row:
    """Return the median of several runs with the least and the most."""
    return Row(group, name, statistics.median(runs), min(runs), max(runs), unit, note=note)


def versus(
    group: str, name: str, peer: str, pairs: Sequence[tuple[float, float]], unit: str, *, note: str = ""
) -> Row:
    """Return a measurement beside a peer's, taken in turn: the ratio is the median of the pairs' ratios."""
    ours = [one for one, _ in pairs]
    ratio = statistics.median(one / other for one, other in pairs)
    return Row(group, name, statistics.median(ours), min(ours), max(ours), unit, ratio, peer, note)


def in_turn(times: int, one: Callable[[], float], other: Callable[[], float]) -> list[tuple[float, float]]:
    """Measure two things in turn, so that a machine that slows down slows both."""
    return [(one(), other()) for _ in range(times)]
