"""CPU per job of a client that submits, polls once and reads the result, beside raw httpx and fal-client."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

from tests.benchmarks.peers import ROOT, environment
from tests.benchmarks.rows import Row, in_turn, measure, run_process, versus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["rows"]

_GROUP = "CPU per 1,000 jobs"
_JOBS = 600
_TIMES = 5

# Answers at once and does nothing else, so that what is measured is the client. It speaks to fal-client too.
_SERVER = """
    import asyncio

    class Queue(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport, self.data = transport, b""
            self.base = "http://127.0.0.1:%d" % transport.get_extra_info("sockname")[1]

        def data_received(self, data):
            self.data += data
            while (end := self.data.find(b"\\r\\n\\r\\n")) >= 0:
                head = self.data[:end].lower()
                at = head.find(b"content-length:")
                size = int(head[at + 15 :].split(b"\\r\\n")[0]) if at >= 0 else 0
                if len(self.data) < end + 4 + size:
                    return
                line, self.data = head.split(b"\\r\\n", 1)[0], self.data[end + 4 + size :]
                body = self.answer(line)
                head = b"HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: %d\\r\\n\\r\\n"
                self.transport.write(head % len(body) + body)

        def answer(self, line):
            if line.startswith(b"post"):
                urls = ", ".join('"%s_url": "%s/r/job1/%s"' % (n, self.base, n) for n in ("response", "status", "cancel"))
                return ('{"request_id": "job1", %s}' % urls).encode()
            if b"/status" in line:
                word = "COMPLETED" if b"/r/job1" in line else "completed"
                return ('{"status": "%s", "logs": null, "metrics": {}}' % word).encode()
            return b'{"status": "succeeded", "output": {"image": "https://x.runcomfy.net/a.png"}}'

    async def main():
        server = await asyncio.get_running_loop().create_server(Queue, "127.0.0.1", 0, backlog=2000)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(main())
"""

_INPUTS = 'dict(prompt="x", images=["https://example.com/a.png"], resolution="2k")'

# Each program defines `sync_job()`, `async_job()` and `aclose()`; the frame below runs and measures them.
_PROGRAMS = {
    "raw httpx": f"""
        import httpx
        headers = {{"authorization": "Bearer t"}}
        client, asynchronous = httpx.Client(headers=headers), httpx.AsyncClient(headers=headers, timeout=120)
        inputs = {_INPUTS}
        def sync_job():
            client.post(base + "/v1/models/a/b", json=inputs).json()
            client.get(base + "/v1/requests/job1/status").json()
            client.get(base + "/v1/requests/job1/result").json()
        async def async_job():
            (await asynchronous.post(base + "/v1/models/a/b", json=inputs)).json()
            (await asynchronous.get(base + "/v1/requests/job1/status")).json()
            (await asynchronous.get(base + "/v1/requests/job1/result")).json()
        aclose = asynchronous.aclose
    """,
    "runcomfy": f"""
        from runcomfy import AsyncRunComfy, RunComfy
        client, asynchronous = RunComfy("t", base_url=base + "/v1"), AsyncRunComfy("t", base_url=base + "/v1")
        inputs = {_INPUTS}
        one, other = client.openai.gpt_image_2.edit, asynchronous.openai.gpt_image_2.edit
        def sync_job():
            one.run(**inputs)
        async def async_job():
            await other.run(**inputs)
        aclose = asynchronous.aclose
    """,
    "fal-client 1.0.3": f"""
        import fal_client.client as fal
        fal.QUEUE_URL_FORMAT = base + "/"
        client, asynchronous = fal.SyncClient(key="t"), fal.AsyncClient(key="t")
        inputs = {_INPUTS}
        def sync_job():
            client.submit("a/b", inputs).get()
        async def async_job():
            await (await asynchronous.submit("a/b", inputs)).get()
        async def aclose():
            pass
    """,
}

_FRAME = """
    import asyncio, logging, sys, time
    logging.disable(logging.INFO)
    base, way, jobs = sys.argv[1], sys.argv[2], int(sys.argv[3])
{program}
    async def many(count, width):
        free = asyncio.Semaphore(width)
        async def one():
            async with free:
                await async_job()
        await asyncio.gather(*(one() for _ in range(count)))

    async def main():
        width = int(way)
        await many(max(50, width), width)
        started = time.process_time()
        await many(jobs, width)
        print((time.process_time() - started) / jobs * 1000)
        await aclose()

    if way == "sync":
        for _ in range(50):
            sync_job()
        started = time.process_time()
        for _ in range(jobs):
            sync_job()
        print((time.process_time() - started) / jobs * 1000)
    else:
        asyncio.run(main())
"""


def rows() -> Iterator[Row]:
    """Measure the three clients one at a time, and with 64 and 1,000 jobs in flight."""
    fal = environment("fal_client", "fal-client==1.0.3")
    pythons = {"raw httpx": sys.executable, "runcomfy": sys.executable, "fal-client 1.0.3": fal}
    with _server() as base:

        def paired(
            way: str, peer: str, peer_way: str, times: int, jobs: int = _JOBS
        ) -> list[tuple[float, float]]:
            return in_turn(
                times,
                lambda: _measured(sys.executable, "runcomfy", base, way, jobs),
                lambda: _measured(pythons[peer], peer, base, peer_way, _JOBS),
            )

        for way, words in (("sync", "sync, one at a time"), ("1", "async, one at a time")):
            for peer in ("raw httpx", "fal-client 1.0.3"):
                yield versus(_GROUP, words, peer, paired(way, peer, way, _TIMES), "s")
        for width in (64, 1_000):
            jobs = max(_JOBS, 2 * width)
            pairs = paired(str(width), "runcomfy", "1", 3, jobs)
            yield versus(_GROUP, f"async, {width} in flight", "itself, one at a time", pairs, "s")
            raw = _measured(sys.executable, "raw httpx", base, str(width), jobs)
            yield measure(_GROUP, f"raw httpx, async, {width} in flight", [raw], "s")


def _measured(python: str | Path, name: str, base: str, way: str, jobs: int) -> float:
    program = textwrap.indent(textwrap.dedent(_PROGRAMS[name]), "    ")
    source = textwrap.dedent(_FRAME.replace("{program}", program))
    run = run_process([python, "-c", source, base, way, str(jobs)], cwd=ROOT)
    return float(run.output.strip().splitlines()[-1])


@contextlib.contextmanager
def _server() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_SERVER)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.communicate()
