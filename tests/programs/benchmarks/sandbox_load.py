"""`python -m tests.programs.benchmarks.sandbox_load`: how the sandbox bears a thousand polling clients at once.

The sandbox runs in a process of its own, the clients in this one. Each client keeps its own connection, submits its
share of the jobs, and looks at one of them three times a second; then all of them look as fast as they can. Exit code 1
when one was refused.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from tests.programs.benchmarks.rows import Row, versus
from tests.programs.benchmarks.rows import measure as measure_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.programs.benchmarks.sizes import Sizes

MODEL = "openai/gpt-image-2/edit"
_LOOKS = 10
_A_SECOND = 3  # looks of each client
INPUTS = {"prompt": "a fox", "images": ["https://example.com/a.png"]}


class Client:
    """One connection with one job."""

    def __init__(self, host: str, port: int, slow: list[float]) -> None:
        self._address = (host, port)
        self._latencies = slow

    async def start(self, jobs: int = 1) -> None:
        self._reader, self._writer = await asyncio.open_connection(*self._address)
        body = json.dumps(INPUTS).encode()
        for _ in range(jobs):
            job = (await self._ask("POST", f"/v1/models/{MODEL}", body))["request_id"]
        self._status = f"/v1/requests/{job}/status"

    async def look(self) -> None:
        begun = time.perf_counter()
        await self._ask("GET", self._status)
        self._latencies.append(time.perf_counter() - begun)

    def stop(self) -> None:
        self._writer.close()

    async def _ask(self, method: str, path: str, body: bytes = b"") -> Any:
        head = f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer t\r\ncontent-length: {len(body)}\r\n\r\n"
        self._writer.write(head.encode() + body)
        answer = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        if not answer.startswith(b"http/1.1 200"):
            raise RuntimeError(answer.partition(b"\r\n")[0].decode())
        length = answer.partition(b"content-length:")[2].partition(b"\r\n")[0]
        return json.loads(await self._reader.readexactly(int(length)))


class Load(NamedTuple):
    """Seconds that each answer took, answers a second at full speed, and for each second of the server's CPU."""

    calm: list[float]
    eager: list[float]
    rate: float
    for_cpu: float


async def measure(server: Server, count: int, looks: int, jobs: int = 0) -> Load:
    """Queue so many jobs, and look with so many clients, first three times a second each, then as fast as they can."""
    base_url, process = server
    address = urlsplit(base_url)
    latencies: list[float] = []
    clients = [Client(address.hostname or "", address.port or 0, latencies) for _ in range(count)]
    await asyncio.gather(*(client.start(max(1, jobs // count)) for client in clients))

    async def calmly(client: Client, delay: float) -> None:
        await asyncio.sleep(delay)
        for _ in range(looks):
            next_look = asyncio.get_running_loop().time() + 1 / _A_SECOND
            await client.look()
            await asyncio.sleep(max(0.0, next_look - asyncio.get_running_loop().time()))

    await asyncio.gather(
        *(calmly(client, number / count / _A_SECOND) for number, client in enumerate(clients))
    )
    calm = list(latencies)

    async def eagerly(client: Client) -> None:
        for _ in range(looks):
            await client.look()

    latencies.clear()
    begun, cpu = time.perf_counter(), _cpu_of(process)
    await asyncio.gather(*map(eagerly, clients))
    rate = count * looks / (time.perf_counter() - begun)
    for_cpu = count * looks / max(_cpu_of(process) - cpu, 0.01)
    for client in clients:
        client.stop()
    return Load(calm, latencies, rate, for_cpu)


def _cpu_of(process: int) -> float:
    """Seconds of CPU that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Server(NamedTuple):
    """Where it is reached, and the number of its process."""

    url: str
    process: int


@contextmanager
def sandbox() -> Iterator[Server]:
    """One whose jobs stay in the queue."""
    command = [sys.executable, "-m", "runcomfy", "sandbox", "--port", "0", "--queue-time", "600"]
    command += ["--balance", "1000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield Server(process.stdout.readline().partition("=")[2].strip(), process.pid)
        finally:
            process.terminate()


class _Figures(NamedTuple):
    """One run with a sandbox of its own: milliseconds of an answer, among many clients and alone, and the two rates."""

    among_many: float
    alone: float
    rate: float
    for_cpu: float


def rows(sizes: Sizes) -> Iterator[Row]:
    """Measure one client, then many, some times over; a client that is refused ends the run.

    What is compared from run to run is the median of all answers: single answers differ by their nature.
    """
    runs = [_run(sizes) for _ in range(sizes.few)]
    group = f"polling one sandbox, {sizes.queued:,} jobs queued"
    name = f"an answer, {sizes.clients * _A_SECOND:,} looks a second"
    pairs = [(run.among_many, run.alone) for run in runs]
    yield versus(group, name, "a client alone, median", pairs, "ms", limit=2.0, floor=True)
    yield measure_row(group, "answers a second, all at once", [run.rate for run in runs], "")
    yield measure_row(group, "answers for each second of its CPU", [run.for_cpu for run in runs], "")


def _run(sizes: Sizes) -> _Figures:
    with sandbox() as server:
        # The first answers carry what is imported and made once, in both processes.
        asyncio.run(asyncio.wait_for(measure(server, 1, _LOOKS), 120))
        alone = asyncio.run(asyncio.wait_for(measure(server, 1, 2 * _LOOKS), 120))
        many = asyncio.run(asyncio.wait_for(measure(server, sizes.clients, _LOOKS, sizes.queued), 120))
    medians = [statistics.median(load.calm) * 1000 for load in (many, alone)]
    return _Figures(*medians, many.rate, many.for_cpu)


def main() -> int:
    """Measure and print; say which client was refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--looks", type=int, default=_LOOKS)
    parser.add_argument("--jobs", type=int, default=10_000)
    arguments = parser.parse_args()
    try:
        with sandbox() as server:
            load = asyncio.run(
                asyncio.wait_for(measure(server, arguments.clients, arguments.looks, arguments.jobs), 300)
            )
    except (RuntimeError, OSError, EOFError, TimeoutError) as error:
        print(f"A client was refused: {error or type(error).__name__}", file=sys.stderr)
        return 1
    print(f"each looking {_A_SECOND} times a second: {_spread(load.calm)}")
    print(f"all as fast as they can: {load.rate:.0f} answers a second, {_spread(load.eager)}")
    print(f"for each second of the server's CPU: {load.for_cpu:.0f} answers")
    return 0


def _spread(latencies: list[float]) -> str:
    ordered = sorted(latencies)
    half, most = (ordered[int(part * (len(ordered) - 1))] * 1000 for part in (0.5, 0.99))
    return f"half within {half:.1f} ms, 99 % within {most:.0f} ms, all within {ordered[-1] * 1000:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
