"""What a measurement is, and how it is taken: several times, in turn with what it is compared to."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Row", "Run", "Spread", "in_turn", "measure", "run_process", "versus"]

_LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: wall-clock seconds, CPU seconds, peak memory in MB, and what it printed."""

    seconds: float
    cpu: float
    megabytes: float
    output: str


class Spread(NamedTuple):
    """The median of several runs, with the least and the most."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a figure, and its ratio to a peer measured in the same run, run by run.

    `value_limit` and `ratio_limit` are what the median is meant to stay below, or to reach where more is better. A peer that is a `floor` does not do the
    same job: it is what cannot be done without, and nobody wins against it.
    """

    group: str
    name: str
    unit: str
    value: Spread
    peer: str | None = None
    ratio: Spread | None = None
    value_limit: float | None = None
    ratio_limit: float | None = None
    more_is_better: bool = False
    note: str = ""
    floor: bool = False


def run_process(
    command: Sequence[str | Path], *, cwd: Path | None = None, env: dict[str, str] | None = None
) -> Run:
    """Run a command to its end and return what it cost, by the system's own accounting of that process.

    It keeps the byte code of what it imports, as Python does unless told otherwise; pip wrote that of the peers.
    Raises RuntimeError, with the end of its output, where it fails.
    """
    reader, writer = os.pipe()
    with os.fdopen(reader, encoding="ascii") as figures:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-S", _LAUNCH, str(writer), *map(str, command)],
                cwd=cwd,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(env or {})},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=[writer],
                text=True,
                check=False,
            )
        finally:
            os.close(writer)
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stdout[-2000:]}")
        seconds, cpu, megabytes = map(float, figures.read().split())
    return Run(seconds, cpu, megabytes, done.stdout)


def in_turn(times: int, *measured: Callable[[], float]) -> list[tuple[float, ...]]:
    """Measure several things in turn, so that a machine that slows down slows all of them."""
    return [tuple(one() for one in measured) for _ in range(times)]


def measure(
    group: str, name: str, runs: Sequence[float], unit: str, *, limit: float | None = None, note: str = ""
) -> Row:
    """Return a figure that has no peer."""
    return Row(group, name, unit, _spread(runs), value_limit=limit, note=note)


def versus(
    group: str,
    name: str,
    peer: str,
    runs: Sequence[tuple[float, float]],
    unit: str,
    *,
    limit: float | None = None,
    ratio_limit: float | None = None,
    more_is_better: bool = False,
    note: str = "",
    floor: bool = False,
) -> Row:
    """Return a figure beside a peer's of the same run; the ratios are those of each pair."""
    return Row(
        group,
        name,
        unit,
        _spread([ours for ours, _ in runs]),
        peer,
        _spread([ours / theirs for ours, theirs in runs]),
        limit,
        ratio_limit,
        more_is_better,
        note,
        floor,
    )


def _spread(values: Sequence[float]) -> Spread:
    return Spread(statistics.median(values), min(values), max(values))
