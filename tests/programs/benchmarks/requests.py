"""CPU time for a job that submits, looks once and reads the result, beside raw httpx and fal-client."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.programs.benchmarks.programs import FAL, HTTPX, OURS, run_program
from tests.programs.benchmarks.rows import Row, in_turn, versus
from tests.programs.benchmarks.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.programs.benchmarks.sizes import Sizes

__all__ = ["rows"]

_GROUP = "CPU per 1,000 jobs"
_TARGETS = {
    ("sync", 1): 1.05,
    ("sync", 64): 1.0,
    ("async", 1): 0.85,
    ("async", 64): 0.3,
    ("async", 1_000): 0.2,
}
_ITSELF = "itself, one at a time"

_FRAME = """
    import asyncio, time
    from concurrent.futures import ThreadPoolExecutor
    way, width, jobs = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

    async def run_async(count, width):
        free = asyncio.Semaphore(width)
        async def one():
            async with free:
                await async_job()
        await asyncio.gather(*(one() for _ in range(count)))

    def run_sync(count, width):
        if width == 1:
            for _ in range(count):
                sync_job()
            return
        with ThreadPoolExecutor(width) as pool:
            for future in [pool.submit(sync_job) for _ in range(count)]:
                future.result()

    async def main():
        await run_async(50, 1)
        started = time.process_time()
        await run_async(jobs, width)
        print((time.process_time() - started) / jobs * 1000)
        await aclose()

    if way == "sync":
        run_sync(50, 1)
        started = time.process_time()
        run_sync(jobs, width)
        print((time.process_time() - started) / jobs * 1000)
    else:
        asyncio.run(main())
"""


def rows(sizes: Sizes) -> Iterator[Row]:
    """Measure the three clients in turn: one job at a time, then many in flight."""
    with serving() as base:

        def cpu(client: str, way: str, width: int) -> float:
            return float(run_program(client, _FRAME, base, way, width, max(sizes.jobs, width)))

        for way in ("sync", "async"):
            for width in (1, *sizes.flights):
                # Hundreds of requests in flight cost raw httpx half a minute, so that this is done less often.
                times = sizes.times if width == 1 else sizes.few if width < 500 else min(2, sizes.times)
                name = f"{way}, {'one at a time' if width == 1 else f'{width:,} in flight'}"
                measured = [partial(cpu, client, way, width) for client in (OURS, HTTPX, FAL)]
                if width > 1:
                    measured.append(partial(cpu, OURS, way, 1))
                runs = in_turn(times, *measured)
                limit = _TARGETS.get((way, width))
                yield versus(_GROUP, name, HTTPX, [(run[0], run[1]) for run in runs], "s", ratio_limit=limit)
                yield versus(_GROUP, name, FAL, [(run[0], run[2]) for run in runs], "s")
                if width > 1:
                    yield versus(_GROUP, name, _ITSELF, [(run[0], run[3]) for run in runs], "s", floor=True)
