"""Jobs that wait: the memory that each holds, and how soon its end is known."""

from __future__ import annotations

import json
import statistics
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from tests.client.protocol.look_floor import floor
from tests.programs.benchmarks.programs import FAL, HTTPX, OURS, run_program
from tests.programs.benchmarks.rows import Row, in_turn, versus
from tests.programs.benchmarks.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.programs.benchmarks.sizes import Sizes

__all__ = ["rows"]

_MEMORY = """
    import asyncio, gc, os
    count = int(sys.argv[2])

    def resident():
        gc.collect()
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    async def main():
        tasks = [asyncio.create_task(async_job()) for _ in range(5)]
        await asyncio.sleep(2)
        before = resident()
        tasks += [asyncio.create_task(async_job()) for _ in range(count)]
        await asyncio.sleep(2 + count / 250)
        assert not any(task.done() for task in tasks), "a job ended early"
        print((resident() - before) / count / 1000, flush=True)
        os._exit(0)  # what is left open is not measured

    asyncio.run(main())
"""

_LATENCY = """
    import asyncio, json, time

    async def one():
        answer = await async_job()
        return time.time() - answer["output"]["ended"]

    async def main():
        print(json.dumps(await asyncio.gather(*(one() for _ in range(20)))))
        await aclose()

    asyncio.run(main())
"""


_LEARNED = """
    import asyncio, json, time, urllib.request

    async def one():
        answer = await async_job()
        return time.time() - answer["output"]["ended"]

    async def main():
        await asyncio.gather(*(one() for _ in range(50)))
        known = json.load(urllib.request.urlopen(base + "/looks"))["looks"]
        late = await asyncio.gather(*(one() for _ in range(20)))
        looks = json.load(urllib.request.urlopen(base + "/looks"))["looks"] - known
        print(json.dumps([sum(late) / len(late), looks / len(late)]))
        await aclose()

    asyncio.run(main())
"""


def rows(sizes: Sizes) -> Iterator[Row]:
    """Measure memory with jobs that never end, then latency with jobs that end one after another."""
    clients = (OURS, HTTPX, FAL)
    with serving(float("inf")) as base:
        measured = [partial(_memory, client, base, sizes.waiting) for client in clients]
        runs = in_turn(sizes.few, *measured)
    name = f"async, {sizes.waiting:,} waiting"
    for index, peer in ((1, HTTPX), (2, FAL)):
        yield versus("memory per waiting job", name, peer, [(run[0], run[index]) for run in runs], "kB")

    with ThreadPoolExecutor(len(clients)) as pool:  # almost all of it is sleep
        latency = partial(_latency, seconds=sizes.run_time)
        found = [list(pool.map(latency, clients)) for _ in range(sizes.few)]
    group, name = "completion latency", f"async, jobs of {sizes.run_time / 10:g} to {sizes.run_time:g} s"
    for index, peer, how in (
        (1, "raw httpx, one look a second", ""),
        (2, FAL, "which looks ten times a second"),
    ):
        pairs = [(run[0][0], run[index][0]) for run in found]
        yield versus(group, name, peer, pairs, "s", note=how)
        pairs = [(run[0][1], run[index][1]) for run in found]
        yield versus(group, "looks at each of them", peer, pairs, "", note=how)
    spread = [sizes.run_time * (0.1 + 0.9 * number / 999) for number in range(1000)]
    with ThreadPoolExecutor(sizes.few) as pool:  # as above
        known = list(pool.map(_learned, [sizes.run_time] * sizes.few))
    pairs = [(late, max(floor(spread, looks), 1e-3)) for late, looks in known]
    note = "no looks that are so many can see the ends sooner"
    yield versus(
        group,
        f"{name}, mean after 50 of them",
        "best looks",
        pairs,
        "s",
        ratio_limit=1.5,
        note=note,
        floor=True,
    )


def _memory(client: str, base: str, count: int) -> float:
    return float(run_program(client, _MEMORY, base, count))


def _learned(seconds: float) -> tuple[float, float]:
    """Mean lateness and looks of 20 jobs after 50 others."""
    with serving(seconds) as base:
        late, looks = json.loads(run_program(OURS, _LEARNED, base))
        return late, looks


def _latency(client: str, seconds: float) -> tuple[float, float]:
    """The median over 20 jobs, and how often each was looked at."""
    with serving(seconds) as base:
        late = json.loads(run_program(client, _LATENCY, base))
        with urllib.request.urlopen(f"{base}/looks") as answer:
            return statistics.median(late), json.load(answer)["looks"] / len(late)
