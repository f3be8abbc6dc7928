"""Which job waits, runs or is done at a given moment: decided by times alone, never by a running task."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from ._settings import Settings

__all__ = ["Job", "Queue", "QueueFullError", "State"]

State = Literal["queued", "running", "done", "cancelled"]


class QueueFullError(Exception):
    """More requests are remembered than the settings allow."""


@dataclass(slots=True)
class Job:
    """One request. `starts` moves while it waits (a job ahead may be cancelled), then never again."""

    request_id: str
    model_id: str
    owner: str
    inputs: Mapping[str, object]
    """What was sent, with every `data:` URI replaced by a short note."""
    pictures: tuple[bytes, ...]
    """Small copies of the pictures that came in the body."""
    price: Decimal
    fails: bool
    created: float
    starts: float
    run_time: float
    cancelled: float | None = None
    number: int = field(default=0, compare=False)
    """Its place among all that ever came."""
    results_read: int = field(default=0, compare=False)

    @property
    def finishes(self) -> float:
        return self.cancelled if self.cancelled is not None else self.starts + self.run_time

    def state(self, now: float) -> State:
        if self.cancelled is not None:
            return "cancelled"
        if now < self.starts:
            return "queued"
        return "running" if now < self.finishes else "done"


class Queue:
    """First come, first served, over a fixed number of workers. Not for use by several threads at once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._jobs: dict[str, Job] = {}
        # When each worker is next free; the plan for the jobs still to come starts from here.
        self._free = [-math.inf] * settings.workers
        # Jobs that had not started when last looked at, in the order in which they came.
        self._waiting: list[Job] = []
        self._taken = 0

    def __len__(self) -> int:
        return len(self._jobs)

    def add(self, job: Job, now: float) -> None:
        """Give the job its place. Its `starts` is set here.

        Raises:
            QueueFullError: Too many requests are remembered.
        """
        self._forget(now)
        if len(self._jobs) >= self._settings.max_jobs:
            raise QueueFullError
        self._advance(now)
        self._taken += 1
        job.number = self._taken
        self._jobs[job.request_id] = job
        self._plan(job)
        self._waiting.append(job)

    def find(self, request_id: str, now: float) -> Job | None:
        """Return the job, unless it is unknown or has been forgotten."""
        job = self._jobs.get(request_id)
        if job is None or now >= job.finishes + self._settings.keep_for:
            return None
        return job

    def newest(self, owner: str | None, most: int, now: float) -> list[Job]:
        """Return the jobs that came last, those forgotten left out; `owner` None asks for everybody's."""
        keep = self._settings.keep_for
        known = (
            job
            for job in reversed(self._jobs.values())
            if now < job.finishes + keep and owner in (None, job.owner)
        )
        return list(islice(known, most))

    def position(self, job: Job, now: float) -> int:
        """Return how many stand before the job's start, itself included: it falls to 1, then the job runs."""
        self._advance(now)
        ahead = bisect_left(self._waiting, job.number, key=_number)
        wait = self._settings.queue_time
        left = min(1.0, max(0.0, (job.created + wait - now) / wait)) if wait else 0.0
        return 1 + ahead + math.ceil(self._settings.crowd * left)

    def cancel(self, job: Job, now: float) -> bool:
        """Take a waiting job out; those behind it move up. False when it is too late."""
        if job.state(now) != "queued":
            return False
        self._advance(now)
        job.cancelled = now
        self._waiting = [other for other in self._waiting if other is not job]
        running = [other.finishes for other in self._jobs.values() if other.state(now) == "running"]
        self._free = [*running, *[-math.inf] * (self._settings.workers - len(running))]
        heapq.heapify(self._free)
        for other in self._waiting:
            # A start that is already past stays past; nobody starts before the place became free.
            self._plan(other, not_before=now)
        return True

    def _plan(self, job: Job, not_before: float = -math.inf) -> None:
        free = heapq.heappop(self._free)
        job.starts = max(job.created + self._settings.queue_time, free, not_before)
        heapq.heappush(self._free, job.starts + job.run_time)

    def _advance(self, now: float) -> None:
        """Drop the jobs that have started from the waiting ones: starts never fall along the queue."""
        started = 0
        for job in self._waiting:
            if job.starts > now:
                break
            started += 1
        del self._waiting[:started]

    def _forget(self, now: float) -> None:
        if len(self._jobs) < self._settings.max_jobs and len(self._jobs) % 256:
            return
        keep = self._settings.keep_for
        self._jobs = {key: job for key, job in self._jobs.items() if now < job.finishes + keep}


def _number(job: Job) -> int:
    return job.number
