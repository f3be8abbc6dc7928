"""Real sockets that misbehave: what the network can do to a paid request, and to a wait."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.inside import spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client.conftest import Kit, Queue, QueueServer


def reset(handler: Queue) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def drop(handler: Queue) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def raw(content: bytes) -> Callable[[Queue], None]:
    def send(handler: Queue) -> None:
        handler.wfile.write(content)
        handler.wfile.flush()
        drop(handler)

    return send


def stall(handler: Queue) -> None:
    time.sleep(1)
    handler.close_connection = True


OK = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
BAD: dict[str, Callable[[Queue], None]] = {
    "drop": drop,
    "reset": reset,
    "half a status line": raw(b"HTTP/1.1 2"),
    "half the headers": raw(OK),
    "half the body": raw(OK + b'content-length: 50\r\n\r\n{"request_id": "r'),
    "half a chunk": raw(OK + b'transfer-encoding: chunked\r\n\r\n20\r\n{"request_id"'),
    "garbage": raw(b"\x00\xff garbage \r\n\r\n"),
    "stall": stall,
    "truncated json": raw(OK + b'content-length: 17\r\n\r\n{"request_id": "r'),
    "gzip that is none": raw(OK + b"content-encoding: gzip\r\ncontent-length: 5\r\n\r\nhello"),
    "an unknown encoding": raw(OK + b"content-encoding: br\r\ncontent-length: 5\r\n\r\nhello"),
}


@cache
def packed() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = packer.compress(b'{"request_id": "r1", "x": "')
    return body + b"".join(packer.compress(b"a" * 1_000_000) for _ in range(100)) + packer.flush()


def bomb(handler: Queue) -> None:
    handler.answer(packed(), content_encoding="gzip")


def flood(handler: Queue) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(200):
            handler.wfile.write(b"a" * 1_000_000)
    except OSError:
        pass
    handler.close_connection = True


BAD |= {"gzip bomb": bomb, "flood": flood}


def settings(queue: QueueServer, behaviour: Callable[[Queue], None] | None = None) -> dict[str, Any]:
    """Only a stall needs a time-out to end."""
    read = 0.3 if behaviour is stall else 120
    return {"base_url": queue.base_url, "http_timeout": runcomfy.HTTPTimeouts(read=read)}


@pytest.mark.parametrize("behaviour", BAD.values(), ids=BAD.keys())
def test_a_submit_is_sent_once_whatever_the_network_does(
    kit: Kit, queue: QueueServer, behaviour: Callable[[Queue], None]
) -> None:
    queue.behave = lambda handler, _: behaviour(handler) is None
    with pytest.raises(runcomfy.SubmissionUnknownError):
        kit.call(kit.client(**settings(queue, behaviour)).model("v/m").submit({"prompt": "x"}))
    assert queue.seen == [("POST", "/v1/models/v/m")]


# What else a wait outlives is in `tests/client/faults/test_faults_wait.py`.
OTHERS = ("half a status line", "gzip that is none", "an unknown encoding", "flood")


@pytest.mark.parametrize("behaviour", [BAD[name] for name in OTHERS], ids=OTHERS)
def test_a_wait_outlives_whatever_the_network_does(
    kit: Kit, queue: QueueServer, behaviour: Callable[[Queue], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spot("FIRST"), 0.02)
    bad = ["/v1/requests/r1/status", "/v1/requests/r1/result?include_cost=true"]

    def behave(handler: Queue, _body: bytes) -> bool:
        if handler.path in bad:
            bad.remove(handler.path)
            behaviour(handler)
            return True
        return False

    queue.behave = behave
    client = kit.client(**settings(queue, behaviour)).with_options(poll_interval=0.01, max_poll_interval=0.01)
    assert kit.call(client.job("r1").wait(timeout=600)).request_id == "r1"
    assert bad == []


def test_a_packed_answer_is_unpacked(kit: Kit, queue: QueueServer) -> None:
    for encoding, packed in (
        ("gzip", gzip.compress(b'{"request_id": "packed"}')),
        ("deflate", zlib.compress(b'{"request_id": "packed"}')),
    ):
        queue.behave = lambda handler, _, e=encoding, p=packed: handler.answer(p, content_encoding=e) is None
        assert kit.call(kit.client(**settings(queue)).model("v/m").submit({})).request_id == "packed"


@pytest.mark.ci
def test_a_bomb_does_not_fill_the_memory(kit: Kit, queue: QueueServer) -> None:
    import tracemalloc

    queue.behave = lambda handler, _: bomb(handler) is None
    client = kit.client(base_url=queue.base_url)
    tracemalloc.start()
    try:
        with pytest.raises(runcomfy.SubmissionUnknownError, match="too large"):
            kit.call(client.model("v/m").submit({}))
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_a_body_that_drips_does_not_hold_a_deadline_up(kit: Kit, queue: QueueServer) -> None:
    def drip(handler: Queue, _body: bytes) -> bool:
        handler.send_response(200)
        handler.send_header("content-length", "10000")
        handler.end_headers()
        try:
            for _ in range(1_000):
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass
        handler.close_connection = True
        return True

    queue.behave = drip
    begun = time.monotonic()
    with pytest.raises(runcomfy.WaitTimeoutError):
        kit.call(kit.client(base_url=queue.base_url).job("r1").wait(timeout=0.4))
    assert time.monotonic() - begun < 50  # a hundred seconds, were the answer waited for


def test_a_server_that_is_not_there(kit: Kit) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
        client = kit.client(base_url=base).with_options(max_retries=1)
        with pytest.raises(runcomfy.APIConnectionError, match="nothing was sent"):
            kit.call(client.model("v/m").submit({}))


def test_tls_that_fails_has_sent_nothing(kit: Kit, queue: QueueServer) -> None:
    base = queue.base_url.replace("http://", "https://")
    client = kit.client(base_url=base).with_options(max_retries=0)
    with pytest.raises(runcomfy.APIConnectionError, match="nothing was sent"):
        kit.call(client.model("v/m").submit({}))
    assert queue.count == 0


def test_a_connection_that_was_closed_while_idle_costs_no_submit(kit: Kit, queue: QueueServer) -> None:
    def behave(handler: Queue, _body: bytes) -> bool:
        handler.close_connection = True
        return False

    queue.behave = behave
    client = kit.client(base_url=queue.base_url)
    for number in range(5):
        kit.call(client.model("v/m").submit({}))
        while queue.closed <= number:
            time.sleep(0.005)
    assert queue.count == 5


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_nothing_is_left_after_a_deadline(kit: Kit, queue: QueueServer) -> None:
    import asyncio

    release = threading.Event()
    queue.behave = lambda *_: release.wait(120) and False
    client = kit.client(base_url=queue.base_url)
    threads = threading.active_count()
    with pytest.raises(runcomfy.WaitTimeoutError):
        kit.call(client.job("r1").wait(timeout=0.2))
    if kit.runner is not None:
        kit.runner.run(asyncio.sleep(0.01))
        assert asyncio.all_tasks(kit.runner.get_loop()) == set()
    release.set()
    for _ in range(3_000):
        if threading.active_count() <= threads:
            break
        time.sleep(0.02)
    assert threading.active_count() <= threads
    before = open_files()
    for _ in range(5):
        kit.call(client.job("r1").wait())
    assert open_files() <= before + 3
