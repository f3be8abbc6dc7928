"""What the rows of the sandbox's load are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.programs.benchmarks import sandbox_load
from tests.programs.benchmarks.busy import Probe, why_too_busy
from tests.programs.benchmarks.sizes import FULL

if TYPE_CHECKING:
    import pytest


def answers(monkeypatch: pytest.MonkeyPatch, *factors: float) -> None:
    """Of each run's answers most take that many milliseconds, and a few much longer or no time at all."""
    runs = iter(factors)

    class Loads:
        def __init__(self) -> None:
            self._factor = next(runs)

        async def __call__(
            self, _server: object, clients: int, looks: int, jobs: int = 0
        ) -> sandbox_load.Load:
            calm = [0.0001, *[self._factor / 1000] * looks * clients, 0.5]
            return sandbox_load.Load(calm, calm, 4000.0 * self._factor, 5000.0)

    class Sandbox:
        def __enter__(self) -> sandbox_load.Server:
            monkeypatch.setattr(sandbox_load, "measure", Loads())
            return sandbox_load.Server("http://127.0.0.1:1/v1", 1)

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(sandbox_load, "sandbox", Sandbox)


def test_runs_are_compared_and_not_single_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, 1.0, 1.25, 1.5)
    latency, rate, for_cpu = sandbox_load.rows(FULL)
    assert latency.value == (1.25, 1.0, 1.5)
    assert latency.ratio == (1.0, 1.0, 1.0)
    assert rate.value == (5000, 4000, 6000)
    assert for_cpu.value == (5000, 5000, 5000)


def test_so_a_quiet_machine_is_not_taken_for_a_busy_one(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, 1.0, 1.25, 1.5)
    assert why_too_busy(list(sandbox_load.rows(FULL)), Probe()) is None
