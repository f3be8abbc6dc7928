"""What the best clients of such APIs do wrong, each of it on real sockets: here it must go right, in both clients.

More of the same, over every kind of fault, is in `test_faults_*.py`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.client.conftest import TOKEN
from tests.client.faults import fault_kinds as kinds
from tests.client.faults.fault_server import FaultServer, running
from tests.inside import spot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.client.conftest import Kit
    from tests.client.faults.fault_server import Fault
    from tests.manners import Manner

QUICK: dict[str, Any] = {"poll_interval": 0.01, "max_poll_interval": 0.02}


@pytest.fixture
def server(manner: Manner, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    monkeypatch.setattr(spot("FIRST"), 0.01)
    with running() as server:
        yield server


def client_of(kit: Kit, server: FaultServer, **settings: Any) -> Any:
    return kit.client(**{"base_url": server.base_url, "timeout": 120, **settings}).with_options(**QUICK)


# Paid requests: POSTs sent by one submit when the answers are bad but the server may own the job

BAD: dict[str, Fault] = {
    "takes it and drops the connection": kinds.closed_without_a_word,
    "takes it and resets the connection": kinds.reset_after_body,
    "takes it and never answers": kinds.silent,
    **{f"takes it and answers {code}": kinds.status(code, takes_it=True) for code in (500, 502, 503, 504)},
    "says 503 and to try again": kinds.status(503, b"", ("retry-after", "0"), takes_it=True),
}


@pytest.mark.parametrize("for_ever", [False, True], ids=["twice", "for ever"])
@pytest.mark.parametrize("name", BAD)
def test_one_post_for_one_submit(kit: Kit, server: FaultServer, name: str, for_ever: bool) -> None:
    # fal: 3, and 10 of them in 56 s where it goes on for ever; openai: 3
    if for_ever:
        server.always["submit"] = BAD[name]
    server.script("a", submit=[BAD[name]] * 2)
    # Only silence needs a time-out to end.
    settings = {"http_timeout": runcomfy.HTTPTimeouts(read=0.5)} if BAD[name] is kinds.silent else {}
    client = client_of(kit, server, **settings)
    with pytest.raises(runcomfy.SubmissionUnknownError):
        kit.call(client.model("t/a").run({"marker": "a"}))
    assert server.sent("a") == 1


def test_429_is_the_callers_decision(kit: Kit, server: FaultServer) -> None:
    # fal: 3 with the header ignored; openai: 3; comfy: 3 with one key
    server.script("a", submit=[kinds.late(7)] * 2)
    with pytest.raises(runcomfy.RateLimitError) as caught:
        kit.call(client_of(kit, server).model("t/a").submit({"marker": "a"}))
    assert (server.posts["a"], caught.value.retry_after) == (1, 7.0)


def test_a_429_that_may_be_sent_again_waits_as_long_as_it_was_told(kit: Kit, server: FaultServer) -> None:
    answer = kinds.status(429, b"", ("retry-after", "0.3"))
    server.script("a", submit=[answer])
    begun = time.monotonic()
    client = client_of(kit, server).with_options(resubmit_on_429=True)
    kit.call(client.model("t/a").submit({"marker": "a"}))
    assert time.monotonic() - begun >= 0.3
    assert (server.posts["a"], len(server.jobs)) == (2, 1)


# Waiting and stopping


@pytest.mark.parametrize("fault", [kinds.closed_without_a_word, kinds.slow(30)], ids=["dropped", "slow"])
def test_one_bad_poll_does_not_kill_the_wait(kit: Kit, server: FaultServer, fault: Fault) -> None:
    # replicate, and the official command line: the job goes on and is paid for
    server.script("a", ["in_progress", "in_progress", "completed"], status=[kinds.well, fault])
    client = client_of(kit, server)
    job = kit.call(client.model("t/a").submit({"marker": "a"}))
    looking = client.with_options(http_timeout=runcomfy.HTTPTimeouts(read=0.25), timeout=300)
    assert kit.call(looking.job(job.request_id).wait()).output["marker"] == "a"


def test_a_poll_waits_as_long_as_it_is_told(kit: Kit, server: FaultServer) -> None:
    server.script("a", status=kinds.status(429, b"", ("retry-after", "0.3")))
    begun = time.monotonic()
    kit.call(client_of(kit, server).model("t/a").run({"marker": "a"}))
    assert time.monotonic() - begun >= 0.3


PROGRAM = """
    import asyncio, sys
    from runcomfy import AsyncRunComfy, RunComfy

    _, base, kind, way, limit = sys.argv
    options = {"poll_interval": 0.02}
    limit = float(limit) or None

    def sync():
        model = RunComfy("t", base_url=base).with_options(**options).model("t/a")
        model.run({"marker": "a"}) if way == "run" else model.submit({"marker": "a"}).wait(limit)

    async def asynchronous():
        model = AsyncRunComfy("t", base_url=base).with_options(**options).model("t/a")
        await (model.run({"marker": "a"}) if way == "run" else (await model.submit({"marker": "a"})).wait(limit))

    sync() if kind == "sync" else asyncio.run(asynchronous())
