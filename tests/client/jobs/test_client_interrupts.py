"""Ctrl-C and SIGTERM: the job is cancelled or left as was chosen, and its id is never lost."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import RunComfy

from tests.client.conftest import TOKEN, log_of, script
from tests.client.faults import fault_kinds as kinds
from tests.client.faults.fault_server import running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, QueueServer, VirtualClock

CANCEL = ("POST", "/requests/r1/cancel")


def kill(number: int, answer: httpx.Response) -> Callable[[httpx.Request], httpx.Response]:
    def respond(_request: httpx.Request) -> httpx.Response:
        os.kill(os.getpid(), number)
        return answer

    return respond


def interrupt(_request: httpx.Request) -> httpx.Response:
    raise KeyboardInterrupt


def notes(caught: pytest.ExceptionInfo[BaseException]) -> str:
    return " ".join(getattr(caught.value, "__notes__", []))


@pytest.fixture(params=[signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def stop(request: pytest.FixtureRequest) -> Any:
    """A signal and the exception it becomes."""
    return request.param, KeyboardInterrupt if request.param == signal.SIGINT else SystemExit


def test_run_cancels_and_wait_detaches(
    api: respx.MockRouter, clock: VirtualClock, stop: Any, caplog: pytest.LogCaptureFixture
) -> None:
    number, error = stop
    script(api, statuses=["in_queue"])
    api.get("/requests/r1/status").mock(side_effect=kill(number, httpx.Response(200, json={"status": "x"})))
    with RunComfy(TOKEN) as client:
        with pytest.raises(error) as caught:
            client.model("v/m").run({})
        assert log_of(api)[-1] == CANCEL
        assert "r1: cancelled" in notes(caught)
        with pytest.raises(error) as caught:
            client.job("r1").wait()
        assert log_of(api).count(CANCEL) == 1
        assert "client.job('r1').wait()" in notes(caught)
    assert "r1" in caplog.text
    if error is SystemExit:
        assert caught.value.code == 143


def test_the_choice_is_the_callers(api: respx.MockRouter, clock: VirtualClock, stop: Any) -> None:
    number, error = stop
    script(api)
    api.get("/requests/r1/status").mock(side_effect=kill(number, httpx.Response(200, json={"status": "x"})))
    with RunComfy(TOKEN) as client:
        with pytest.raises(error):
            client.with_options(on_interrupt="detach").model("v/m").run({})
        assert CANCEL not in log_of(api)
        with pytest.raises(error):
            client.job("r1").wait(on_interrupt="cancel")
        assert log_of(api)[-1] == CANCEL


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (httpx.Response(202, json={"outcome": "not_cancellable"}), "not cancelled: the server cannot"),
        (httpx.Response(403), "not cancelled"),
        (httpx.ConnectError("gone"), "not cancelled"),
    ],
)
def test_it_is_honest_about_what_was_not_cancelled(
    api: respx.MockRouter, clock: VirtualClock, answer: Any, told: str
) -> None:
    script(api)
    api.get("/requests/r1/status").mock(side_effect=interrupt)
    route = api.post("/requests/r1/cancel")
    route.mock(side_effect=answer) if isinstance(answer, Exception) else route.mock(return_value=answer)
    with RunComfy(TOKEN) as client, pytest.raises(KeyboardInterrupt) as caught:
        client.model("v/m").run({})
    assert told in notes(caught)
    assert clock.time <= 1005


def test_a_second_one_ends_the_cancelling(api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api)
    api.get("/requests/r1/status").mock(side_effect=interrupt)
    api.post("/requests/r1/cancel").mock(side_effect=interrupt)
    with RunComfy(TOKEN) as client, pytest.raises(KeyboardInterrupt) as caught:
        client.model("v/m").run({})
    assert "interrupted" in notes(caught)
    assert "r1" in notes(caught)


@pytest.mark.parametrize("way", ["run", "submit"])
def test_while_the_paid_request_is_on_its_way_it_is_held_back(
    api: respx.MockRouter, clock: VirtualClock, stop: Any, way: str
) -> None:
    number, error = stop
    script(api)
    api.post("/models/v/m").mock(side_effect=kill(number, httpx.Response(200, json={"request_id": "r1"})))
    with RunComfy(TOKEN) as client, pytest.raises(error) as caught:
        getattr(client.model("v/m"), way)({})
    assert log_of(api) == [("POST", "/models/v/m"), CANCEL]
    assert "r1: cancelled" in notes(caught)


def test_a_second_one_is_not_held_back(api: respx.MockRouter, clock: VirtualClock) -> None:
    def respond(_request: httpx.Request) -> httpx.Response:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("not reached")

    api.post("/models/v/m").mock(side_effect=respond)
    with RunComfy(TOKEN) as client, pytest.raises(KeyboardInterrupt) as caught:
        client.model("v/m").run({})
    assert "Nobody can say" in notes(caught)
    assert "v/m" in notes(caught)


def test_between_two_tries_it_counts_at_once(api: respx.MockRouter, clock: VirtualClock) -> None:
    def respond(_request: httpx.Request) -> httpx.Response:
        os.kill(os.getpid(), signal.SIGINT)
        raise httpx.ConnectError("refused")

    api.post("/models/v/m").mock(side_effect=respond)
    with RunComfy(TOKEN) as client, pytest.raises(KeyboardInterrupt) as caught:
        client.model("v/m").run({})
    assert len(api.calls) == 1
    assert "Nobody" not in notes(caught)


class Stop(BaseException):
    """What libraries end a function with that is neither Ctrl-C nor an error: gevent's time-outs, pytest's failures."""


def test_what_else_ends_a_wait_is_an_interrupt_too(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    def stop(_update: object) -> None:
        raise Stop

    script(api, statuses=["in_queue"])
    client = kit.client().with_options(on_update=stop)
    with pytest.raises(Stop) as caught:
        kit.call(client.model("v/m").run({}))
    assert log_of(api)[-1] == CANCEL
    assert "r1: cancelled" in notes(caught)
    with pytest.raises(Stop) as caught:
        kit.call(client.job("r1").wait())
    assert log_of(api).count(CANCEL) == 1
    assert "client.job('r1').wait()" in notes(caught)


def test_handlers_come_back_and_those_of_others_stay(api: respx.MockRouter, clock: VirtualClock) -> None:
    during: list[Any] = []
    script(api)

    def look(_request: httpx.Request) -> httpx.Response:
        during.append((signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)))
        return httpx.Response(200, json={"status": "completed"})

    api.get("/requests/r1/status").mock(side_effect=look)
    before = (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM))

    def mine(*_args: object) -> None:
        """A handler of the program's own."""

    with RunComfy(TOKEN) as client:
        client.job("r1").wait()
        assert during[0] != before
        assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
        previous = signal.signal(signal.SIGTERM, mine)
        try:
            client.job("r1").wait()
        finally:
            signal.signal(signal.SIGTERM, previous)
        assert during[1][1] is mine
        worker = threading.Thread(target=client.job("r1").wait)
        worker.start()
        worker.join()
        assert during[2] == before


