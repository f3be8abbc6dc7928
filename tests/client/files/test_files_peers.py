"""A name that is allowed may lead anywhere: files come from the public network, whatever its DNS says."""

from __future__ import annotations

import asyncio
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from runcomfy import DownloadError

from tests.inside import (
    AsyncDownloader,
    AsyncTransport,
    Downloader,
    DownloadPolicy,
    SyncTransport,
    TransportSettings,
    is_public,
    spot,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Trap(BaseHTTPRequestHandler):
    """What must not be reached."""

    first: list[bytes]

    def handle(self) -> None:
        self.connection.settimeout(5)
        type(self).first.append(self.rfile.read(1))


@pytest.fixture
def trap(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server of this machine, to which every name leads."""
    Trap.first = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Trap) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        real = socket.getaddrinfo

        def lead(_host: Any, port: Any, *_more: Any, **_named: Any) -> Any:
            return real("127.0.0.1", port, family=socket.AF_INET, type=socket.SOCK_STREAM)

        monkeypatch.setattr(socket, "getaddrinfo", lead)
        # Its port is not the usual one.
        monkeypatch.setattr(spot("fetch_check_url"), lambda *_: None)
        yield f"http://cdn.runcomfy.net:{server.server_port}/a.png"
        server.shutdown()
        thread.join()


def again(_seconds: float) -> None:
    raise AssertionError("it is of no use to try again")


def save(kind: str, url: str, directory: Path) -> None:
    # Also where the API itself is here.
    policy = DownloadPolicy(allow_loopback=True)
    if kind == "sync":
        transport = SyncTransport(TransportSettings())
        try:
            Downloader(transport, policy, sleep=again).save([url], directory)
        finally:
            transport.close()
        return

    async def main() -> None:
        transport = AsyncTransport(TransportSettings())
        try:
            await AsyncDownloader(transport, policy, sleep=again).save([url], directory)
        finally:
            await transport.aclose()

    asyncio.run(main())


@pytest.mark.parametrize("proxied", [False, True], ids=["plain", "beside a proxy for something else"])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_name_that_leads_to_this_machine_is_refused(
    kind: str, proxied: bool, trap: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if proxied:
        monkeypatch.setenv("ftp_proxy", "http://127.0.0.1:9")
    with pytest.raises(DownloadError, match=r"leads to 127\.0\.0\.1, an address of a private network"):
        save(kind, trap, tmp_path)
    assert list(tmp_path.iterdir()) == []
    # The connection was made, and nothing was said in it.
    assert Trap.first in ([], [b""])


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "::ffff:10.0.0.1", "fd00::1", "fe80::1", "fe80::1%eth0", "0.0.0.0", "::", "100.64.0.1", "224.0.0.1", "ff02::1",
        "240.0.0.1",
    ],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "198.18.0.5"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)
