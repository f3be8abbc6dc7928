"""One client in many places: threads, event loops, forks, pickles; and nothing left behind."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import multiprocessing
import os
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import AsyncRunComfy, RunComfy

from tests.client.conftest import TOKEN

if TYPE_CHECKING:
    from tests.client.conftest import Kit, QueueServer, VirtualClock


def output_of(result: Any) -> str:
    return result.output["id"]


@pytest.mark.ci
def test_many_threads_get_their_own_answers(queue: QueueServer) -> None:
    with RunComfy(TOKEN, base_url=queue.base_url, max_connections=8) as client:
        model = client.model("v/m")

        def one(_: int) -> tuple[str, str]:
            job = model.submit({})
            return job.request_id, output_of(job.wait())

        with ThreadPoolExecutor(32) as pool:
            pairs = list(pool.map(one, range(200)))
    assert all(request_id == output for request_id, output in pairs)
    assert len({request_id for request_id, _ in pairs}) == 200
    assert queue.most_in_flight <= 8
    assert queue.connections <= 8


@pytest.mark.parametrize("count", [60, pytest.param(1_000, marks=pytest.mark.soak)])
def test_many_tasks_share_a_few_connections(queue: QueueServer, count: int) -> None:
    async def main() -> list[Any]:
        async with AsyncRunComfy(TOKEN, base_url=queue.base_url, max_connections=6) as client:
            model = client.model("v/m")
            return await asyncio.gather(*(model.run({}) for _ in range(count)))

    results = asyncio.run(main())
    assert len({output_of(result) for result in results}) == count
    assert all(output_of(result) == result.request_id for result in results)
    assert queue.connections <= 6
    assert queue.most_in_flight <= 6


def test_one_at_a_time_keeps_one_connection(kit: Kit, queue: QueueServer) -> None:
    client = kit.client(base_url=queue.base_url)
    for _ in range(3):
        kit.call(client.model("v/m").run({}))
        client = client.with_options(max_retries=1)
    assert queue.connections == 1


def test_a_full_house_is_waited_for_and_not_for_ever(queue: QueueServer) -> None:
    release = threading.Event()
    queue.behave = lambda *_: release.wait(120) and False
    timeouts = runcomfy.HTTPTimeouts(pool=0.05)
    with RunComfy(TOKEN, base_url=queue.base_url, max_connections=1, http_timeout=timeouts) as patient:
        client = patient.with_options(max_retries=0)
        worker = threading.Thread(target=client.job("r1").status)
        worker.start()
        while not queue.seen:
            time.sleep(0.01)
        with pytest.raises(runcomfy.APITimeoutError, match="too many requests in flight"):
            client.model("v/m").submit({})
        release.set()
        worker.join()
        assert client.model("v/m").submit({}).request_id == "job1"


def test_one_async_client_in_several_event_loops(queue: QueueServer) -> None:
    client = AsyncRunComfy(TOKEN, base_url=queue.base_url)

    async def main() -> str:
        results = await asyncio.gather(*(client.model("v/m").run({}) for _ in range(3)))
        return results[0].request_id

    names = {asyncio.run(main()) for _ in range(4)}
    assert len(names) == 4
    with ThreadPoolExecutor(4) as pool:
        names |= set(pool.map(lambda _: asyncio.run(main()), range(8)))
    assert len(names) == 12
    gc.collect()
    asyncio.run(client.aclose())


PROGRAM = """
    import asyncio, logging, sys
    from runcomfy import AsyncRunComfy, RunComfy

    logging.getLogger("asyncio").setLevel(logging.ERROR)  # that a busy machine is slow is not a finding
    client = AsyncRunComfy("t", base_url=sys.argv[1])

    async def main():
        print((await client.model("v/m").run({})).request_id)

    asyncio.run(main())
    asyncio.run(main())
    plain = RunComfy("t", base_url=sys.argv[1])
    print(plain.model("v/m").run({}).request_id)
    RunComfy("t", base_url=sys.argv[1]).model("v/m").run({})
