"""Downloads over real sockets: what is asked for, byte for byte, and what is not sent along."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import httpcore
import httpcore._backends.sync
import pytest

from tests.inside import (
    AsyncDownloader,
    AsyncSocket,
    AsyncTransport,
    Downloader,
    DownloadPolicy,
    SyncTransport,
    TransportSettings,
)

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))


class Handler(BaseHTTPRequestHandler):
    """Breaks off in the middle of the first answer, then honours Range."""

    seen: list[tuple[str, dict[str, str]]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        type(self).seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        asked = self.headers.get("range")
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(PNG) - 1}/{len(PNG)}")
        self.send_header("Content-Length", str(len(PNG) - start))
        self.send_header("ETag", '"1"')
        self.send_header("Set-Cookie", "c=1")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(PNG[start:] if asked else PNG[:70])
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    Handler.seen = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/a%3Db%2f/x%20y.png?sig=%2B%3d"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("given", [True, False], ids=["the client's transport", "a transport of its own"])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_over_real_sockets(kind: str, given: bool, address: str, tmp_path: Path) -> None:
    policy = DownloadPolicy(allow_loopback=True)
    if kind == "sync":
        transport = SyncTransport(TransportSettings())
        downloader = Downloader(transport if given else None, policy, sleep=lambda seconds: None)
        [path] = downloader.save([address], tmp_path)
        transport.close()
    else:

        async def main() -> list[Path]:
            transport = AsyncTransport(TransportSettings())
            try:
                return await AsyncDownloader(transport if given else None, policy).save([address], tmp_path)
            finally:
                await transport.aclose()

        [path] = asyncio.run(main())
    assert path.read_bytes() == PNG
    assert path.name == "x y.png"
    assert [target for target, _ in Handler.seen] == ["/a%3Db%2f/x%20y.png?sig=%2B%3d"] * 2
    for _, headers in Handler.seen:
        assert not {"authorization", "cookie"} & set(headers)
        assert headers["accept-encoding"] == "identity"
    assert Handler.seen[1][1]["range"] == "bytes=70-"


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_file_is_asked_for_in_larger_pieces_than_an_answer(
    kind: str, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    place, name = (httpcore._backends.sync.SyncStream, "read") if kind == "sync" else (AsyncSocket, "take")
    read = getattr(place, name)

    def reading(self: Any, max_bytes: int, *timeout: float | None) -> Any:
        asked.append(max_bytes)
        return read(self, max_bytes, *timeout)

    monkeypatch.setattr(place, name, reading)
    test_over_real_sockets(kind, False, address, tmp_path)
    assert min(asked) == 256 * 1024
