"""What a client is set up with: certificates, room, transports of one's own that are slow, loops that are gone."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy

from tests.client.conftest import TOKEN, log_of, script
from tests.inside import spot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, QueueServer, VirtualClock


def test_certificates_that_cannot_be_used_are_named_before_anything_is_sent(
    kit: Kit, queue: QueueServer, tmp_path: Path
) -> None:
    with pytest.raises(runcomfy.ConfigError, match=r"There are no certificates at .*gone\.pem"):
        kit.client(verify=tmp_path / "gone.pem")
    other = tmp_path / "other.pem"
    other.write_text("-----BEGIN CERTIFICATE-----\nhello\n-----END CERTIFICATE-----\n")
    # They are read when they are first needed.
    client = kit.client(verify=other, base_url=queue.base_url, journal=tmp_path / "j")
    with pytest.raises(runcomfy.ConfigError, match=r"other\.pem' is not a usable set of certificates"):
        kit.call(client.model("v/m").submit({}))
    assert queue.seen == []
    with runcomfy.Journal(tmp_path / "j") as journal:
        assert [entry.state for entry in journal.entries()] == ["unsent"]


def test_certificates_may_be_a_folder_a_context_or_none(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    for given in (tmp_path, ssl.create_default_context(), False):
        client = kit.client(verify=given, base_url=queue.base_url)
        assert kit.call(client.model("v/m").submit({})).request_id.startswith("job")


@pytest.mark.parametrize("room", [0, -1, "8", 1.5, True, None])
def test_there_is_room_for_one_request_at_least(kit: Kit, room: int) -> None:
    with pytest.raises(runcomfy.ConfigError, match="max_connections must be an integer"):
        kit.client(max_connections=room)


class Drip(httpx.SyncByteStream):
    """An answer that comes a letter at a time, and takes two minutes."""

    def __init__(self) -> None:
        self.came = 0

    def __iter__(self) -> Iterator[bytes]:
        for letter in b'{"status": "in_queue"}'.ljust(4_000):
            time.sleep(0.03)
            self.came += 1
            yield bytes([letter])


def test_a_deadline_holds_against_a_slow_transport_of_ones_own() -> None:
    drip = Drip()
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=drip))
    with (
        runcomfy.RunComfy(TOKEN, transport=transport) as client,
        pytest.raises(runcomfy.WaitTimeoutError) as caught,
    ):
        client.job("r1").wait(timeout=0.1)
    assert drip.came < 4_000
    assert caught.value.request_id == "r1"


def test_files_come_through_a_transport_of_ones_own(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, tmp_path: Path
) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        if request.url.host == "x.runcomfy.net":
            return httpx.Response(200, content=b"\x89PNG\r\n\x1a\n")
        document = {"status": "completed", "output": {"image": "https://x.runcomfy.net/a.png"}}
        return httpx.Response(200, json=document)

    client = kit.client(transport=httpx.MockTransport(answer))
    [path] = kit.call(kit.call(client.job("r1").result()).save(tmp_path))
    assert path.read_bytes() == b"\x89PNG\r\n\x1a\n"
    assert asked == ["model-api.runcomfy.net", "x.runcomfy.net"]
    assert log_of(api) == []


def test_files_that_are_not_answered_are_a_download_error(
    kit: Kit, api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(spot("FIRST"), 0.001)
    script(api)
    route = api.get("https://x.runcomfy.net/a.png").mock(side_effect=httpx.ReadError("cut"))
    result = kit.call(kit.client().job("r1").result())
    with pytest.raises(runcomfy.DownloadError, match=r"a\.png"):
        kit.call(result.save(tmp_path))
    assert route.call_count > 1
    assert list(tmp_path.glob("*.png")) == []


def test_closing_from_one_loop_closes_what_runs_in_another(queue: QueueServer) -> None:
    client: Any = runcomfy.AsyncRunComfy(TOKEN, base_url=queue.base_url)
    connected, ended = threading.Event(), threading.Event()

    async def use() -> None:
        await client.model("v/m").submit({})
        connected.set()
        await asyncio.to_thread(ended.wait, 60)

    other = threading.Thread(target=lambda: asyncio.run(use()))
    other.start()
    assert connected.wait(60)
    assert queue.closed == 0
    asyncio.run(client.aclose())
    until = time.monotonic() + 60
    while queue.closed < queue.connections and time.monotonic() < until:
        time.sleep(0.005)
    assert queue.closed == queue.connections == 1
    ended.set()
    other.join()
