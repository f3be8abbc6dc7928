"""Answers that never begin, though bytes of them never cease to come."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.client.transport.wire_kit import GRACE, Raw, raw, sending, server_tls, trusting
from tests.inside import TransportError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.client.conftest import Kit

LIMIT = 0.4


def headers(connection: socket.socket, server: Raw) -> None:
    """A header without an end, byte by byte."""
    server.read(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nx-slow: ")
    while not server.over.wait(0.01):
        connection.sendall(b"z")


def many_headers(connection: socket.socket, server: Raw) -> None:
    """Header after header, each whole."""
    server.read(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while not server.over.wait(0.01):
        connection.sendall(b"x-a: b\r\n")


def hints(connection: socket.socket, server: Raw) -> None:
    """One hint after the other, each in time."""
    server.read(connection)
    while not server.over.wait(0.01):
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n")


def flood(connection: socket.socket, server: Raw) -> None:
    """As many as go through."""
    server.read(connection)
    while not server.over.is_set():
        connection.sendall(b"HTTP/1.1 102 Processing\r\n\r\n" * 1000)


def line(connection: socket.socket, server: Raw) -> None:
    """A first line without an end."""
    server.read(connection)
    while not server.over.wait(0.01):
        connection.sendall(b"H")


SLOW = [headers, many_headers, hints, flood, line]


@pytest.mark.sample(8)
@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("serve", SLOW)
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_request_ends_with_its_limit(kind: str, serve: Callable[[Any, Raw], None], tls: bool) -> None:
    with (
        raw(serve, tls=server_tls() if tls else None) as server,
        sending(kind, verify=trusting()) as sender,
    ):
        begun = time.monotonic()
        with pytest.raises(TransportError):
            sender.send(server.url(), limit=LIMIT)
        assert time.monotonic() - begun < LIMIT + GRACE


@pytest.mark.sample(5)
@pytest.mark.parametrize("serve", SLOW)
def test_a_wait_ends_with_its_deadline(kit: Kit, serve: Callable[[Any, Raw], None]) -> None:
    with raw(serve) as server:
        client = kit.client(base_url=server.url("/v1"))
        begun = time.monotonic()
        with pytest.raises(runcomfy.WaitTimeoutError):
            kit.call(client.job("r1").wait(timeout=LIMIT))
        assert time.monotonic() - begun < LIMIT + GRACE


@pytest.mark.sample(5)
@pytest.mark.parametrize("serve", SLOW)
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_download_ends_with_its_deadline(
    kind: str, serve: Callable[[Any, Raw], None], tmp_path: Path
) -> None:
    from tests.inside import AsyncDownloader, Downloader, DownloadPolicy

    policy = DownloadPolicy(allow_loopback=True)
    with raw(serve) as server, sending(kind) as sender:
        begun = time.monotonic()
        downloader = (AsyncDownloader if sender.runner else Downloader)(sender.transport, policy)
        with pytest.raises(runcomfy.DownloadError):
            sender.done(downloader.save([server.url("/a.png")], tmp_path, timeout=LIMIT))
        assert time.monotonic() - begun < LIMIT + GRACE
        assert list(tmp_path.iterdir()) == []


@pytest.mark.sample(5)
@pytest.mark.parametrize("serve", SLOW)
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_without_a_deadline_the_headers_of_a_file_have_a_limit(
    kind: str, serve: Callable[[Any, Raw], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("sync", "aio"):
        monkeypatch.setattr(f"runcomfy._transport.{module}.TOTAL", LIMIT)
    with raw(serve) as server, sending(kind) as sender:
        begun = time.monotonic()
        with pytest.raises(TransportError):
            sender.fetch(server.url("/a.png"))
        assert time.monotonic() - begun < LIMIT + GRACE
