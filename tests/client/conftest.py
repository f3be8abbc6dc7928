"""One set of tools for the synchronous and the asynchronous client: a clock that does not tick, and a mocked server."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import sys
import threading
import types
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import respx

from tests.authorities import trust_one
from tests.inside import warned_words
from tests.manners import Manner, MannerlyRouter, in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

trust_one()

TOKEN = "tok-3f1c9a7e5b-secret"
BASE = "https://model-api.runcomfy.net/v1"


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("RUNCOMFY_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("RUNCOMFY_CONFIG_DIR", str(tmp_path / "no-such-directory"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    # Each test is a process of its own, as far as what was told once is concerned.
    warned_words.clear()


def priced(monkeypatch: pytest.MonkeyPatch, model_id: str, **price: Any) -> None:
    """Give a generated model a price, as a registry made from a catalogue has it."""
    from runcomfy import registry

    assert model_id in registry
    monkeypatch.setitem(registry._entries[model_id], "price", price)
    monkeypatch.setattr(registry, "_made", {})


class VirtualClock:
    """Time passes only when someone sleeps, or when a test says so."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.naps: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.time += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> VirtualClock:
    from tests.inside import Clock
    from tests.inside import core_module as _core

    virtual = VirtualClock()

    async def sleep(seconds: float) -> None:
        virtual.sleep(seconds)
        await asyncio.sleep(0)

    def clock() -> Clock:
        return Clock(
            now=virtual.now,
            chance=lambda: 0.5,
            sleep=virtual.sleep,
            sleep_async=sleep,
        )

    monkeypatch.setattr(_core, "Clock", clock)
    return virtual


class Kit:
    """Hides whether a client is the synchronous or the asynchronous one."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.runner = asyncio.Runner() if kind == "async" else None
        self.clients: list[Any] = []

    def client(self, token: str = TOKEN, **settings: Any) -> Any:
        import runcomfy

        client = (runcomfy.AsyncRunComfy if self.runner else runcomfy.RunComfy)(token, **settings)
        self.clients.append(client)
        return client

    def call(self, value: Any) -> Any:
        """The value of a call, waited for if it is an asynchronous one."""
        if self.runner is None:
            return value

        async def wait() -> Any:
            if inspect.isawaitable(value):
                return await value
            if hasattr(value, "__aiter__"):
                return [item async for item in value]
            return value

        return self.runner.run(wait())

    def items(self, value: Any) -> list[Any]:
        return list(self.call(value))

    def close(self) -> None:
        for client in self.clients:
            self.call(client.aclose() if self.runner else client.close())
        if self.runner is not None:
            self.runner.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to CI what a second driver would only repeat: in tables, the two of them have different cases.

    What is decided over a mocked server has no IO (`_protocol`): asyncio has the first case of a table, which holds the
    two drivers together. Over real sockets they take turns.
    """
    cases: Counter[tuple[str, str]] = Counter()
    for item in items:
        call = getattr(item, "callspec", None)
        kit = call and call.params.get("kit")
        if not call or kit is None or len(call.params) == 1:
            continue
        table = item.nodeid.partition("[")[0], kit
        case = cases[table]
        cases[table] += 1
        names = set(getattr(item, "fixturenames", ()))
        if {"server", "queue"} & names:
            left_out = case % 2 == (0 if kit == "async" else 1)
        else:
            left_out = "api" in names and kit == "async" and case > 0
        if left_out:
            item.add_marker(pytest.mark.ci)


@pytest.fixture(params=["sync", "async"])
def kit(request: pytest.FixtureRequest) -> Iterator[Kit]:
    kit = Kit(request.param)
    yield kit
    kit.close()


@pytest.fixture
def api(manner: Manner) -> Iterator[respx.MockRouter]:
    """The server. What is not mocked is an error."""
    with MannerlyRouter(base_url=BASE, assert_all_called=False) as router:
        yield router


def log_of(api: respx.MockRouter) -> list[tuple[str, str]]:
    """The requests in order: method and path below the base."""
    return [
        (call.request.method, call.request.url.raw_path.decode().removeprefix("/v1")) for call in api.calls
    ]


