"""The sandbox as a server: it starts, answers, hangs up when told, and leaves nothing behind."""

from __future__ import annotations

import gc
import json
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest
from runcomfy.sandbox import Fault, Faults, Sandbox, Settings

from tests.inside import sandbox_protocol
from tests.sandbox.kit import DOCUMENTS, PAINT

if TYPE_CHECKING:
    from collections.abc import Iterator

BEARER = {"authorization": "Bearer t"}


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox(queue_time=0, run_time=0, documents=DOCUMENTS) as made:
        yield made


@pytest.fixture
def sandbox(running: Sandbox) -> Iterator[Sandbox]:
    """The module's sandbox, well-behaved at the start of each test."""
    running.faults = Faults()
    yield running
    running.faults = Faults()


def test_it_answers_on_loopback_under_v1(sandbox: Sandbox) -> None:
    assert sandbox.base_url.startswith("http://127.0.0.1:")
    assert sandbox.base_url.endswith("/v1")
    assert httpx.get(f"{sandbox.base_url}/models", headers=BEARER, timeout=60).json()["total"] == 3
    assert sandbox.environment == {
        "RUNCOMFY_MODEL_API_BASE": sandbox.base_url,
        "RUNCOMFY_SERVERLESS_API_BASE": f"{sandbox.root_url}/prod/v2",
        "RUNCOMFY_TOKEN": "sandbox",
    }


def test_output_addresses_lead_back_to_it(sandbox: Sandbox) -> None:
    with httpx.Client(base_url=sandbox.base_url, headers=BEARER, timeout=60) as http:
        request_id = http.post(f"/models/{PAINT}", json={"prompt": ""}).json()["request_id"]
        url = http.get(f"/requests/{request_id}/result").json()["output"]["image"]
        assert url.startswith(sandbox.root_url)
        head = httpx.head(url, timeout=60)
        assert head.status_code == 200
        assert int(head.headers["content-length"]) == len(httpx.get(url, timeout=60).content)


def test_a_dropped_connection(sandbox: Sandbox) -> None:
    sandbox.faults = Faults(play=(Fault(kind="drop", times=1),))
    with httpx.Client(base_url=sandbox.base_url, headers=BEARER, timeout=60) as http:
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            http.get("/models")
        assert http.get("/models").status_code == 200


def test_a_job_that_was_taken_before_the_connection_dropped(sandbox: Sandbox) -> None:
    def balance() -> float:
        answer: dict[str, float] = httpx.get(
            f"{sandbox.root_url}/prod/v2/balance", headers=BEARER, timeout=60
        ).json()
        return answer["balance_usd"]

    before = balance()
    sandbox.faults = Faults(play=(Fault(kind="drop", route="submit", after=True),))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        httpx.post(f"{sandbox.base_url}/models/{PAINT}", json={"prompt": ""}, headers=BEARER, timeout=60)
    assert balance() == before - 0.25


def test_a_half_sent_answer(sandbox: Sandbox) -> None:
    sandbox.faults = Faults(play=(Fault(kind="half"),))
    with pytest.raises(httpx.RemoteProtocolError, match="complete"):
        httpx.get(f"{sandbox.base_url}/models", headers=BEARER, timeout=60)


def test_an_answer_that_never_comes(sandbox: Sandbox) -> None:
    sandbox.faults = Faults(play=(Fault(kind="hang"),))
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{sandbox.base_url}/models", headers=BEARER, timeout=httpx.Timeout(60, read=0.1))


@pytest.mark.ci
def test_many_clients_at_once(sandbox: Sandbox) -> None:
    codes: list[int] = []

    def poll() -> None:
        with httpx.Client(base_url=sandbox.base_url, headers=BEARER, timeout=60) as http:
            codes.extend(http.get("/models").status_code for _ in range(10))

    threads = [threading.Thread(target=poll) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [200] * 160


@pytest.mark.parametrize("faults", [Faults(play=(Fault(kind="hang"),)), Faults(latency=60)])
def test_it_stops_at_once_and_leaves_nothing(faults: Faults, caplog: pytest.LogCaptureFixture) -> None:
    before = set(threading.enumerate())
    with Sandbox(faults=faults, documents=DOCUMENTS) as running:
        url = running.base_url
        port = int(url.split(":")[2].removesuffix("/v1"))
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{url}/models", headers=BEARER, timeout=httpx.Timeout(60, read=0.05))
        waiting = socket.create_connection(("127.0.0.1", port))
        waiting.sendall(b"GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n")
        begun = time.monotonic()
    assert time.monotonic() - begun < 30  # what it was asked for takes a minute, or for ever
    waiting.close()
    assert set(threading.enumerate()) == before
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))
    assert not caplog.records


def test_it_closes_what_comes_in_while_it_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", lambda fault: left.append(fault.exc_value))
    for _ in range(20):
        with Sandbox(documents=DOCUMENTS) as sandbox:
            port = int(sandbox.root_url.rpartition(":")[2])
            clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(5)]
        for client in clients:
            client.close()
    gc.collect()
    assert left == []


