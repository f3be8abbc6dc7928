"""A queue API on real loopback sockets that misbehaves byte by byte, and keeps the books: who was paid, who asked what.

It runs in a thread of its own, on two ports: the API's own one, and a `foreign` one that the token must never reach.
What it does wrong stands in `fault_kinds`; without an order it does everything right.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import socket
import ssl
import struct
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import trustme

from tests.manners import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
PREFIX = "t/"  # models are called `t/MARKER`: a POST is counted although its body never comes


@dataclass(slots=True)
class Seen:
    """One request as it came."""

    port: str
    method: str
    path: str
    head: bytes
    headers: dict[str, str]
    body: bytes = b""


@dataclass(slots=True)
class Owned:
    """One job the server has taken, and will be paid for."""

    request_id: str
    marker: str
    body: dict[str, Any]
    words: list[str]
    result: dict[str, Any] | None
    cancelled: bool = False
    looks: int = 0


@dataclass(slots=True)
class Script:
    """How the job of a marker goes. The last of the `words` is repeated."""

    words: list[str] = field(default_factory=lambda: ["completed"])
    result: dict[str, Any] | None = None
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))


class Exchange:
    """One request and what becomes of it."""

    def __init__(
        self, server: FaultServer, seen: Seen, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.server = server
        self.seen = seen
        self.reader = reader
        self.writer = writer
        self.ended = False
        self._length = int(seen.headers.get("content-length", 0))

    async def read(self, size: int | None = None) -> None:
        """The rest of the body, or a part of it."""
        missing = self._length - len(self.seen.body)
        self.seen.body += await self.reader.readexactly(missing if size is None else min(size, missing))

    def answer(self) -> tuple[int, dict[str, Any] | bytes]:
        """What is right: this takes the job, or tells of it."""
        return self.server.answer(self.seen)

    def document(self) -> dict[str, Any]:
        """The JSON of the right answer."""
        status, document = self.answer()
        assert isinstance(document, dict)
        spoken: dict[str, Any] = json.loads(self._in_words(status, json.dumps(document).encode())[1])
        return spoken

    def send(self, status: int, content: object, headers: tuple[tuple[str, object], ...] = ()) -> None:
        """A whole answer."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        status, body = self._in_words(status, body)
        self.head(status, (("content-length", len(body)), *headers))
        self.write(body)

    def _in_words(self, status: int, body: bytes) -> tuple[int, bytes]:
        return in_words(self.seen.method, self.seen.path, status, body)

    def head(self, status: int, headers: tuple[tuple[str, object], ...] = ()) -> None:
        lines = [f"HTTP/1.1 {status} Odd", *(f"{name}: {value}" for name, value in headers)]
        self.write("\r\n".join([*lines, "", ""]).encode())

    def write(self, data: bytes) -> None:
        self.writer.write(data)

    def close(self) -> None:
        """End the connection properly."""
        self.ended = True
        self.writer.close()

    def reset(self) -> None:
        """End the connection improperly."""
        self.ended = True
        connection: socket.socket = self.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Fault: TypeAlias = Callable[[Exchange], Awaitable[None]]