def test_a_wait_that_blocks_is_woken_and_bounded(queue: QueueServer) -> None:
    release = threading.Event()

    def behave(handler: Any, body: bytes) -> bool:
        if handler.command == "POST":
            return False
        os.kill(os.getpid(), signal.SIGINT)
        release.wait(120)
        return False

    queue.behave = behave
    begun = time.monotonic()
    with RunComfy(TOKEN, base_url=queue.base_url) as client, pytest.raises(KeyboardInterrupt):
        client.model("v/m").run({})
    release.set()
    assert time.monotonic() - begun < 60
    assert queue.seen[-1] == ("POST", "/v1/requests/job1/cancel")


@pytest.mark.parametrize("fault", [kinds.silent, kinds.dripping(0.1, body=True)], ids=["silent", "dripping"])
def test_saving_several_files_ends_at_once(fault: Any, tmp_path: Path) -> None:
    """Its threads wait for a server that never comes to an end, and nothing of them stays."""
    with running() as server, RunComfy(TOKEN, base_url=server.base_url) as client:
        server.always["file"] = fault
        files = [f"{server.url('foreign')}/files/f{number}.png" for number in range(3)]
        server.script("a", document={"status": "succeeded", "output": {"images": files}})
        result = client.model("t/a").run({"marker": "a"})
        before = set(threading.enumerate())

        def stop_it() -> None:
            while len(server.reached("foreign")) < 3:
                time.sleep(0.01)
            os.kill(os.getpid(), signal.SIGINT)

        stopper = threading.Thread(target=stop_it)
        stopper.start()
        begun = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            result.save(tmp_path)
        assert time.monotonic() - begun < 60
        stopper.join()
        assert set(threading.enumerate()) <= before
    assert list(tmp_path.iterdir()) == []


PROGRAM = """
    import asyncio, logging, sys
    from runcomfy import AsyncRunComfy, RunComfy

    def sync():
        with RunComfy("t", base_url=sys.argv[1]) as client:
            client.model("v/m").run({})

    async def asynchronous():
        async with AsyncRunComfy("t", base_url=sys.argv[1]) as client:
            await client.model("v/m").run({})

    sync() if sys.argv[2] == "sync" else asyncio.run(asynchronous())
"""


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.ci
def test_a_program_that_is_stopped_cancels_shows_the_id_and_ends(
    queue: QueueServer, stop: Any, kind: str
) -> None:
    number, _ = stop
    polled = threading.Event()

    def behave(handler: Any, body: bytes) -> bool:
        if handler.path.endswith("/status"):
            polled.set()
            handler.answer(b'{"status": "in_queue"}')
            return True
        return False

    queue.behave = behave
    program = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(PROGRAM), queue.base_url, kind],
        stderr=subprocess.PIPE,
        text=True,
    )
    if not polled.wait(60):
        program.kill()
    program.send_signal(number)
    _, stderr = program.communicate(timeout=600)
    assert queue.seen[-1] == ("POST", "/v1/requests/job1/cancel")
    assert "request job1: cancelled" in stderr
    assert program.returncode == (143 if number == signal.SIGTERM else -signal.SIGINT), stderr
    assert "ResourceWarning" not in stderr


def test_the_log_holds_ids_and_no_secrets(
    api: respx.MockRouter, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "runcomfy")
    script(api)
    with RunComfy(TOKEN) as client:
        client.model("v/m").run({"prompt": "a secret plan"})
    ours = [record.getMessage() for record in caplog.records if record.name == "runcomfy"]
    assert ours == ["request r1: submitted to v/m", "request r1: completed"]
    assert issubclass(runcomfy.WaitTimeoutError, runcomfy.RunComfyError)