def script(api: respx.MockRouter, *, statuses: Any = (), result: Any = None, request_id: str = "r1") -> None:
    """Mock one job of the model `v/m`: its submit, its status answers in order, its result, its cancellation.

    A word stands for a status answer; the last one is repeated.
    """
    answers = [answer_of(item) for item in statuses or ["completed"]]

    def status(_request: httpx.Request) -> httpx.Response:
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer

    if result is None:
        result = {"status": "succeeded", "output": {"image": "https://x.runcomfy.net/a.png"}}
    api.post("/models/v/m").respond(json={"request_id": request_id})
    api.get(f"/requests/{request_id}/status").mock(side_effect=status)
    route = api.get(f"/requests/{request_id}/result")
    if isinstance(result, list):
        route.mock(side_effect=[answer_of(item) for item in result])
    else:
        route.mock(return_value=answer_of(result))
    api.post(f"/requests/{request_id}/cancel").respond(202, json={"outcome": "cancelled"})


def again(api: respx.MockRouter, request_id: str, *, result: Any = None, path: str = "/models/v/m") -> None:
    """From now on a submit makes another job, which ends at once: a server never gives an id twice."""
    api.post(path).respond(json={"request_id": request_id})
    api.get(f"/requests/{request_id}/status").respond(json={"status": "completed"})
    if result is None:
        result = {"status": "succeeded", "output": {"image": "https://x.runcomfy.net/a.png"}}
    api.get(f"/requests/{request_id}/result").mock(return_value=answer_of(result))
    api.post(f"/requests/{request_id}/cancel").respond(202, json={"outcome": "cancelled"})


def answer_of(item: Any) -> Any:
    if isinstance(item, str):
        return httpx.Response(200, json={"status": item})
    if isinstance(item, int):
        return httpx.Response(item)
    if isinstance(item, dict):
        return httpx.Response(200, json=item)
    return item


class Queue(BaseHTTPRequestHandler):
    """A queue API on a real socket, in which every job is done at once."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: QueueServer

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        server = self.server
        with server.lock:
            server.seen.append((self.command, self.path))
            server.in_flight += 1
            server.most_in_flight = max(server.most_in_flight, server.in_flight)
        try:
            if server.behave is not None and server.behave(self, body):
                return
            if self.path.startswith("/v1/models/"):
                with server.lock:
                    server.count += 1
                    document: dict[str, Any] = {"request_id": f"job{server.count}"}
            elif self.path.endswith("/status"):
                document = {"status": "completed"}
            elif self.path.endswith("/cancel"):
                document = {"outcome": "cancelled"}
            else:
                name = self.path.split("/")[3]
                document = {"status": "succeeded", "output": {"id": name}, "cost": 0.01}
            self.answer(json.dumps(document).encode())
        finally:
            with server.lock:
                server.in_flight -= 1

    do_GET = do_POST = handle_any  # noqa: N815

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        status, body = in_words(self.command, self.path, status, body)
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def setup(self) -> None:
        super().setup()
        with self.server.lock:
            self.server.connections += 1

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class QueueServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Queue)
        self.lock = threading.Lock()
        self.seen: list[tuple[str, str]] = []
        self.count = self.connections = self.closed = self.in_flight = self.most_in_flight = 0
        self.behave: Callable[[Queue, bytes], bool] | None = None

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self.lock:
            self.closed += 1

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are what some tests are about."""

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@pytest.fixture
def queue(manner: Manner) -> Iterator[QueueServer]:
    server = QueueServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


class Notebook:
    """What stands in for IPython in a notebook's kernel: the shell, and the texts of the outputs that it was given."""

    def __init__(self) -> None:
        self.kernel = object()
        self.shown: list[str] = []
        self.pages: list[str] = []

    def display(self, bundle: dict[str, str], *, raw: bool, display_id: bool) -> Notebook:
        self.update(bundle, raw=raw)
        return self

    def update(self, bundle: dict[str, str], *, raw: bool) -> None:
        self.shown.append(bundle["text/plain"])
        self.pages.append(bundle["text/html"])


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Notebook:
    """This process as a notebook's kernel, as far as the client looks."""
    made = Notebook()
    for name in ("IPython", "IPython.display"):
        module: Any = types.ModuleType(name)
        module.get_ipython = lambda: made
        module.display = made.display
        monkeypatch.setitem(sys.modules, name, module)
    return made
