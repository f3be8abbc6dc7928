"""What is not the network's goes through: exceptions of signals and hooks, settings that cannot be, other loops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import traceback
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
import trio
from runcomfy import ConfigError

from tests.client.conftest import TOKEN
from tests.client.transport.wire_kit import TOKEN as WIRE_TOKEN
from tests.client.transport.wire_kit import Raw, answer, good, raw, sending, takes
from tests.inside import TransportError

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, QueueServer, VirtualClock

KINDS = ["sync", "async"]
needs_signals = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such signals")


class SoftTimeLimitExceeded(Exception):  # noqa: N818 (Celery's name)
    """As Celery raises it, from a signal's handler, wherever the program is."""


@pytest.fixture
def soft_limit() -> Iterator[Any]:
    """Call it with what to wait for: then the handler raises, in whatever the main thread is waiting."""

    def handle(*_: object) -> None:
        raise SoftTimeLimitExceeded

    before = signal.signal(signal.SIGALRM, handle)
    over = threading.Event()

    def arm(ready: Any) -> None:
        def watch() -> None:
            while not ready() and not over.wait(0.01):
                pass
            time.sleep(0.05)
            if not over.is_set():
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGALRM)

        threading.Thread(target=watch, daemon=True).start()

    yield arm
    over.set()
    signal.signal(signal.SIGALRM, before)


@needs_signals
@pytest.mark.parametrize("path", ["/models/", "/status", "/result"])
def test_a_soft_time_limit_goes_through(queue: QueueServer, soft_limit: Any, path: str) -> None:
    over = threading.Event()
    stuck: list[str] = []

    def behave(handler: Any, _body: bytes) -> bool:
        if path in handler.path:
            stuck.append(handler.path)
            over.wait(20)
        return False

    queue.behave = behave
    soft_limit(lambda: stuck)
    with runcomfy.RunComfy(TOKEN, base_url=queue.base_url) as client:
        try:
            with pytest.raises(SoftTimeLimitExceeded) as caught:
                client.with_options(on_interrupt="detach").model("v/m").run({})
        finally:
            over.set()
    assert TOKEN not in shown(caught.value)
    assert len(stuck) == 1


@needs_signals
def test_a_soft_time_limit_goes_through_a_download(soft_limit: Any, tmp_path: Path) -> None:
    from tests.inside import Downloader, DownloadPolicy, SyncTransport, TransportSettings

    with raw(takes) as server:
        transport = SyncTransport(TransportSettings())
        soft_limit(lambda: server.requests)
        with pytest.raises(SoftTimeLimitExceeded):
            Downloader(transport, DownloadPolicy(allow_loopback=True)).save([server.url("/a.png")], tmp_path)
        transport.close()
    assert list(tmp_path.iterdir()) == []


BUG = ZeroDivisionError("a bug of someone else's")


@pytest.mark.parametrize("where", ["transport", "request hook", "response hook"])
@pytest.mark.parametrize(
    "error", [BUG, RuntimeError("?"), KeyError("x"), AssertionError("not mocked")], ids=repr
)
def test_a_bug_of_someone_elses_is_shown_as_it_is(kit: Kit, where: str, error: Exception) -> None:
    def fail(*_: object) -> Any:
        raise error

    async def fail_async(*_: object) -> Any:
        raise error

    raising: Any = fail_async if kit.kind == "async" else fail
    cls: Any = httpx.AsyncClient if kit.kind == "async" else httpx.Client
    if where == "transport":
        settings: dict[str, Any] = {"transport": httpx.MockTransport(fail)}
    else:
        hooks = {where.removesuffix(" hook"): [raising]}
        mocked = httpx.MockTransport(lambda _: httpx.Response(200, json={"request_id": "r1"}))
        settings = {"http_client": cls(transport=mocked, event_hooks=hooks)}
    client = kit.client(**settings)
    for call in (lambda: client.job("r1").status(), lambda: client.model("v/m").submit({})):
        with pytest.raises(type(error)) as caught:
            kit.call(call())
        assert caught.value is error
        assert TOKEN not in shown(error)
        # Where it was raised is still to be seen.
        assert "fail" in "".join(traceback.format_exception(error))


