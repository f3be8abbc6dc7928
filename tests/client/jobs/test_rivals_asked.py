"""What users ask the best clients of such APIs for, on real sockets, in both clients."""

from __future__ import annotations

import asyncio
import io
import ssl
import threading
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.client.conftest import TOKEN
from tests.client.faults import fault_kinds as kinds
from tests.client.faults.fault_server import PNG, FaultServer, running, trusted
from tests.client.jobs.test_rivals import client_of
from tests.inside import spot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.client.conftest import Kit
    from tests.manners import Manner


@pytest.fixture
def server(manner: Manner, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    monkeypatch.setattr(spot("FIRST"), 0.01)
    with running() as server:
        yield server


@pytest.mark.sample(1)
def test_many_jobs_need_few_connections(kit: Kit, server: FaultServer) -> None:
    client = client_of(kit, server, max_connections=4)

    async def together() -> None:
        await asyncio.gather(*(client.model(f"t/m{number}").run({}) for number in range(100)))

    if kit.kind == "async":
        kit.call(together())
    else:
        threads = [
            threading.Thread(target=client.model(f"t/m{number}").run, args=({},)) for number in range(100)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(600)
    assert len(server.jobs) == 100
    assert server.connections <= 4


class Slow(io.BytesIO):
    """A file whose reading ends only when the event loop has turned meanwhile."""

    def __init__(self, turned: threading.Event) -> None:
        super().__init__(PNG)
        self._turned = turned
        self.waited: list[bool] = []

    def read(self, size: int | None = -1, /) -> bytes:
        self.waited.append(self._turned.wait(120))
        return super().read(size)


def test_reading_a_file_does_not_block_the_event_loop(server: FaultServer) -> None:
    from runcomfy.models.openai.gpt_image_2.edit import edit

    turned = threading.Event()
    file = Slow(turned)

    async def turn() -> None:
        await asyncio.sleep(0.05)
        turned.set()

    async def main() -> None:
        async with runcomfy.AsyncRunComfy(TOKEN, base_url=server.base_url) as client:
            turning = asyncio.ensure_future(turn())
            with pytest.raises(runcomfy.RunComfyError):  # this server has no such model
                await client.openai.gpt_image_2.edit.submit(prompt="x", images=[file])
            await turning

    server.always["file"] = kinds.status(404)
    asyncio.run(main())
    assert file.waited
    assert all(file.waited)
    assert edit.model_id == "openai/gpt-image-2/edit"
    assert b"data:image/png;base64," in server.seen[-1].body


@pytest.mark.sample(1)
def test_a_gzip_bomb_does_not_fill_the_memory(kit: Kit, server: FaultServer) -> None:
    server.script("a", status=kinds.gzip_bomb)
    client = client_of(kit, server)
    kit.call(client.model("t/warm").run({}))
    tracemalloc.start()
    try:
        kit.call(client.model("t/a").run({"marker": "a"}))
        assert tracemalloc.get_traced_memory()[1] < 48 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("way", ["path", "context", "off"])
def test_a_trust_store_of_ones_own(kit: Kit, way: str, tmp_path: Path) -> None:
    with running(tls=True) as server:
        verify: Any = False
        if way == "path":
            verify = trusted(tmp_path)
        elif way == "context":
            verify = ssl.create_default_context(cafile=str(trusted(tmp_path)))
        client = client_of(kit, server, verify=verify)
        assert kit.call(client.model("t/a").run({})).output["marker"] == "a"


def test_a_certificate_that_is_not_trusted_costs_nothing(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spot("FIRST"), 0.01)
    with running(tls=True) as server, pytest.raises(runcomfy.APIConnectionError, match="nothing was sent"):
        kit.call(client_of(kit, server).model("t/a").run({}))
    assert not server.posts


@pytest.mark.parametrize("verify", [True, False], ids=["encrypted", "plain"])
def test_a_deadline_holds_through_tls(kit: Kit, server: FaultServer, verify: bool, tmp_path: Path) -> None:
    with running(tls=verify) as tls:
        tls.always["status"] = kinds.dripping(0.02)
        client = kit.client(base_url=tls.base_url, verify=trusted(tmp_path) if verify else True)
        job = kit.call(client.model("t/a").submit({}))
        begun = time.monotonic()
        with pytest.raises(runcomfy.WaitTimeoutError):
            kit.call(job.wait(timeout=0.3))
        # It drips for ever.
        assert time.monotonic() - begun < 60


def test_the_base_url_and_headers_may_come_from_outside(
    kit: Kit, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNCOMFY_MODEL_API_BASE", server.base_url)
    client = kit.client(headers={"X-Team": "blue"})
    kit.call(client.model("t/a").run({}))
    assert server.seen
    for seen in server.seen:
        assert seen.headers["x-team"] == "blue"
        assert seen.headers["user-agent"].startswith(f"runcomfy-client/{runcomfy.__version__} ")