"""


@contextlib.contextmanager
def program(server: FaultServer, kind: str, way: str, limit: float = 0) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-X",
        "dev",
        "-W",
        "error",
        "-c",
        textwrap.dedent(PROGRAM),
        server.base_url,
        kind,
        way,
    ]
    with subprocess.Popen([*command, str(limit)], stderr=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


@pytest.mark.parametrize("kind", ["sync", "async"])
# A run that can be cancelled is stopped, by either signal, in `test_client_interrupts.py`.
@pytest.mark.parametrize("way", ["run, too late", "wait"])
@pytest.mark.sample(1)
def test_ctrl_c_cancels_a_run_and_always_names_the_id(server: FaultServer, kind: str, way: str) -> None:
    # fal, replicate, wavespeed, comfy: no cancel, and no id
    server.script("a", ["in_progress"])
    if way == "run, too late":
        server.outcome = {"outcome": "not_cancellable"}
    with program(server, kind, way.partition(",")[0]) as child:
        for _ in range(3000):
            if any(job.looks > 1 for job in server.jobs.values()):
                break
            time.sleep(0.01)
        child.send_signal(signal.SIGINT)
        said = child.communicate(timeout=600)[1]
    assert child.returncode in {1, 130, -signal.SIGINT}
    (request_id,) = server.jobs
    assert request_id in said
    assert server.cancels["a"] == (0 if way == "wait" else 1)
    assert "it is still running" in said
    assert ("not cancelled" in said) == (way == "run, too late")


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.ci
def test_a_program_ends_by_itself_after_its_deadline(server: FaultServer, kind: str) -> None:
    # fal: a thread polls for ever, and the process never exits
    server.script("a", ["in_progress"])
    with program(server, kind, "wait", 0.3) as child:
        said = child.communicate(timeout=600)[1]
    assert "WaitTimeoutError" in said
    assert next(iter(server.jobs)) in said
    looks = sum(job.looks for job in server.jobs.values())
    time.sleep(0.1)
    assert looks == sum(job.looks for job in server.jobs.values())


def test_a_cancelled_task_cancels_its_job(server: FaultServer) -> None:
    server.script("a", ["in_progress"])

    async def main() -> None:
        async with runcomfy.AsyncRunComfy(TOKEN, base_url=server.base_url) as client:
            task = asyncio.ensure_future(client.with_options(**QUICK).model("t/a").run({"marker": "a"}))
            while not server.jobs or not next(iter(server.jobs.values())).looks:  # noqa: ASYNC110 (another thread)
                await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            assert next(iter(server.jobs)) in " ".join(caught.value.__notes__)
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    assert server.cancels["a"] == 1


def test_a_new_status_word_neither_ends_a_wait_nor_makes_it_endless(kit: Kit, server: FaultServer) -> None:
    # fal and replicate raise and abandon the job; comfy polls for ever
    server.script("a", ["aborting", "aborting", "completed"])
    with pytest.warns(runcomfy.RunComfyWarning, match="aborting") as caught:
        kit.call(client_of(kit, server).model("t/a").run({"marker": "a"}))
    assert len(caught) == 1
    server.script("b", ["aborted"])
    client = client_of(kit, server).with_options(timeout=1.0)
    with pytest.warns(runcomfy.RunComfyWarning), pytest.raises(runcomfy.WaitTimeoutError) as late:
        kit.call(client.model("t/b").run({"marker": "b"}))
    assert late.value.status == "aborted"


def test_a_second_asyncio_run(server: FaultServer) -> None:
    # fal, replicate, comfy: "Event loop is closed"
    client = runcomfy.AsyncRunComfy(TOKEN, base_url=server.base_url)

    async def main(number: int) -> Any:
        return (await client.model(f"t/m{number}").run({})).output["marker"]

    assert [asyncio.run(main(number)) for number in range(3)] == ["m0", "m1", "m2"]
    asyncio.run(client.aclose())


@pytest.mark.sample(1)
def test_a_fork_after_the_first_use(kit: Kit, server: FaultServer) -> None:
    # fal, replicate, comfy: answers of one process reach another
    client = client_of(kit, server)
    kit.call(client.model("t/first").run({}))
    children = []
    for number in range(2):
        pid = os.fork()
        if pid == 0:
            code = 1
            with contextlib.suppress(BaseException):
                if kit.runner is not None:
                    kit.runner = asyncio.Runner()
                names = {
                    kit.call(client.model(f"t/child{number}").run({})).output["marker"] for _ in range(10)
                }
                code = 0 if names == {f"child{number}"} else 2
            os._exit(code)
        children.append(pid)
    names = {kit.call(client.model("t/parent").run({})).output["marker"] for _ in range(10)}
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children] == [0, 0]
    assert names == {"parent"}
    assert (server.posts["child0"], server.posts["child1"], server.posts["parent"]) == (10, 10, 10)


LOADER = """
    import asyncio, pickle, sys
    things = pickle.load(sys.stdin.buffer)
    async def wait(job):
        return await job.wait()
    for thing in things:
        job = getattr(thing, "job", thing)
        result = asyncio.run(wait(job)) if "Async" in type(job).__name__ else job.wait()
        print(type(thing).__name__, result.output["marker"])
