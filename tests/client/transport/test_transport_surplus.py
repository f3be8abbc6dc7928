"""A server that sends more than was asked for answers no other request with it."""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.client.transport.wire_kit import LONG, Raw, answer, raw, sending, server_tls, trusting

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = ["sync", "async"]
FALSE = answer(b'{"request_id": "false"}')
RIGHT = answer(b'{"request_id": "right"}')
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"


def at_once(first: bytes, more: bytes) -> Callable[[socket.socket, Raw], None]:
    """The first answer of a connection, and more in the same piece."""

    def serve(connection: socket.socket, server: Raw) -> None:
        server.read(connection)
        connection.sendall(first + more)
        server.read(connection)
        connection.sendall(RIGHT)
        server.read(connection)

    return serve


def afterwards(more: bytes) -> Callable[[socket.socket, Raw], None]:
    """The first answer of a connection, and more a little later."""

    def serve(connection: socket.socket, server: Raw) -> None:
        server.read(connection)
        connection.sendall(answer(b"{}"))
        time.sleep(0.05)
        if server.accepted == 1:
            connection.sendall(more)
            server.late.set()  # type: ignore[attr-defined]
        server.read(connection)
        connection.sendall(RIGHT)
        server.read(connection)

    return serve


class Encrypted:
    """A connection's TLS in memory: what is written goes out by `flush`, in one piece."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = server_tls().wrap_bio(self._incoming, self._outgoing, server_side=True)
        self._until_done(self._tls.do_handshake)

    def recv(self, size: int) -> bytes:
        found: bytes = self._until_done(lambda: self._tls.read(size))
        return found

    def write(self, content: bytes) -> None:
        self._tls.write(content)

    def flush(self) -> None:
        self._connection.sendall(self._outgoing.read())

    def _until_done(self, work: Callable[[], Any]) -> Any:
        while True:
            try:
                found = work()
            except ssl.SSLWantReadError:
                self.flush()
            else:
                self.flush()
                return found
            piece = self._connection.recv(65536)
            if not piece:
                raise ConnectionResetError
            self._incoming.write(piece)


def in_two_records(connection: socket.socket, server: Raw) -> None:
    """One write to the network, in which TLS has the answer in one record, and more in another."""
    stream: Any = Encrypted(connection)
    server.read(stream)
    stream.write(answer(b"{}"))
    stream.write(FALSE)
    stream.flush()
    server.read(stream)
    stream.write(RIGHT)
    stream.flush()
    server.read(stream)


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], int]:
    caplog.set_level(logging.WARNING, "runcomfy")
    return lambda: sum("more bytes than its response has" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("first", [answer(b"{}"), CHUNKED], ids=["length", "chunks"])
@pytest.mark.parametrize("more", [FALSE, b"x", FALSE + FALSE], ids=["an answer", "a byte", "two answers"])
@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("kind", KINDS)
def test_more_in_the_same_piece(
    kind: str, tls: bool, more: bytes, first: bytes, told: Callable[[], int]
) -> None:
    with (
        raw(at_once(first, more), tls=server_tls() if tls else None) as server,
        sending(kind, verify=trusting()) as sender,
    ):
        # The look at a job, and then a paid request.
        assert sender.send(server.url("/v1/requests/r/status"), None).body == b"{}"
        assert told() == 1
        assert sender.send(server.url()).body == b"{}"
        assert server.accepted == 2
        assert [request.split()[0] for request in server.requests] == [b"GET", b"POST"]


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("kind", KINDS)
def test_more_between_two_requests(kind: str, tls: bool, told: Callable[[], int]) -> None:
    with (
        raw(afterwards(FALSE), tls=server_tls() if tls else None) as server,
        sending(kind, verify=trusting()) as sender,
    ):
        server.late = threading.Event()  # type: ignore[attr-defined]
        assert sender.send(server.url(), None).body == b"{}"
        assert server.late.wait(LONG)  # type: ignore[attr-defined]
        time.sleep(0.05)
        assert sender.send(server.url()).body == b"{}"
        assert server.accepted == 2
        assert told() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_more_in_another_record_of_the_same_piece(kind: str, told: Callable[[], int]) -> None:
    with raw(in_two_records) as server, sending(kind, verify=trusting()) as sender:
        url = f"https://127.0.0.1:{server.port}/v1/models/v/m"
        assert sender.send(url, None).body == b"{}"
        assert sender.send(url).body == b"{}"
        assert server.accepted == 2
        assert told() >= 1


def test_what_the_event_loop_has_read_already(told: Callable[[], int]) -> None:
    """Between the end of an answer and the next request the loop may have read more than httpcore asked for."""
    with raw(at_once(answer(b"{}"), b"")) as server, sending("async") as sender:

        async def main() -> None:
            await sender.call(server.url(), None)
            [loops] = sender.transport._loops.values()
            stream = loops._idle[0].client._transport._pool.connection._connection._network_stream
            assert not stream.get_extra_info("is_readable")
            stream._protocol.data_received(FALSE)
            assert stream.get_extra_info("is_readable")
            assert (await sender.call(server.url())).body == b"{}"

        sender.runner.run(main())
        assert server.accepted == 2
        assert told() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_server_that_sends_more(kind: str, told: Callable[[], int]) -> None:
    with raw(at_once(answer(b"picture 1"), FALSE)) as server, sending(kind) as sender:
        assert sender.fetch(server.url("/a.png")) == b"picture 1"
        assert sender.fetch(server.url("/b.png")) == b"picture 1"
        assert (server.accepted, told()) == (2, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_of_ones_own(kind: str, told: Callable[[], int]) -> None:
    cls: Any = httpx.AsyncClient if kind == "async" else httpx.Client
    own = cls(trust_env=False)
    with raw(at_once(answer(b"{}"), FALSE)) as server, sending(kind, http_client=own) as sender:
        for method in (None, b"{}"):
            assert sender.send(server.url(), method).body == b"{}"
        assert (server.accepted, told()) == (2, 2)
        sender.runner.run(own.aclose()) if sender.runner else own.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_connection_that_was_ended_is_no_news(kind: str, told: Callable[[], int]) -> None:
    ended = threading.Event()

    def serve(connection: socket.socket, server: Raw) -> None:
        server.read(connection)
        connection.sendall(RIGHT)
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        ended.set()

    for tls in (None, server_tls()):
        with raw(serve, tls=tls) as server, sending(kind, verify=trusting()) as sender:
            for _ in range(3):
                assert sender.send(server.url()).status == 200
                # What is sent while the end is on its way is lost, whoever sends it.
                assert ended.wait(LONG)
                ended.clear()
    assert told() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_that_was_not_read_to_its_end_is_no_surplus(kind: str, told: Callable[[], int]) -> None:
    async def leave(transport: Any, url: str) -> None:
        from runcomfy import HTTPTimeouts

        async with transport.stream(url, headers={}, timeout=HTTPTimeouts()):
            pass

    with raw(at_once(answer(b"a picture" * 100), b"")) as server, sending(kind) as sender:
        if sender.runner is None:
            from runcomfy import HTTPTimeouts

            with sender.transport.stream(server.url(), headers={}, timeout=HTTPTimeouts()):
                pass
        else:
            sender.runner.run(leave(sender.transport, server.url()))
    assert told() == 0
