"""An independent queue API that keeps exact books: `python -m tests.crash.server BOOKS`. Stdlib only, own process.

It listens on two ports of 127.0.0.1, which its first line on standard output tells: the API's, where it can refuse
connections, and one for control. It ends with its standard input, so it never outlives who started it.

The books are a file of JSON lines, each written before the server goes on: nothing is accepted that is not in there.
Control: `GET /accepted` (the same from memory), `POST /weather`, `/end` (of long jobs), `/listen`, `/close`.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import socket
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.crash.weather import Weather

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
FORGED = "forged-by-surplus"


@dataclass
class Job:
    """One job that is paid for."""

    request_id: str
    marker: str
    begun: float
    cancelled: bool = False


@dataclass
class Request:
    """One request as it came."""

    method: str
    path: str
    body: bytes
    connection: int


@dataclass
class Answer:
    """What goes back. `surplus` bytes follow that the length does not count."""

    status: int
    document: object = None
    headers: tuple[tuple[str, str], ...] = ()
    surplus: bytes = b""
    plain: bytes | None = None

    def wire(self) -> bytes:
        """The bytes."""
        body = json.dumps(self.document).encode() if self.plain is None else self.plain
        lines = [f"HTTP/1.1 {self.status} As Told", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        return "\r\n".join([*lines, "", ""]).encode() + body + self.surplus


BALANCER = Answer(503, plain=b"<html>503 Service Unavailable</html>")


@dataclass
class Exact:
    """The API and its books."""

    books: int
    weather: Weather = field(default_factory=Weather)
    jobs: dict[str, list[Job]] = field(default_factory=dict)
    attempts: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    submits: int = 0
    looks: int = 0
    first: float | None = None
    last_id: str = ""
    files: str = ""

    def write(self, event: str, **facts: object) -> None:
        """Write one line into the books."""
        line = json.dumps({"event": event, "at": time.monotonic(), **facts})
        os.write(self.books, line.encode() + b"\n")

    async def answer(self, request: Request) -> Answer | None:
        """The answer, or None where there is none and the connection closes."""
        parts = request.path.partition("?")[0].strip("/").split("/")
        if parts[0] == "files":
            self.write("file", name=parts[-1])
            return Answer(200, plain=PNG, headers=(("content-type", "image/png"),))
        if parts[:2] == ["v1", "models"] and request.method == "POST":
            return await self._submit(request)
        since = 0.0 if self.first is None else time.monotonic() - self.first
        if self.first is not None and since < self.weather.unavailable and not self.weather.reads_go_on:
            self.write("read", path=request.path, verdict="unavailable")
            return BALANCER
        if parts[:2] == ["v1", "models"]:
            self.write("read", path=request.path, verdict="answered")
            return Answer(200, {"model_id": "/".join(parts[2:])})
        if parts[:2] == ["v1", "requests"] and len(parts) == 4:
            return await self._about(parts[2], parts[3])
        return Answer(404, {"message": "no such route"})

    async def _submit(self, request: Request) -> Answer | None:
        weather, now = self.weather, time.monotonic()
        self.first = now if self.first is None else self.first
        self.submits += 1
        inputs = json.loads(request.body)
        marker = str(inputs.get("n") or inputs["prompt"])
        self.attempts[marker] += 1
        chance = weather.chance(marker, self.attempts[marker])
        number, since = self.submits, now - self.first
        verdict = weather.verdict(number, since, chance)
        lost = verdict == "accepted" and chance.random() < weather.lose
        facts: dict[str, Any] = {"marker": marker, "number": number, "connection": request.connection}
        self.write("submit", **facts, verdict=verdict)
        if verdict == "denied":
            return Answer(weather.denied_status, {"message": "denied"})
        if verdict == "unavailable":
            return BALANCER
        if verdict == "refused":
            asked = (("retry-after", weather.retry_after),) if weather.retry_after else ()
            return Answer(429, {"message": "too many"}, asked)
        await asyncio.sleep(chance.uniform(*weather.before))
        request_id = self._accept(marker, request, facts)
        await asyncio.sleep(chance.uniform(*weather.after))
        if lost:
            self.write("lost", **facts, id=request_id)
            return None
        self.write("answered", **facts, id=request_id)
        return Answer(200, {"request_id": request_id})

    def _accept(self, marker: str, request: Request, facts: dict[str, Any]) -> str:
        self.accepted += 1
        twin = self.weather.twins and self.accepted == self.weather.twins
        request_id = self.last_id if twin else f"job-{self.accepted}-{os.urandom(3).hex()}"
        self.last_id = request_id
        digest = hashlib.sha256(request.path.encode() + b"\0" + request.body).hexdigest()
        self.write("accepted", **facts, id=request_id, hash=digest)
        job = Job(request_id, marker, time.monotonic())
        self.jobs.setdefault(request_id, []).append(job)
        return request_id

    async def _about(self, request_id: str, action: str) -> Answer | None:
        jobs = self.jobs.get(request_id)
        if jobs is None:
            return Answer(404, {"error_code": 404001, "message": f"no request {request_id}"})
        job = jobs[0]
        over = self._is_over(job)
        if action == "cancel":
            job.cancelled = job.cancelled or not over
            self.write("cancel", id=request_id, cancelled=job.cancelled)
            return Answer(202, {"outcome": "cancelled" if job.cancelled else "not_cancellable"})
        self.looks += 1
        if self.weather.mute and self.looks % self.weather.mute == 0:
            self.write("mute", id=request_id)
            await asyncio.sleep(3600)
        if action == "status":
            word = "cancelled" if job.cancelled else "completed" if over else "in_progress"
            answer = Answer(200, {"request_id": request_id, "status": word})
        else:
            answer = self._result(job)
        if self.weather.surplus and self.looks % self.weather.surplus == 0:
            self.write("surplus", id=request_id)
            answer.surplus = Answer(200, {"request_id": FORGED}).wire()
        return answer

    def _is_over(self, job: Job) -> bool:
        return time.monotonic() >= job.begun + self.weather.run_time

    def _result(self, job: Job) -> Answer:
        if job.cancelled:
            return Answer(200, {"request_id": job.request_id, "status": "cancelled"})
        if not self._is_over(job):
            return Answer(200, {"request_id": job.request_id, "status": "in_progress"})
        output = {"n": job.marker, "image": f"{self.files}/{job.request_id}.png"}
        return Answer(
            200, {"request_id": job.request_id, "status": "succeeded", "output": output, "cost": 0.01}
        )


class Ports:
    """The API's port, which can refuse connections, and the one for control."""

    def __init__(self, exact: Exact) -> None:
        self.exact = exact
        self._bound = self._bind(0)
        self.port: int = self._bound.getsockname()[1]
        exact.files = f"http://127.0.0.1:{self.port}/files"
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._connections = 0

    @staticmethod
    def _bind(port: int) -> socket.socket:
        # Bound but not listening: who connects is refused. (asyncio asks for the protocol to switch Nagle's delays off.)
        made = socket.socket(proto=socket.IPPROTO_TCP)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(("127.0.0.1", port))
        return made

    async def listen(self) -> None:
        """Begin to take connections."""
        if self._server is None:
            self._server = await asyncio.start_server(
                self._api, sock=self._bound, backlog=1024, limit=1 << 22
            )

    async def close(self) -> None:
        """Refuse connections, and break those that are there."""
        if self._server is not None:
            self._server.close()
            self._server = None
            for writer in self._open:
                writer.transport.abort()
            self._bound = self._bind(self.port)

    async def control(self) -> int:
        """Listen for orders; the port."""
        server = await asyncio.start_server(self._orders, "127.0.0.1", 0)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def _api(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        mine = self._connections
        self._open.add(writer)
        try:
            while (request := await _read(reader, mine)) is not None:
                answer = await self.exact.answer(request)
                if answer is None:
                    break
                writer.write(answer.wire())
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # who goes away is what this is about
        finally:
            self._open.discard(writer)
            writer.close()

    async def _orders(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while (request := await _read(reader, 0)) is not None:
                writer.write((await self._order(request)).wire())
                await writer.drain()
        writer.close()

    async def _order(self, request: Request) -> Answer:
        exact = self.exact
        if request.path == "/weather":
            exact.weather = Weather(**json.loads(request.body))
            exact.submits, exact.looks, exact.first = 0, 0, None
            exact.write("weather", **json.loads(request.body))
        elif request.path == "/end":
            exact.weather = replace(exact.weather, run_time=0.05)
        elif request.path == "/listen":
            await self.listen()
        elif request.path == "/close":
            await self.close()
        elif request.path == "/accepted":
            return Answer(200, [[job.marker, job.request_id] for jobs in exact.jobs.values() for job in jobs])
        else:
            return Answer(404, {"message": "no such order"})
        return Answer(200, {})


async def _read(reader: asyncio.StreamReader, connection: int) -> Request | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(method, path, body, connection)


async def serve(books: Path) -> None:
    """Serve until standard input ends."""
    exact = Exact(os.open(books, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    ports = Ports(exact)
    control = await ports.control()
    print(json.dumps({"port": ports.port, "control": control}), flush=True)
    await asyncio.to_thread(sys.stdin.buffer.read)
    os._exit(0)  # nobody waits for mute connections


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