class FaultServer:
    """Start with `running()`. Orders come as scripts for markers, or for everyone under `always`."""

    def __init__(self, *, tls: bool = False) -> None:
        self._tls = _tls() if tls else None
        self.posts: Counter[str] = Counter()
        self.cancels: Counter[str] = Counter()
        self.jobs: dict[str, Owned] = {}
        self.seen: list[Seen] = []
        self.scripts: dict[str, Script] = defaultdict(Script)
        self.always: dict[str, Fault] = {}
        self.outcome: dict[str, Any] = {"outcome": "cancelled"}
        self.connections = 0
        self.extra: dict[str, Any] = {}  # goes into every document
        self.broken: list[Exception] = []  # mistakes of this server itself
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self._sockets = {"own": self._bound(), "foreign": self._bound()}
        self._listeners: dict[str, asyncio.Server] = {}
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault-server", daemon=True)

    @staticmethod
    def _bound() -> socket.socket:
        # Bound but not listening: who connects is refused.
        # (asyncio switches Nagle's delays off only where it is told that this is TCP.)
        bound = socket.socket(proto=socket.IPPROTO_TCP)
        bound.bind(("127.0.0.1", 0))
        return bound

    def url(self, port: str = "own") -> str:
        scheme = "https" if self._tls else "http"
        return f"{scheme}://127.0.0.1:{self._sockets[port].getsockname()[1]}"

    @property
    def base_url(self) -> str:
        return f"{self.url()}/v1"

    def script(
        self,
        marker: str,
        words: list[str] | None = None,
        document: dict[str, Any] | None = None,
        **faults: Any,
    ) -> str:
        """Orders for one marker, whose model id comes back.

        `words` are its statuses, `document` is its result. `submit=`, `status=`, `result=`, `cancel=` and `file=` are
        what is done instead of what is right: one fault, or several in turn.
        """
        script = self.scripts[marker]
        script.words = words or script.words
        script.result = document or script.result
        for route, orders in faults.items():
            script.faults[route].extend(orders if isinstance(orders, list) else [orders])
        return f"{PREFIX}{marker}"

    def jobs_of(self, marker: str) -> list[Owned]:
        return [job for job in self.jobs.values() if job.marker == marker]

    def finish(self, marker: str) -> None:
        """Let the jobs of a marker come to their end."""
        for job in self.jobs_of(marker):
            job.words[:] = ["completed"]

    def sent(self, marker: str) -> int:
        """How often it was submitted. Whoever gave up waiting may be faster than this server's reading."""
        for _ in range(6_000):
            if self.posts[marker]:
                break
            time.sleep(0.01)
        return self.posts[marker]

    def reached(self, port: str) -> list[Seen]:
        return [seen for seen in self.seen if seen.port == port]

    # The API as it should be.

    def answer(self, seen: Seen) -> tuple[int, dict[str, Any] | bytes]:
        route, name = self.route_of(seen)
        if route == "file":
            return 200, PNG
        if route == "submit":
            body = json.loads(seen.body)
            script = self.scripts[name]
            job = Owned(f"job-{len(self.jobs)}-{name}", name, body, list(script.words), script.result)
            self.jobs[job.request_id] = job
            return 200, {"request_id": job.request_id, **self.extra}
        job = self.jobs[name]
        if route == "status":
            job.looks += 1
            word = job.words.pop(0) if len(job.words) > 1 else job.words[0]
            word = "cancelled" if job.cancelled else word
            return 200, {"request_id": job.request_id, "status": word, **self.extra}
        if route == "cancel":
            job.cancelled = self.outcome.get("outcome") == "cancelled"
            return 202, self.outcome
        if job.cancelled:
            return 200, {"request_id": job.request_id, "status": "cancelled"}
        picture = f"{self.url('foreign')}/files/{job.marker}.png"
        usual = {"status": "succeeded", "output": {"image": picture, "marker": job.marker}, "cost": 0.01}
        return 200, {"request_id": job.request_id, **(job.result or usual), **self.extra}

    def route_of(self, seen: Seen) -> tuple[str, str]:
        """Which route, and of which marker (for a submit or a file) or job."""
        path = seen.path.partition("?")[0]
        if path.startswith(f"/v1/models/{PREFIX}"):
            return "submit", path.removeprefix(f"/v1/models/{PREFIX}")
        if path.startswith("/v1/requests/"):
            _, _, _, request_id, action = path.split("/")
            return action, request_id
        return "file", path.rpartition("/")[2].partition(".")[0]

    def _marker(self, route: str, name: str) -> str:
        return name if route in {"submit", "file"} or name not in self.jobs else self.jobs[name].marker

    # The sockets.

    async def _serve(self, port: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._writers.append(writer)
        self.connections += 1
        try:
            while await self._one(port, reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # who goes away is what this is about
        except Exception as error:  # noqa: BLE001 (shown at the end)
            self.broken.append(error)
        finally:
            writer.close()
            self._tasks.discard(task)

    async def _one(self, port: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        method, path, _ = first.split(" ")
        if "://" in path:
            # This is a proxy now: it plays whoever was meant.
            path = "/" + path.split("/", 3)[3]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        seen = Seen(port, method, path, head, headers)
        self.seen.append(seen)
        route, name = self.route_of(seen)
        marker = self._marker(route, name)
        if route == "submit":
            self.posts[marker] += 1
        if route == "cancel":
            self.cancels[marker] += 1
        exchange = Exchange(self, seen, reader, writer)
        orders = self.scripts[marker].faults[route]
        fault = orders.popleft() if orders else self.always.get(route)
        if fault is not None:
            await fault(exchange)
        else:
            await exchange.read()
            exchange.send(*exchange.answer())
        if not exchange.ended:
            await writer.drain()
        return not exchange.ended

    def call(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """Do something on the server's loop."""

        async def run() -> Any:
            return await work()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(120)

    def listen(self, port: str = "own") -> None:
        """Begin to take connections."""

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._serve(port, reader, writer)

        async def start() -> None:
            twin = self._sockets[port].dup()
            self._listeners[port] = await asyncio.start_server(
                serve, sock=twin, backlog=512, limit=1 << 22, ssl=self._tls
            )

        self.call(start)

    def start(self, *, listen: bool = True) -> None:
        self._thread.start()
        self.listen("foreign")
        if listen:
            self.listen()

    def stop(self) -> None:
        async def end() -> None:
            for listener in self._listeners.values():
                listener.close()
            # Connections that were just taken need some turns of the loop before they have a task.
            for _ in range(5):
                await asyncio.sleep(0)
            tasks = list(self._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            # What could not be sent yet is sent to no one, and TLS says no goodbyes; the loop needs some turns for it.
            for writer in self._writers:
                writer.transport.abort()
            await asyncio.sleep(0.01 if self._tls is None else 0.1)

        self.call(end)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(120)
        self._loop.close()
        for bound in self._sockets.values():
            bound.close()


@functools.cache
def _authority() -> trustme.CA:
    """An authority of this run, and of nobody's trust but the tests'."""
    return trustme.CA()


def trusted(folder: Path) -> Path:
    """The authority's certificate, as a file that a client can be told to trust."""
    path = folder / "authority.pem"
    _authority().cert_pem.write_to_path(str(path))
    return path


def _tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _authority().issue_cert("127.0.0.1", "localhost").configure_cert(context)
    return context


@contextlib.contextmanager
def running(*, listen: bool = True, tls: bool = False) -> Iterator[FaultServer]:
    """A server while the context lasts. With `listen=False` it refuses connections until `listen()`."""
    server = FaultServer(tls=tls)
    server.start(listen=listen)
    try:
        yield server
    finally:
        server.stop()
    assert server.broken == []
