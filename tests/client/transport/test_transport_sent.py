"""Whether a byte of a request was written is a fact, and no guess from the kind of error or from who was faster."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.client.transport.wire_kit import (
    GRACE,
    Raw,
    answer,
    black_hole,
    good,
    mute,
    proxying,
    raw,
    sending,
    server_tls,
    takes,
    trusting,
)
from tests.inside import TransportError

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ["sync", "async"]


@pytest.fixture(params=["limits first", "outer limit first"])
def race(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the limit for the whole of a request may be noticed before that of its phase."""
    if request.param == "outer limit first":
        monkeypatch.setattr("runcomfy._transport.aio.GRACE", -0.25)


def refusing(status: bytes) -> Any:
    def serve(connection: socket.socket, server: Raw) -> None:
        server.read(connection)
        connection.sendall(b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\n\r\n")

    return serve


@contextlib.contextmanager
def unreachable(case: str) -> Iterator[tuple[str, dict[str, Any], list[Raw]]]:
    """A URL that no request can ever get to, with the settings to try it, and who must not have seen the request."""
    settings: dict[str, Any] = {"verify": trusting()}
    with contextlib.ExitStack() as stack:
        if case == "a port that swallows connections":
            port = stack.enter_context(black_hole("127.0.0.1"))
            yield f"http://127.0.0.1:{port}/v1/x", settings, []
            return
        if case == "a handshake without an end":
            server = stack.enter_context(raw(mute))
            yield f"https://127.0.0.1:{server.port}/v1/x", settings, [server]
            return
        if case == "a CONNECT without an answer":
            server = stack.enter_context(raw(takes))
        elif case == "a CONNECT, and a handshake without an end":
            silent = stack.enter_context(raw(mute))
            server = stack.enter_context(raw(proxying(silent)))
        elif case == "a CONNECT whose answer drips":
            server = stack.enter_context(raw(drip))
        elif case == "a CONNECT, and then nobody":
            server = stack.enter_context(raw(lambda connection, server: server.read(connection) and None))
        else:
            server = stack.enter_context(raw(refusing(case.encode())))
        settings["proxy"] = f"http://127.0.0.1:{server.port}"
        yield "https://api.test/v1/x", settings, [server]


def drip(connection: socket.socket, server: Raw) -> None:
    server.read(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nx-slow: ")
    while not server.over.wait(0.02):
        connection.sendall(b"z")


HANGING = [
    "a port that swallows connections",
    "a handshake without an end",
    "a CONNECT without an answer",
    "a CONNECT, and a handshake without an end",
    "a CONNECT whose answer drips",
]


@pytest.mark.sample(10)
@pytest.mark.usefixtures("race")
@pytest.mark.parametrize("case", HANGING)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_never_connected_was_never_sent(kind: str, case: str) -> None:
    with unreachable(case) as (url, settings, seen), sending(kind, **settings) as sender:
        begun = time.monotonic()
        with pytest.raises(TransportError) as caught:
            sender.send(url, limit=0.6)
        assert time.monotonic() - begun < GRACE
        assert (caught.value.unsent, caught.value.timed_out) == (True, True)
        assert sender.trail.unsent
        assert not any(request.startswith(b"POST") for server in seen for request in server.requests)


@pytest.mark.parametrize("case", HANGING[:2])
def test_where_the_time_is_up_before_anything_was_begun(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runcomfy._transport.aio.GRACE", -1.0)
    with unreachable(case) as (url, settings, _), sending("async", **settings) as sender:
        with pytest.raises(TransportError) as caught:
            sender.send(url, limit=0.6)
        assert (caught.value.unsent, caught.value.timed_out) == (True, True)


@pytest.mark.parametrize(
    ("case", "lasting"),
    [
        ("403 Forbidden", True),
        ("407 Proxy Authentication Required", True),
        ("502 Bad Gateway", False),
        ("503 Service Unavailable", False),
        ("429 Too Many Requests", False),
        ("a CONNECT, and then nobody", False),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_proxy_that_refuses_has_passed_nothing_on(kind: str, case: str, lasting: bool) -> None:
    with unreachable(case) as (url, settings, [proxy]), sending(kind, **settings) as sender:
        with pytest.raises(TransportError) as caught:
            sender.send(url)
        assert (caught.value.unsent, caught.value.lasting) == (True, lasting)
        assert [request[:7] for request in proxy.requests] == [b"CONNECT"]


@contextlib.contextmanager
def reachable(serve: Any, way: str) -> Iterator[tuple[str, dict[str, Any], Raw]]:
    tls = None if way == "http" else server_tls()
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(raw(serve, tls=tls))
        settings: dict[str, Any] = {"verify": trusting()}
        if way == "tunnel":
            proxy = stack.enter_context(raw(proxying(server)))
            settings["proxy"] = f"http://127.0.0.1:{proxy.port}"
        yield server.url(host="api.test" if way == "tunnel" else "127.0.0.1"), settings, server


def hang_up(connection: socket.socket, server: Raw) -> None:
    server.read(connection)


def half(connection: socket.socket, server: Raw) -> None:
    server.read(connection)
    connection.sendall(answer(b'{"request_id": "right"}')[:-5])


WAYS = ["http", "https", "tunnel"]


@pytest.mark.sample(6)
@pytest.mark.usefixtures("race")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_written_counts_as_sent_when_the_time_is_up(kind: str, way: str) -> None:
    with reachable(takes, way) as (url, settings, server), sending(kind, **settings) as sender:
        # A busy machine may have written nothing yet: then it is given more time.
        for limit in (0.5, 1.5, 6.0):
            with pytest.raises(TransportError) as caught:
                sender.send(url, limit=limit)
            if not caught.value.unsent:
                break
        assert (caught.value.unsent, caught.value.timed_out) == (False, True)
        assert not sender.trail.unsent
        assert server.requests[-1].startswith(b"POST")


@pytest.mark.parametrize("serve", [hang_up, half], ids=["hangs up", "half an answer"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_written_counts_as_sent_when_the_connection_ends(kind: str, way: str, serve: Any) -> None:
    with reachable(serve, way) as (url, settings, server), sending(kind, **settings) as sender:
        with pytest.raises(TransportError) as caught:
            sender.send(url)
        assert (caught.value.unsent, caught.value.lasting) == (False, False)
        assert [request[:4] for request in server.requests] == [b"POST"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_on_a_kept_connection_the_first_byte_counts_too(kind: str, way: str) -> None:
    def once(connection: socket.socket, server: Raw) -> None:
        server.read(connection)
        connection.sendall(answer(b"{}"))
        server.read(connection)

    with reachable(once, way) as (url, settings, server), sending(kind, **settings) as sender:
        assert sender.send(url).status == 200
        assert not sender.trail.unsent
        with pytest.raises(TransportError) as caught:
            sender.send(url)
        assert not caught.value.unsent
        assert (server.accepted, len(server.requests)) == (1, 2)


class Foreign(Exception):  # noqa: N818 (as others name theirs)
    """What a task queue raises from a signal's handler."""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a socket that `ssl` forgets
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such signals")
@pytest.mark.parametrize("case", ["a handshake without an end", "a CONNECT without an answer"])
def test_a_signal_before_anything_was_sent(case: str) -> None:
    with unreachable(case) as (url, settings, _), sending("sync", **settings) as sender:
        with alarm(0.3), pytest.raises(Foreign):
            sender.send(url, connect=20.0)
        assert sender.trail.unsent


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such signals")
@pytest.mark.parametrize("way", WAYS)
def test_a_signal_after_it_was_sent(way: str) -> None:
    with reachable(takes, way) as (url, settings, server), sending("sync", **settings) as sender:
        with on_request(server), pytest.raises(Foreign):
            sender.send(url)
        assert not sender.trail.unsent


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    def handle(*_: object) -> None:
        raise Foreign

    before = signal.signal(signal.SIGALRM, handle)
    try:
        if seconds:
            signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def on_request(server: Raw) -> Iterator[None]:
    """The alarm, as soon as the server has read a request."""

    def watch() -> None:
        while not server.requests and not server.over.wait(0.01):
            pass
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGALRM)

    with alarm(0):
        threading.Thread(target=watch, daemon=True).start()
        yield


@pytest.mark.parametrize("case", HANGING[:4])
def test_a_cancellation_before_anything_was_sent(case: str) -> None:
    async def main(sender: Any, url: str) -> None:
        task = asyncio.ensure_future(sender.call(url, connect=20.0))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with unreachable(case) as (url, settings, _), sending("async", **settings) as sender:
        sender.runner.run(main(sender, url))
        assert sender.trail.unsent


@pytest.mark.parametrize("way", WAYS)
def test_a_cancellation_after_it_was_sent(way: str) -> None:
    async def main(sender: Any, url: str, server: Raw) -> None:
        task = asyncio.ensure_future(sender.call(url))
        while not server.requests:  # noqa: ASYNC110 (a thread's)
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with reachable(takes, way) as (url, settings, server), sending("async", **settings) as sender:
        sender.runner.run(main(sender, url, server))
        assert not sender.trail.unsent


@pytest.mark.parametrize("kind", KINDS)
def test_who_waits_for_a_slot_has_sent_nothing(kind: str) -> None:
    with raw(takes) as server, sending(kind, max_connections=1) as sender:

        def hold() -> None:
            with contextlib.suppress(TransportError):
                sender.send(server.url())

        if sender.runner is None:
            first = threading.Thread(target=hold)
            first.start()
            while not server.requests:
                time.sleep(0.01)
            with pytest.raises(TransportError) as caught:
                sender.send(server.url(), limit=0.2)
            server.close()
            first.join(GRACE)
        else:

            async def main() -> TransportError:
                first = asyncio.ensure_future(sender.call(server.url()))
                while not server.requests:  # noqa: ASYNC110 (a thread's)
                    await asyncio.sleep(0.01)
                with pytest.raises(TransportError) as caught:
                    await sender.call(server.url(), limit=0.2)
                first.cancel()
                await asyncio.wait({first})
                return caught.value

            fault = sender.runner.run(main())
        found = caught.value if sender.runner is None else fault
        assert (found.unsent, found.timed_out) == (True, True)
        assert len(server.requests) == 1


def test_the_kits_server_answers(tmp_path: Any) -> None:
    """Against tests that pass because nothing works."""
    for kind in KINDS:
        for way in WAYS:
            with reachable(good, way) as (url, settings, server), sending(kind, **settings) as sender:
                assert sender.send(url).body == b'{"request_id": "right"}'
                assert sender.send(url).status == 200
                assert (server.accepted, len(server.requests)) == (1, 2)
