"""How much is measured: `make bench QUICK=1` only shows that all of it runs."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FULL", "QUICK", "Sizes"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The numbers that decide how long a run takes."""

    times: int
    """Runs of what is short; what is long is run at most three times."""
    models: int
    """Schemas that the generator works on."""
    packages: tuple[int, ...]
    """Models in the packages that are imported."""
    jobs: int
    """Jobs for each measurement of CPU, or as many as are in flight."""
    flights: tuple[int, ...]
    """How many of them are in flight, besides one."""
    waiting: int
    """Jobs that wait at once, for their memory."""
    batch: int
    """Jobs of the one large batch."""
    megabytes: int
    """Megabytes of the file that is downloaded."""
    run_time: float
    """Seconds that the longest job takes whose completion is awaited."""
    clients: int
    """Clients that look at one sandbox."""
    queued: int
    """Jobs that wait in it."""

    @property
    def few(self) -> int:
        """How often something long is run."""
        return min(3, self.times)


FULL = Sizes(
    times=5,
    models=500,
    packages=(1, 1_000),
    jobs=400,
    flights=(64, 1_000),
    waiting=1_000,
    batch=10_000,
    megabytes=128,
    run_time=10.0,
    clients=1_000,
    queued=10_000,
)
QUICK = Sizes(
    times=1,
    models=30,
    packages=(1, 20),
    jobs=30,
    flights=(16,),
    waiting=50,
    batch=50,
    megabytes=8,
    run_time=1.0,
    clients=20,
    queued=100,
)