"""


def test_a_client_that_no_one_closes_leaves_no_warning(queue: QueueServer) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", textwrap.dedent(PROGRAM), queue.base_url],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["job1", "job2", "job3"]


def test_closing_closes_and_only_once(kit: Kit, queue: QueueServer) -> None:
    client = kit.client(base_url=queue.base_url)
    view = client.with_options(max_retries=0)
    kit.call(client.model("v/m").run({}))
    for _ in range(2):
        kit.call(client.aclose() if kit.kind == "async" else client.close())
    for closed in (client, view):
        with pytest.raises(runcomfy.ConfigError, match="closed"):
            kit.call(closed.model("v/m").run({}))


def _in_child(client: RunComfy, request_id: str, pipe: Any) -> None:
    try:
        pipe.send([output_of(client.job(request_id).wait()) for _ in range(30)])
    finally:
        pipe.close()


@pytest.mark.ci
def test_after_a_fork_parent_and_child_have_connections_of_their_own(queue: QueueServer) -> None:
    context = multiprocessing.get_context("fork")
    with RunComfy(TOKEN, base_url=queue.base_url) as client:
        client.model("v/m").run({})
        pipes, children = [], []
        for name in ("child1", "child2"):
            here, there = context.Pipe(duplex=False)
            child = context.Process(target=_in_child, args=(client, name, there))
            child.start()
            there.close()
            pipes.append(here)
            children.append(child)
        mine = [output_of(client.job("parent").wait()) for _ in range(30)]
        found = [pipe.recv() for pipe in pipes]
        for child, pipe in zip(children, pipes, strict=True):
            child.join(120)
            pipe.close()
            assert child.exitcode == 0
            child.close()
        assert mine == ["parent"] * 30
        assert found == [["child1"] * 30, ["child2"] * 30]
        assert output_of(client.job("after").wait()) == "after"


def test_an_async_client_after_a_fork(queue: QueueServer) -> None:
    client = AsyncRunComfy(TOKEN, base_url=queue.base_url)

    async def main(name: str) -> str:
        return output_of(await client.job(name).wait())

    assert asyncio.run(main("before")) == "before"
    pid = os.fork()
    if pid == 0:
        code = 1
        with contextlib.suppress(BaseException):
            code = 0 if asyncio.run(main("child")) == "child" else 2
        os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert asyncio.run(main("after")) == "after"


# httpx of one's own


def test_a_transport_of_ones_own(kit: Kit) -> None:
    seen: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        return httpx.Response(200, json={"request_id": "r1", "status": "completed", "output": {"id": 1}})

    client = kit.client(transport=httpx.MockTransport(respond))
    assert kit.call(client.model("v/m").run({})).output == {"id": 1}
    assert seen == ["/v1/models/v/m", "/v1/requests/r1/status", "/v1/requests/r1/result"]


def test_a_client_of_ones_own_is_used_as_it_is_and_stays_open(kit: Kit, clock: VirtualClock) -> None:
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        if request.url.path.endswith("/status"):
            return httpx.Response(302, headers={"location": "https://evil.example/"})
        return httpx.Response(200, json={"request_id": "r1", "status": "completed", "output": {"id": 1}})

    cls = httpx.AsyncClient if kit.kind == "async" else httpx.Client
    own = cls(
        transport=httpx.MockTransport(respond),
        headers={"X-Mine": "1", "Authorization": "Basic mine"},
        auth=("user", "password"),
        follow_redirects=True,
        cookies={"a": "b"},
    )
    client = kit.client(http_client=own)
    assert kit.call(client.job("r1").result()).output == {"id": 1}
    with pytest.raises(runcomfy.APIError, match="redirect"):
        kit.call(client.job("r1").wait())
    assert {request.url.host for request in requests} == {"model-api.runcomfy.net"}
    assert {request.headers["authorization"] for request in requests} == {f"Bearer {TOKEN}"}
    kit.call(client.aclose() if kit.kind == "async" else client.close())
    assert not own.is_closed
    kit.call(own.aclose() if kit.kind == "async" else own.close())


def test_what_is_of_the_other_clients_kind_is_refused(kit: Kit) -> None:
    wrong: list[dict[str, Any]] = [
        {"http_client": httpx.Client() if kit.kind == "async" else httpx.AsyncClient()},
        {"transport": httpx.HTTPTransport() if kit.kind == "async" else httpx.AsyncHTTPTransport()},
        {"http_client": 5},
    ]
    for settings in wrong:
        with pytest.raises(runcomfy.ConfigError, match="must be an httpx"):
            kit.client(**settings)


@pytest.mark.parametrize("proxy", ["nonsense", "socks9://127.0.0.1:1", "ftp://user:password@127.0.0.1"])
@pytest.mark.parametrize("way", ["option", "environment"])
def test_a_proxy_that_cannot_be_is_said_before_anything_is_sent(
    kit: Kit, way: str, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "option":
        with pytest.raises(runcomfy.ConfigError, match="proxy") as told:
            kit.client(proxy=proxy)
        assert "password" not in str(told.value)
        return
    monkeypatch.setenv("ALL_PROXY", proxy if "://" in proxy else f"odd://{proxy}")
    client = kit.client(budget_usd=1, unknown_price="allow")
    with pytest.raises(runcomfy.ConfigError, match="proxy") as caught:
        kit.call(client.model("v/m").submit({}))
    assert "password" not in str(caught.value)
    assert client.budget.unpriced == 0


def test_the_tls_context_is_made_once() -> None:
    from tests.inside import tls_context

    assert tls_context(verify=True) is tls_context(verify=True)