# Hooks that raise for a status


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, runcomfy.AuthenticationError),
        (402, runcomfy.InsufficientBalanceError),
        (422, runcomfy.RejectedInputError),
        (429, runcomfy.RateLimitError),
        (500, runcomfy.SubmissionUnknownError),
    ],
)
@pytest.mark.parametrize("reads", [False, True], ids=["raises", "reads and raises"])
def test_a_hook_that_raises_for_a_status_leaves_the_answer(
    kit: Kit, status: int, expected: type[runcomfy.RunComfyError], reads: bool
) -> None:
    def hook(response: httpx.Response) -> None:
        if reads:
            response.read()
        response.raise_for_status()

    async def async_hook(response: httpx.Response) -> None:
        if reads:
            await response.aread()
        response.raise_for_status()

    def serve(connection: socket.socket, server: Raw) -> None:
        while server.read(connection):
            body = answer(b'{"message": "what the server says"}', b"retry-after: 7")
            connection.sendall(body.replace(b"200 OK", b"%d Odd" % status))

    with raw(serve) as server:
        cls: Any = httpx.AsyncClient if kit.kind == "async" else httpx.Client
        own = cls(
            event_hooks={"response": [async_hook if kit.kind == "async" else hook], "request": []},
            trust_env=False,
        )
        client = kit.client(base_url=server.url("/v1"), http_client=own)
        with pytest.raises(expected, match="what the server says") as caught:
            kit.call(client.model("v/m").submit({}))
        if isinstance(caught.value, runcomfy.RateLimitError):
            assert caught.value.retry_after == 7
        assert len(server.requests) == 1
        # For everyone else the client is what it was.
        with pytest.raises(httpx.HTTPStatusError):
            kit.call(own.get(server.url("/other")))
        kit.call(own.aclose()) if kit.kind == "async" else own.close()


def test_a_transport_that_raises_for_a_status_leaves_the_answer(kit: Kit) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        response = httpx.Response(401, json={"message": "no"}, request=request)
        response.raise_for_status()
        raise AssertionError

    with pytest.raises(runcomfy.AuthenticationError, match="no"):
        kit.call(kit.client(transport=httpx.MockTransport(respond)).model("v/m").submit({}))


# Settings that cannot be


def test_a_closed_client_of_ones_own(kit: Kit) -> None:
    own: Any = httpx.AsyncClient() if kit.kind == "async" else httpx.Client()
    client = kit.client(http_client=own, budget_usd=1, unknown_price="allow")
    kit.call(own.aclose()) if kit.kind == "async" else own.close()
    for call in (lambda: client.model("v/m").submit({}), lambda: client.job("r1").status()):
        with pytest.raises(ConfigError, match="http_client= that was given is closed"):
            kit.call(call())
    assert client.budget.unpriced == 0


@pytest.mark.parametrize("seconds", [1e6, 1e8, 1e9])
def test_time_limits_that_no_socket_can_count(kit: Kit, queue: QueueServer, seconds: float) -> None:
    timeouts = runcomfy.HTTPTimeouts(seconds, seconds, seconds, seconds)
    client = kit.client(base_url=queue.base_url, http_timeout=timeouts, max_connections=1)
    for changed in (client, client.with_options(timeout=seconds)):
        assert kit.call(changed.model("v/m").run({})).output


@pytest.mark.parametrize("seconds", [1e8, 1e9])
def test_a_huge_deadline_where_all_connections_are_busy(queue: QueueServer, seconds: float) -> None:
    release = threading.Event()
    queue.behave = lambda *_: release.wait(20) and False
    with runcomfy.RunComfy(TOKEN, base_url=queue.base_url, max_connections=1) as client:
        first = threading.Thread(target=client.job("r1").status)
        first.start()
        while not queue.seen:
            time.sleep(0.01)
        threading.Timer(0.1, release.set).start()
        assert client.with_options(timeout=seconds).model("v/m").submit({}).request_id == "job1"
        first.join()


@pytest.mark.parametrize(
    "call", ["submit", "run", "status", "result", "wait", "cancel", "catalogue", "balance"]
)
def test_under_trio_the_client_says_what_is_missing(queue: QueueServer, call: str) -> None:
    async def main() -> None:
        client = runcomfy.AsyncRunComfy(TOKEN, base_url=queue.base_url, budget_usd=1, unknown_price="allow")
        try:
            if call in {"submit", "run"}:
                await getattr(client.model("v/m"), call)({})
            elif call == "catalogue":
                await client.catalogue.search()
            elif call == "balance":
                await client.balance()
            else:
                await getattr(client.job("r1"), call)()
        finally:
            assert client.budget.unpriced == 0

    with pytest.raises(ConfigError, match="runs on asyncio"):
        trio.run(main)
    assert queue.seen == []


