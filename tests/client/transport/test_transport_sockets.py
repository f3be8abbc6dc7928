"""One connection for each way: used again as long as it can be, written in one go, and never read without bound."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from typing import Any

import httpcore
import pytest

from tests.client.transport.wire_kit import LONG, Raw, answer, good, raw, sending, server_tls, trusting
from tests.inside import AsyncSocket, TransportError, connect_async

KINDS = ["sync", "async"]
MEGABYTE = 1 << 20


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_connection_is_used_again_until_the_server_ends_it(kind: str, tls: bool) -> None:
    ended = threading.Event()

    def three(connection: socket.socket, server: Raw) -> None:
        for _ in range(3):
            if server.read(connection):
                connection.sendall(answer(b"{}"))
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        ended.set()

    with (
        raw(three, tls=server_tls() if tls else None) as server,
        sending(kind, verify=trusting()) as sender,
    ):
        for number in range(7):
            # What is sent while the end is on its way is lost, whoever sends it.
            assert number % 3 or not number or ended.wait(LONG)
            ended.clear()
            assert sender.send(server.url(), None).body == b"{}"
        assert server.accepted == 3


@pytest.mark.parametrize("kind", KINDS)
def test_another_host_gets_a_connection_of_its_own(kind: str) -> None:
    with raw(good) as one, raw(good) as other, sending(kind) as sender:
        for server in (one, other, one):
            assert sender.send(server.url()).status == 200
        assert (one.accepted, other.accepted) == (2, 1)
        assert [request.lower().count(b"host: ") for request in (*one.requests, *other.requests)] == [1, 1, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_request_leaves_in_one_piece(kind: str) -> None:
    pieces: list[bytes] = []

    def serve(connection: socket.socket, _: Raw) -> None:
        while piece := connection.recv(MEGABYTE):
            pieces.append(piece)
            connection.sendall(answer(b"{}"))

    with raw(serve) as server, sending(kind) as sender:
        for _ in range(5):
            sender.send(server.url(), b'{"prompt": "a fox"}')
    assert len(pieces) == 5
    assert all(piece.endswith(b'{"prompt": "a fox"}') for piece in pieces)


@pytest.mark.parametrize("kind", KINDS)
def test_a_large_body_arrives_whole(kind: str) -> None:
    body = bytes(range(256)) * 20_000
    with raw(good) as server, sending(kind) as sender:
        assert sender.send(server.url(), body).status == 200
        assert server.requests[0].endswith(body)


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_does_not_read_is_not_waited_for(kind: str) -> None:
    def deaf(_: socket.socket, server: Raw) -> None:
        server.over.wait(LONG)

    with raw(deaf) as server, sending(kind) as sender:
        with pytest.raises(TransportError) as caught:
            sender.send(server.url(), bytes(32 * MEGABYTE), write=0.2)
        assert (caught.value.timed_out, caught.value.unsent) == (True, False)


class FakeTransport:
    """Notes whether it is read from."""

    def __init__(self) -> None:
        self.reads = True

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True


def test_what_nobody_takes_is_not_read_without_end() -> None:
    async def main() -> None:
        one, transport = AsyncSocket(), FakeTransport()
        one.connection_made(transport)
        for _ in range(4):
            assert transport.reads
            one.data_received(bytes(MEGABYTE // 4))
        assert not transport.reads
        assert len(one.take(100)) == 100
        assert not transport.reads
        taken = 100
        while one.chunks:
            taken += len(one.take(MEGABYTE))
        assert (taken, transport.reads) == (MEGABYTE, True)

    asyncio.run(main())


def test_who_waits_is_woken_by_bytes_by_the_end_and_by_the_clock() -> None:
    async def main() -> None:
        one: Any = AsyncSocket()
        one.connection_made(FakeTransport())
        loop = asyncio.get_running_loop()
        loop.call_soon(one.data_received, b"x")
        await one.until(one.can_read, LONG, httpcore.ReadTimeout)
        assert one.take(10) == b"x"
        with pytest.raises(httpcore.ReadTimeout):
            await one.until(one.can_read, 0.01, httpcore.ReadTimeout)
        one.pause_writing()
        with pytest.raises(httpcore.WriteTimeout):
            await one.until(one.can_write, 0.01, httpcore.WriteTimeout)
        loop.call_soon(one.resume_writing)
        await one.until(one.can_write, LONG, httpcore.WriteTimeout)
        loop.call_soon(one.connection_lost, ConnectionResetError("reset"))
        await one.until(one.can_read, None, httpcore.ReadTimeout)
        assert isinstance(one.error, ConnectionResetError)

    asyncio.run(main())


def test_what_came_before_encryption_is_not_taken_for_encrypted() -> None:
    """A proxy could answer in the server's place, before there is anybody to prove who they are."""

    def early(connection: socket.socket, server: Raw) -> None:
        connection.sendall(answer(b'{"request_id": "forged"}'))
        server.over.wait(LONG)

    async def main(port: int) -> None:
        stream = await connect_async("127.0.0.1", port, LONG, "here", 0)
        await stream._protocol.until(stream._protocol.can_read, LONG, httpcore.ReadTimeout)
        with pytest.raises(httpcore.ConnectError, match="before encryption"):
            await stream.start_tls(trusting(), "localhost", LONG)
        assert stream._protocol.transport.is_closing()

    with raw(early) as server:
        asyncio.run(main(server.port))
