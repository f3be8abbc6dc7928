"""A queue server that costs next to nothing, so that what is measured is the client. It speaks to fal-client too.

`python -m tests.programs.benchmarks.server SECONDS MEGABYTES LEAST FILES PACE` prints its port. Its jobs take from that part
of those seconds to all of them, evenly spread; zero means at once, `inf` never. Every output names so many files of so
many megabytes; with a pace, in seconds, each connection takes that long for one.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.programs.benchmarks.peers import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["serving"]

# Steps of this part of the way never meet again: no job ends just when a client that counts whole seconds looks.
_GOLDEN = 0.618034
_STEPS = 40  # in which a paced file comes


@contextmanager
def serving(
    seconds: float = 0.0, megabytes: int = 0, least: float = 0.1, *, files: int = 1, pace: float = 0.0
) -> Iterator[str]:
    """The address of a server in a process of its own."""
    command = [sys.executable, "-m", "tests.programs.benchmarks.server"]
    command += [str(seconds), str(megabytes), str(least), str(files), str(pace)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.communicate()


class _Queue:
    def __init__(self, seconds: float, megabytes: int, least: float, files: int, pace: float) -> None:
        self._files = files
        self.pace = pace
        self._seconds = seconds
        self._least = least
        self._ends: list[float] = []
        self._looks = 0
        self.file = bytes(megabytes * 1_000_000)

    def answer(self, base: str, method: str, path: str) -> dict[str, Any]:
        if method == "post":
            number = len(self._ends)
            share = self._least + (1 - self._least) * (number * _GOLDEN % 1)
            self._ends.append(time.time() + self._seconds * share if self._seconds else 0.0)
            urls = {f"{name}_url": f"{base}/fal/{number}/{name}" for name in ("response", "status", "cancel")}
            return {"request_id": f"job-{number}", **urls}
        if path == "/looks":
            return {"looks": self._looks}
        end = self._ends[int(path.split("/")[-2].removeprefix("job-"))]
        if "/status" in path:
            self._looks += 1
            word = "completed" if time.time() >= end else "in_progress"
            word = word.upper() if path.startswith("/fal/") else word
            return {"status": word, "logs": None, "metrics": {}}
        more = [f"{base}/{number}/file.png" for number in range(1, self._files)]
        output = {"image": f"{base}/file.png", "ended": end, **({"images": more} if more else {})}
        return {"status": "succeeded", "output": output}


class _Connection(asyncio.Protocol):
    def __init__(self, queue: _Queue) -> None:
        self._queue = queue
        self._data = b""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._base = f"http://127.0.0.1:{transport.get_extra_info('sockname')[1]}"

    def data_received(self, data: bytes) -> None:
        self._data += data
        while (end := self._data.find(b"\r\n\r\n")) >= 0:
            head = self._data[:end].lower()
            at = head.find(b"content-length:")
            size = int(head[at + 15 :].split(b"\r\n")[0]) if at >= 0 else 0
            if len(self._data) < end + 4 + size:
                return
            self._data = self._data[end + 4 + size :]
            method, target = head.split(b"\r\n", 1)[0].decode().split()[:2]
            path = target.partition("?")[0]
            if path.endswith("/file.png"):
                self._write(b"image/png", self._queue.file, self._queue.pace)
            else:
                self._write(
                    b"application/json", json.dumps(self._queue.answer(self._base, method, path)).encode()
                )

    def _write(self, kind: bytes, body: bytes, pace: float = 0.0) -> None:
        head = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n" % (kind, len(body))
        if not pace:
            self._transport.writelines([head, body])
            return
        self._transport.write(head)
        loop, size = asyncio.get_running_loop(), max(1, len(body) // _STEPS)
        for step, start in enumerate(range(0, len(body), size)):
            loop.call_later(pace * step / _STEPS, self._transport.write, body[start : start + size])


async def _main(seconds: float, megabytes: int, least: float, files: int, pace: float) -> None:
    queue = _Queue(seconds, megabytes, least, files, pace)
    server = await asyncio.get_running_loop().create_server(
        lambda: _Connection(queue), "127.0.0.1", 0, backlog=2000
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(
        _main(float(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))
    )