def test_it_starts_again_and_refuses_to_start_twice() -> None:
    sandbox = Sandbox(documents=DOCUMENTS)
    for _ in range(2):
        with sandbox:
            assert httpx.get(f"{sandbox.base_url}/models", headers=BEARER, timeout=60).status_code == 200
            with pytest.raises(RuntimeError):
                sandbox.start()
    with pytest.raises(RuntimeError):
        _ = sandbox.base_url
    sandbox.stop()


def test_a_taken_port_is_an_error(sandbox: Sandbox) -> None:
    port = int(sandbox.root_url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        Sandbox(port=port).start()


def test_its_token_is_one_of_those_it_takes() -> None:
    with Sandbox(tokens=frozenset({"only"}), documents=DOCUMENTS) as sandbox:
        bearer = {"authorization": f"Bearer {sandbox.token}"}
        assert httpx.get(f"{sandbox.base_url}/models", headers=bearer, timeout=60).status_code == 200
        assert httpx.get(f"{sandbox.base_url}/models", headers=BEARER, timeout=60).status_code == 401


def test_reset_makes_it_as_new() -> None:
    with Sandbox(faults=Faults(fail_rate=1), documents=DOCUMENTS) as sandbox:
        bearer = {"authorization": f"Bearer {sandbox.token}"}
        sandbox.faults = Faults(play=(Fault(status=500, route="models"),))
        httpx.post(f"{sandbox.base_url}/models/{PAINT}", json={"prompt": ""}, headers=bearer, timeout=60)
        sandbox.reset()
        assert sandbox.faults == Faults()
        assert httpx.get(f"{sandbox.base_url}/models", headers=bearer, timeout=60).status_code == 200
        facts = httpx.get(f"{sandbox.root_url}/sandbox/jobs", headers=bearer, timeout=60).json()
        assert facts == {
            "jobs": [],
            "balance_usd": 100.0,
            "balance_microdollars": 100_000_000,
            "currency": "USD",
        }


@pytest.mark.parametrize("changes", [{"workers": 0}, {"queue_time": -1}, {"crowd": -1}, {"balance": -0.1}])
def test_wrong_settings_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must"):
        Sandbox(Settings(), **changes)


def test_a_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from runcomfy import sandbox as package
    from runcomfy.errors import ConfigError

    from tests.inside import extras_module

    monkeypatch.setattr(extras_module, "find_spec", lambda name: None if name == "uvicorn" else object())
    with pytest.raises(ConfigError, match=r"uvicorn.*\n.*runcomfy-client\[sandbox\]"):
        _ = package.Sandbox


def test_the_second_half_of_an_answer_does_not_wait_for_the_first(sandbox: Sandbox) -> None:
    # Head and body go in two writes; with Nagle's delay the second waits 40 ms for a client that confirms late.
    port = int(sandbox.root_url.rpartition(":")[2])
    for _ in range(10):
        with socket.create_connection(("127.0.0.1", port)) as mine:
            mine.sendall(b"GET /v1/models HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
            assert mine.recv(12) == b"HTTP/1.1 401"
            theirs = [_without_delay(one, mine.getsockname()) for one in gc.get_objects()]
        # Who is slow to look may find that the server has closed it meanwhile.
        if found := [one for one in theirs if one is not None]:
            break
    assert found
    assert all(found)


def _without_delay(thing: object, address: object) -> bool | None:
    """Whether what leads to this address has no delay; None for anything else."""
    try:
        if type(thing) is socket.socket and thing.getpeername() == address:
            return bool(thing.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
    except OSError:
        pass
    return None


@pytest.mark.parametrize("parser", ["httptools", "h11"])
def test_it_answers_and_hangs_up_with_either_parser(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if parser == "h11":  # as where httptools is not installed
        monkeypatch.setitem(sys.modules, "uvicorn.protocols.http.httptools_impl", None)
    assert any(parser in base.__module__ for base in sandbox_protocol().__mro__)
    with Sandbox(documents=DOCUMENTS) as made:
        assert httpx.get(f"{made.base_url}/models", headers=BEARER, timeout=60).json()["total"] == 3
        made.faults = Faults(play=(Fault(kind="drop"),))
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"{made.base_url}/models", headers=BEARER, timeout=60)


def test_an_answer_leaves_in_one_piece() -> None:
    with Sandbox() as sandbox:
        address = urlsplit(sandbox.root_url)
        with socket.create_connection((address.hostname, address.port), 30) as connection:
            for _ in range(5):
                connection.sendall(
                    b"GET /v1/models?limit=1 HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer t\r\n\r\n"
                )
                head, _, body = connection.recv(1 << 20).partition(b"\r\n\r\n")
                assert head.startswith(b"HTTP/1.1 200 OK")
                assert json.loads(body)["limit"] == 1
