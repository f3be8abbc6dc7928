"""How fast an output is saved, beside raw httpx writing the same file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.programs.benchmarks.programs import HTTPX, OURS, run_program
from tests.programs.benchmarks.rows import Row, in_turn, versus
from tests.programs.benchmarks.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.programs.benchmarks.sizes import Sizes

__all__ = ["rows"]

_FILES = 8
_LEAST = {"sync": 0.97, "async": 0.95, "parallel": 2.5}

_FRAME = """
    import asyncio, os, tempfile, time
    way, megabytes = sys.argv[2], int(sys.argv[3])

    def timed(begun, folder):
        print(megabytes / (time.perf_counter() - begun))
        sizes = [os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder)]
        assert sizes == [megabytes * 1_000_000], sizes

{save}

    with tempfile.TemporaryDirectory() as folder:
        if way == "sync":
            save(folder)
        else:
            asyncio.run(save_async(folder))
"""

_SAVE = {
    OURS: """
    def save(folder):
        result = one.run(**inputs)
        begun = time.perf_counter()
        result.save(folder)
        timed(begun, folder)

    async def save_async(folder):
        result = await other.run(**inputs)
        begun = time.perf_counter()
        await result.save(folder)
        timed(begun, folder)
        await aclose()
""",
    HTTPX: """
    def save(folder):
        url = sync_job()["output"]["image"]
        begun = time.perf_counter()
        with client.stream("GET", url) as answer, open(folder + "/file", "wb") as file:
            for part in answer.iter_bytes():
                file.write(part)
        timed(begun, folder)

    async def save_async(folder):
        url = (await async_job())["output"]["image"]
        begun = time.perf_counter()
        async with asynchronous.stream("GET", url) as answer:
            with open(folder + "/file", "wb") as file:
                async for part in answer.aiter_bytes():
                    file.write(part)
        timed(begun, folder)
        await aclose()
""",
}


# Each way in turn, so that the machine is the same for both.
_SEVERAL = """
    import os, tempfile, time
    megabytes = int(sys.argv[2])
    result = one.run(**inputs)
    for width in (len(result.urls), 1):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            result.save(folder, concurrency=width)
            print(len(os.listdir(folder)) * megabytes / (time.perf_counter() - begun), end=" ")
"""


def rows(sizes: Sizes) -> Iterator[Row]:
    """Measure both in turn, sync and async; and several files at once from a server that paces each."""
    with serving(megabytes=sizes.megabytes) as base:

        def speed(client: str, way: str) -> float:
            frame = _FRAME.replace("{save}", _SAVE[client])
            return float(run_program(client, frame, base, way, sizes.megabytes))

        for way in ("sync", "async"):
            pairs = in_turn(sizes.times, partial(speed, OURS, way), partial(speed, HTTPX, way))
            yield versus(
                "download throughput",
                f"{way}, one file of {sizes.megabytes} MB",
                HTTPX,
                [(ours, theirs) for ours, theirs in pairs],
                "MB/s",
                ratio_limit=_LEAST[way],
                more_is_better=True,
                note="which checks nothing, syncs nothing and blocks its event loop"
                if way == "async"
                else "",
            )
    with serving(megabytes=2, files=_FILES, pace=0.5) as base:
        found = [tuple(map(float, run_program(OURS, _SEVERAL, base, 2).split())) for _ in range(sizes.few)]
        yield versus(
            "download throughput",
            f"sync, {_FILES} files at once, 4 MB/s each",
            "itself, one after the other",
            [(together, apart) for together, apart in found],
            "MB/s",
            ratio_limit=_LEAST["parallel"],
            more_is_better=True,
            floor=True,
        )
