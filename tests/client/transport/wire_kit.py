"""Servers, proxies and name servers that misbehave, for the transports alone: raw sockets, a thread for each connection."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import socket
import ssl
import threading
from typing import TYPE_CHECKING, Any

import trustme
from runcomfy import HTTPTimeouts
from runcomfy._protocol.effects import Request, Response
from runcomfy._transport.aio import AsyncTransport
from runcomfy._transport.settings import TransportSettings
from runcomfy._transport.sync import SyncTransport
from runcomfy._transport.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest

TOKEN = "tok-transport-secret-0123456789"
LONG = 120.0  # seconds; what holds, holds for longer than any test would wait
GRACE = 60.0  # what a busy machine may add to a time limit


def answer(body: bytes, *more: bytes) -> bytes:
    """A right answer, as bytes."""
    lines = [b"HTTP/1.1 200 OK", b"content-type: application/json", b"content-length: %d" % len(body), *more]
    return b"\r\n".join([*lines, b"", body])


def read_request(connection: socket.socket) -> bytes:
    """One request with its body, or b"" where the other side went away."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


class Raw:
    """A server. `serve(connection, self)` is called for each connection; `requests` is what `read` has read."""

    def __init__(
        self, serve: Callable[[socket.socket, Raw], None], *, tls: ssl.SSLContext | None = None
    ) -> None:
        self.serve = serve
        self.tls = tls
        self.requests: list[bytes] = []
        self.accepted = 0
        self.over = threading.Event()
        self._open: list[socket.socket] = []
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.accepted += 1
            self._open.append(connection)
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError):
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
                self._open.append(connection)
            with connection:
                self.serve(connection, self)

    def read(self, connection: socket.socket) -> bytes:
        found = read_request(connection)
        if found:
            self.requests.append(found)
        return found

    def url(self, path: str = "/v1/models/v/m", host: str = "127.0.0.1") -> str:
        return f"http{'s' if self.tls else ''}://{host}:{self.port}{path}"

    def close(self) -> None:
        self.over.set()
        for connection in [self._socket, *self._open]:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()


@contextlib.contextmanager
def raw(serve: Callable[[socket.socket, Raw], None], *, tls: ssl.SSLContext | None = None) -> Iterator[Raw]:
    server = Raw(serve, tls=tls)
    try:
        yield server
    finally:
        server.close()


def good(connection: socket.socket, server: Raw) -> None:
    """Answers every request."""
    while server.read(connection):
        connection.sendall(answer(b'{"request_id": "right"}'))


def mute(connection: socket.socket, server: Raw) -> None:
    """Takes the connection, and says nothing for ever."""
    server.over.wait(LONG)


def takes(connection: socket.socket, server: Raw) -> None:
    """Takes the request, and never answers."""
    server.read(connection)
    server.over.wait(LONG)


def proxying(to: Raw) -> Callable[[socket.socket, Raw], None]:
    """A proxy for tunnels, which all lead to one server."""

    def serve(connection: socket.socket, server: Raw) -> None:
        server.read(connection)
        with socket.create_connection(("127.0.0.1", to.port)) as other:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=pipe, args=(other, connection), daemon=True)
            back.start()
            pipe(connection, other)

    return serve


def pipe(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)


@functools.cache
def authority() -> trustme.CA:
    """An authority of this run."""
    return trustme.CA()


def server_tls(*names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert(*(names or ("127.0.0.1", "localhost", "api.test"))).configure_cert(context)
    return context


def trusting() -> ssl.SSLContext:
    """A context that trusts this run's authority and no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # without the machine's certificates: they take 40 ms
    authority().configure_trust(context)
    return context


@contextlib.contextmanager
def black_hole(host: str, port: int = 0) -> Iterator[int]:
    """A port at which connections are neither made nor refused: its queue is full."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind((host, port))
        listener.listen(0)
        port = listener.getsockname()[1]
        for _ in range(8):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex((host, port))
        yield port


class Names:
    """A resolver: names to addresses, or to a function that is called instead. Other names are the system's."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.known: dict[str, Any] = {}
        self.asked: list[str] = []
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self)

    def __call__(self, host: Any, port: Any, *args: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in self.known:
            return self._real(host, port, *args, **named)
        self.asked.append(name)
        found = self.known[name]
        if callable(found):
            return found()
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in found
        ]


class Sender:
    """One transport of either kind, used in the same way."""

    def __init__(self, kind: str, **settings: Any) -> None:
        self.kind = kind
        self.trail = Trail()
        self.runner = asyncio.Runner() if kind == "async" else None
        made = TransportSettings(**settings)
        self.transport: Any = AsyncTransport(made) if self.runner else SyncTransport(made)

    def call(self, url: str, body: bytes | None = b"{}", limit: float | None = None, **timeouts: Any) -> Any:
        """What sends one request: the answer, or what to wait for."""
        self.trail = Trail()
        return self.transport.send(
            Request("GET" if body is None else "POST", url, body),
            headers=[("authorization", f"Bearer {TOKEN}"), ("content-type", "application/json")],
            timeouts=HTTPTimeouts(**timeouts),
            limit=limit,
            trail=self.trail,
        )

    def send(
        self, url: str, body: bytes | None = b"{}", limit: float | None = None, **timeouts: Any
    ) -> Response:
        """The answer to one request."""

        async def wait() -> Response:
            found: Response = await self.call(url, body, limit, **timeouts)
            return found

        found: Response = self.runner.run(wait()) if self.runner else self.call(url, body, limit, **timeouts)
        return found

    def done(self, value: Any) -> Any:
        """What comes of a call, waited for where it is to be."""

        async def wait() -> Any:
            return await value

        return self.runner.run(wait()) if self.runner else value

    def fetch(self, url: str, **timeouts: Any) -> bytes:
        """A file."""
        asked = HTTPTimeouts(**timeouts)
        if self.runner is None:
            with self.transport.stream(url, headers={}, timeout=asked) as found:
                return b"".join(found.iter_bytes())

        async def wait() -> bytes:
            async with self.transport.stream(url, headers={}, timeout=asked) as found:
                return b"".join([piece async for piece in found.aiter_bytes()])

        return self.runner.run(wait())

    def close(self) -> None:
        if self.runner is None:
            self.transport.close()
        else:
            self.runner.run(self.transport.aclose())
            self.runner.close()


@contextlib.contextmanager
def sending(kind: str, **settings: Any) -> Iterator[Sender]:
    sender = Sender(kind, **settings)
    try:
        yield sender
    finally:
        sender.close()


def authority_file(folder: Path) -> str:
    """The authority's certificate as a file."""
    path = folder / "authority.pem"
    authority().cert_pem.write_to_path(str(path))
    return str(path)
