"""Runs a target in shards of its own seeds, counts what was tried, and keeps what failed."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.programs.fuzz.kept import FOLDER, keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hypothesis import strategies as st

# Small shards: what hypothesis remembers of a run, to try nothing twice, grows with it.
SHARD = 2_500


@dataclass(frozen=True)
class Target:
    """Where cases come from, and what must hold for each: `holds` raises where it does not."""

    name: str
    cases: st.SearchStrategy[Any]
    holds: Callable[[Any], None]


@dataclass(frozen=True)
class Outcome:
    """How many cases were tried, and the first failure: its text and the file that keeps the smallest case."""

    tried: int
    failure: str | None = None
    file: Path | None = None


def run_shard(target: Target, number: int, cases: int, folder: Path = FOLDER) -> Outcome:
    """Try `cases` cases, or fewer where one fails. The same number tries the same ones."""
    tried = 0
    failed: Any = None

    @seed(number)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(target.cases)
    def run(case: Any) -> None:
        nonlocal tried, failed
        tried += 1
        before = copy.deepcopy(case)
        try:
            target.holds(case)
        except Exception:
            failed = before  # while it shrinks, the last one to fail is the smallest
            raise

    try:
        run()
    except Exception as error:  # noqa: BLE001 (whatever it raises is what was looked for)
        return Outcome(tried, f"{type(error).__name__}: {error}", keep(target.name, failed, folder))
    return Outcome(tried)