"""


@pytest.mark.ci
def test_handles_and_errors_go_to_another_process(kit: Kit, server: FaultServer) -> None:
    # handles of fal, replicate and openai do not pickle; exceptions of fal and openai do not unpickle
    server.script("a", ["in_progress"])
    client = client_of(kit, server)
    job = kit.call(client.model("t/a").submit({"marker": "a"}))
    try:
        kit.call(job.wait(timeout=0.05))
    except runcomfy.WaitTimeoutError as error:
        error.__cause__ = ValueError("a cause")
        data = pickle.dumps([job, error])
    assert TOKEN.encode() not in data
    server.finish("a")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LOADER)],
        input=data,
        capture_output=True,
        timeout=600,
        check=False,
        env={**os.environ, "RUNCOMFY_TOKEN": "token-of-there"},
    )
    assert done.stderr == b""
    assert done.stdout.decode().split("\n")[:2] == [f"{type(job).__name__} a", "WaitTimeoutError a"]
    assert server.seen[-1].headers["authorization"] == "Bearer token-of-there"


def test_the_token_goes_nowhere_else(kit: Kit, server: FaultServer, tmp_path: Path) -> None:
    # fal: to a foreign host named in `status_url`; replicate: to any host of an output
    server.extra = dict.fromkeys(("status_url", "result_url", "cancel_url"), f"{server.url('foreign')}/steal")
    result = kit.call(client_of(kit, server).model("t/a").run({"marker": "a"}))
    kit.call(result.save(tmp_path))
    (seen,) = server.reached("foreign")
    assert seen.path == "/files/a.png"
    assert b"authorization" not in seen.head.lower()
    assert TOKEN.encode() not in seen.head
