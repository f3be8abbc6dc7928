"""`python -m tests.benchmarks.sandbox_load`: how the sandbox bears a thousand polling clients at once.

The sandbox runs in a process of its own, the clients in this one. Each client keeps its own connection, submits one
job, and looks at it once a second; then all of them look as fast as they can. Exit code 1 when one was refused.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import time
from typing import Any
from urllib.parse import urlsplit

MODEL = "openai/gpt-image-2/edit"
INPUTS = {"prompt": "a fox", "images": ["https://example.com/a.png"]}


class Client:
    """One connection with one job."""

    def __init__(self, host: str, port: int, slow: list[float]) -> None:
        self._address = (host, port)
        self._latencies = slow

    async def start(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(*self._address)
        body = json.dumps(INPUTS).encode()
        self._status = (
            f"/v1/requests/{(await self._ask('POST', f'/v1/models/{MODEL}', body))['request_id']}/status"
        )

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


async def measure(base_url: str, count: int, looks: int) -> list[str]:
    """The lines of the report."""
    address = urlsplit(base_url)
    latencies: list[float] = []
    clients = [Client(address.hostname or "", address.port or 0, latencies) for _ in range(count)]
    begun = time.perf_counter()
    await asyncio.gather(*(client.start() for client in clients))
    lines = [f"{count} connections opened, {count} jobs submitted in {time.perf_counter() - begun:.2f} s"]

    async def calmly(client: Client, delay: float) -> None:
        await asyncio.sleep(delay)
        for _ in range(looks):
            next_look = asyncio.get_running_loop().time() + 1
            await client.look()
            await asyncio.sleep(max(0.0, next_look - asyncio.get_running_loop().time()))

    await asyncio.gather(*(calmly(client, number / count) for number, client in enumerate(clients)))
    lines.append(f"each looking once a second: {_spread(latencies)}")

    async def eagerly(client: Client) -> None:
        for _ in range(looks):
            await client.look()

    latencies.clear()
    begun = time.perf_counter()
    await asyncio.gather(*map(eagerly, clients))
    rate = count * looks / (time.perf_counter() - begun)
    lines.append(f"all as fast as they can: {rate:.0f} answers a second, {_spread(latencies)}")
    for client in clients:
        client.stop()
    return lines


def _spread(latencies: list[float]) -> str:
    ordered = sorted(latencies)
    share = {
        name: ordered[int(part * (len(ordered) - 1))] * 1000 for name, part in (("half", 0.5), ("99 %", 0.99))
    }
    return f"half within {share['half']:.0f} ms, 99 % within {share['99 %']:.0f} ms, all within {ordered[-1] * 1000:.0f} ms"


def main() -> int:
    parser = argparse.ArgumentParser(description="Many clients polling one sandbox.")
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--looks", type=int, default=5)
    arguments = parser.parse_args()
    command = [sys.executable, "-m", "runcomfy", "sandbox", "--port", "0", "--queue-time", "60"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as sandbox:
        try:
            assert sandbox.stdout is not None
            base_url = sandbox.stdout.readline().partition("=")[2].strip()
            for line in asyncio.run(
                asyncio.wait_for(measure(base_url, arguments.clients, arguments.looks), 120)
            ):
                print(line)
        except (RuntimeError, OSError, EOFError, TimeoutError) as error:
            print(f"A client was refused: {error or type(error).__name__}", file=sys.stderr)
            return 1
        finally:
            sandbox.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main())