def test_under_trio_it_is_said_what_is_missing(queue: QueueServer) -> None:
    from tests.inside import AsyncTransport, HTTPTimeouts, Request, TransportSettings

    async def main() -> None:
        transport = AsyncTransport(TransportSettings())
        request = Request("GET", f"{queue.base_url}/models")
        await transport.send(request, headers=[], timeouts=HTTPTimeouts())

    with pytest.raises(ConfigError, match="runs on asyncio"):
        trio.run(main)
    assert queue.seen == []


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no such users")
@pytest.mark.ci
def test_a_user_without_a_home(queue: QueueServer) -> None:
    program = """
        import os, pwd, sys
        for name in ("HOME", "XDG_CONFIG_HOME", "RUNCOMFY_CONFIG_DIR"):
            os.environ.pop(name, None)
        def nobody(_uid):
            raise KeyError("uid not found")
        pwd.getpwuid = nobody
        import runcomfy
        try:
            runcomfy.RunComfy()
        except runcomfy.ConfigError as error:
            print(error)
        print(runcomfy.RunComfy("t", base_url=sys.argv[1]).model("v/m").run({}).request_id)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), queue.base_url],
        capture_output=True, text=True, timeout=600, check=False,
        env={key: value for key, value in os.environ.items() if not key.startswith("RUNCOMFY_")},
    )  # fmt: skip
    assert "not in RUNCOMFY_TOKEN, RUNCOMFY_API_TOKEN, RUNCOMFY_API_KEY." in done.stdout
    assert done.stdout.endswith("job1\n")
    assert done.stderr == ""


# The token in tracebacks


def shown(error: BaseException) -> str:
    """What a tool shows that prints local variables: all but the tests' own frames, which hold the token themselves."""
    lines: list[str] = []
    pending: list[traceback.TracebackException] = [
        traceback.TracebackException.from_exception(error, capture_locals=True)
    ]
    while pending:
        one = pending.pop()
        for frame in one.stack:
            if "/tests/" not in frame.filename:
                lines += [f"{frame.name}: {name}={value}" for name, value in (frame.locals or {}).items()]
        pending += [other for other in (one.__cause__, one.__context__) if other is not None]
    return "\n".join(lines)


def leave(connection: socket.socket, server: Raw) -> None:
    server.read(connection)


@pytest.mark.parametrize(
    "case", ["refused", "hangs up", "late", "cannot be built", "a bug", "a closed client"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_no_frame_of_the_transport_shows_the_token(kind: str, case: str) -> None:
    settings: dict[str, Any] = {}
    if case == "a bug":

        def fail(_request: object) -> Any:
            raise BUG

        settings["transport"] = httpx.MockTransport(fail)
    if case == "a closed client":
        settings["http_client"] = httpx.Client() if kind == "sync" else httpx.AsyncClient()
        settings["http_client"]._state = httpx._client.ClientState.CLOSED
    with raw(takes if case == "late" else leave) as server, sending(kind, **settings) as sender:
        url = {"refused": "http://127.0.0.1:1/", "cannot be built": "http://[::1"}.get(case, server.url())
        with pytest.raises((TransportError, ZeroDivisionError, ConfigError)) as caught:
            sender.send(url, limit=0.4)
        assert WIRE_TOKEN not in shown(caught.value)


def test_a_frame_that_holds_it_would_be_seen() -> None:
    program = compile("def fail(token):\n    raise ValueError\nfail(token)", "/elsewhere.py", "exec")
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (nothing else raises one)
        exec(program, {"token": WIRE_TOKEN})
    assert WIRE_TOKEN in shown(caught.value)


@pytest.mark.parametrize(
    "fault",
    [
        httpx.ConnectError("x"),
        httpx.ReadError("x"),
        httpx.ReadTimeout("x"),
        OSError("x"),
        BUG,
        httpx.Response(401),
    ],
    ids=str,
)
def test_no_error_of_a_client_shows_it(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, fault: Any
) -> None:
    for route in (api.post("/models/v/m"), api.get("/requests/r1/status")):
        route.mock(side_effect=[fault] * 9)
    client = kit.client().with_options(max_retries=1, timeout=5)
    for call in (
        lambda: client.model("v/m").submit({}),
        lambda: client.job("r1").status(),
        lambda: client.job("r1").wait(),
    ):
        with pytest.raises(Exception) as caught:  # noqa: PT011 (every error there is)
            kit.call(call())
        assert TOKEN not in shown(caught.value)


def test_the_kits_server_answers() -> None:
    with raw(good) as server, sending("sync") as sender:
        assert sender.send(server.url()).status == 200
