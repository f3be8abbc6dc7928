"""`python -m tests.programs.benchmarks.many [JOBS]`: a batch that is all in flight at once, in one process.

The server runs in a process of its own. Measured are the memory that each job adds, file descriptors, threads, requests
in flight, and CPU seconds; with the journal, as batches have it. Exit code 1 when a job is lost or a bound is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runcomfy import AsyncRunComfy, RunComfy

from tests.inside import LOOKS, POSTS, AsyncTransport, SyncTransport
from tests.programs.benchmarks.peers import ROOT
from tests.programs.benchmarks.rows import Row, run_process, versus
from tests.programs.benchmarks.rows import measure as measure_row
from tests.programs.benchmarks.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from runcomfy import BatchOutcome

    from tests.programs.benchmarks.sizes import Sizes

MODEL = "openai/gpt-image-2/edit"
BOUND = 20_000  # bytes that a job may add
ENOUGH = 1_000  # jobs, below which what the process itself takes hides theirs
MOST = POSTS + LOOKS  # requests on their way


class Watched:
    """The most of everything, looked at a few times a second."""

    def __init__(self) -> None:
        self.memory = self.descriptors = self.threads = self.flying = self.most_flying = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.memory = max(self.memory, resident())
            self.descriptors = max(self.descriptors, descriptors())
            self.threads = max(self.threads, threading.active_count())

    def count(self, change: int) -> None:
        self.flying += change
        self.most_flying = max(self.most_flying, self.flying)


def resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def descriptors() -> int:
    """How many files and sockets are open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 (without opening each)


def counted(watched: Watched) -> None:
    """Count requests in flight, of both clients."""
    sync, asynchronous = SyncTransport.send, AsyncTransport.send

    def send(self: Any, *args: Any, **kwargs: Any) -> Any:
        watched.count(1)
        try:
            return sync(self, *args, **kwargs)
        finally:
            watched.count(-1)

    async def send_async(self: Any, *args: Any, **kwargs: Any) -> Any:
        watched.count(1)
        try:
            return await asynchronous(self, *args, **kwargs)
        finally:
            watched.count(-1)

    SyncTransport.send = send  # type: ignore[method-assign]
    AsyncTransport.send = send_async  # type: ignore[method-assign]


def requests(count: int, begin: int = 0) -> list[tuple[str, dict[str, Any]]]:
    """Different ones."""
    return [
        (MODEL, {"prompt": f"a fox, number {begin + n}", "images": ["https://example.com/a.png"]})
        for n in range(count)
    ]


def is_good(outcome: BatchOutcome[Any, Any]) -> bool:
    """Whether it has a result; if not, say why."""
    if outcome.error is not None:
        print(f"[{outcome.index}] {outcome.error}", file=sys.stderr)
    return outcome.ok


def run(url: str, given: list[Any], journal: str, *, asynchronous: bool) -> int:
    """Run a batch, and return how many of its jobs have a result."""
    settings: dict[str, Any] = {"base_url": url, "journal": journal}
    many: dict[str, Any] = {"max_in_flight": len(given), "requests_per_second": None, "progress": False}
    if not asynchronous:
        with RunComfy("t", **settings) as client:
            return sum(is_good(outcome) for outcome in client.batch(given, **many))

    async def main() -> int:
        async with AsyncRunComfy("t", **settings) as client:
            good = 0
            async for outcome in client.batch(given, **many):
                good += is_good(outcome)
            return good

    return asyncio.run(main())


def measure(jobs: int, seconds: float, *, asynchronous: bool) -> dict[str, Any]:
    """The figures of one batch."""
    watched = Watched()
    counted(watched)
    with tempfile.TemporaryDirectory() as directory, serving(seconds, least=1.0) as base:
        url, journal = f"{base}/v1", str(Path(directory) / "journal")
        # What is needed once is not the jobs'.
        run(url, requests(50, jobs), journal, asynchronous=asynchronous)
        given = requests(jobs)
        gc.collect()
        memory, files = resident(), descriptors()
        begun, cpu = time.perf_counter(), time.process_time()
        with watched:
            good = run(url, given, journal, asynchronous=asynchronous)
        return {
            "client": "async" if asynchronous else "sync",
            "jobs": jobs,
            "results": good,
            "seconds": round(time.perf_counter() - begun, 1),
            "cpu_seconds": round(time.process_time() - cpu, 1),
            "bytes_per_job": round((watched.memory - memory) / jobs),
            "descriptors_before": files,
            "descriptors_most": watched.descriptors,
            "requests_in_flight_most": watched.most_flying,
            "threads_most": watched.threads,
        }


def rows(sizes: Sizes) -> Iterator[Row]:
    """Measure one batch of each client in a process of its own."""
    for way, cpu_limit in (("async", 6.0), ("sync", 5.0)):
        command = [sys.executable, "-m", "tests.programs.benchmarks.many", str(sizes.batch)]
        command += ["--seconds", str(sizes.run_time), *(["--async"] if way == "async" else [])]
        # What the client warns of comes first, and is not to be lost.
        warned, brace, document = run_process(command, cwd=ROOT).output.partition("{")
        print(warned, end="", file=sys.stderr)
        found = json.loads(brace + document)
        group = f"one batch of {sizes.batch:,} jobs of {sizes.run_time:g} s, {way}"
        memory = found["bytes_per_job"] / 1000
        if sizes.batch < ENOUGH:
            note = "not meaningful: so few jobs carry all that the process itself takes"
            yield measure_row(group, "memory for each job", [memory], "kB", note=note)
        else:
            yield measure_row(group, "memory for each job", [memory], "kB", limit=BOUND / 1000)
        more = found["descriptors_most"] - found["descriptors_before"]
        yield measure_row(group, "more files and sockets open", [more], "", limit=MOST + 10)
        yield measure_row(group, "requests in flight", [found["requests_in_flight_most"]], "", limit=MOST + 1)
        cpu = found["cpu_seconds"] / sizes.batch * 1000
        yield measure_row(group, "CPU per 1,000 jobs, with journal and polls", [cpu], "s", limit=cpu_limit)
        pairs = [(found["seconds"], sizes.run_time)]
        goal = 60.0 if sizes.batch >= 10_000 else None
        yield versus(group, "from first to last", "one such job", pairs, "s", limit=goal, floor=True)


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", nargs="?", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=10.0, help="that a job takes")
    parser.add_argument("--async", dest="asynchronous", action="store_true")
    arguments = parser.parse_args()
    found = measure(arguments.jobs, arguments.seconds, asynchronous=arguments.asynchronous)
    print(json.dumps(found, indent=1))
    good = (
        found["results"] == arguments.jobs
        and (arguments.jobs < ENOUGH or found["bytes_per_job"] < BOUND)
        and found["descriptors_most"] < found["descriptors_before"] + MOST + 10
        and found["requests_in_flight_most"] <= MOST
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
