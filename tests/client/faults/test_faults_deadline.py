"""One deadline over submit, queue, run and download, whatever drips, stalls or stays silent; and nothing outlives it."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING, Any, Self

import pytest
import runcomfy

from tests.client.faults import fault_kinds as kinds
from tests.client.faults.fault_server import FaultServer, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.client.conftest import Kit
    from tests.client.faults.fault_server import Fault
    from tests.manners import Manner

LIMIT = 0.15  # seconds that the tests give
GRACE = 30.0  # and what a busy machine may add; what holds, holds for far longer
HOLDING: dict[str, Fault] = {
    "silence": kinds.silent,
    "dripping headers": kinds.dripping(0.02),
    "a dripping body": kinds.dripping(0.02, body=True),
    "in parts": kinds.in_parts(1.0),
    "an endless body": kinds.endless_body,
    "hints without end": kinds.endless_continues,
}


@pytest.fixture
def server(manner: Manner, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    monkeypatch.setattr("runcomfy._protocol.retry.FIRST", 0.01)
    with running() as server:
        yield server


def endpoint(kit: Kit, server: FaultServer, **options: Any) -> Any:
    # The time-outs of a single request are a minute: they do not help here.
    client = kit.client(base_url=server.base_url)
    return client.with_options(**{"poll_interval": 0.01, "max_poll_interval": 0.02, **options}).model("t/a")


def run_out_of_time(kit: Kit, server: FaultServer, limit: float = LIMIT, **options: Any) -> Any:
    """The error of a run whose time is up while its job is waited for.

    On a busy machine the time may be up before there is a job: then more of it is given.
    """
    for _ in range(5):
        server.posts.clear()
        server.jobs.clear()
        with Timed(limit):
            try:
                kit.call(endpoint(kit, server, timeout=limit, **options).run({"marker": "a"}))
            except runcomfy.WaitTimeoutError as error:
                return error
            except (runcomfy.SubmissionUnknownError, runcomfy.APITimeoutError):
                limit *= 3
    raise AssertionError("it was never submitted in time")


class Timed:
    """Measures, and looks for what was left behind."""

    def __init__(self, limit: float = LIMIT) -> None:
        self.limit = limit

    def __enter__(self) -> Self:
        self.threads = set(threading.enumerate())
        self.begun = time.monotonic()
        return self

    def __exit__(self, *_error: object) -> None:
        assert time.monotonic() - self.begun < self.limit + GRACE
        for _ in range(3_000):
            left = {
                thread for thread in set(threading.enumerate()) - self.threads if "asyncio" not in thread.name
            }
            if not left:
                break
            time.sleep(0.01)
        assert left == set()


def no_tasks(kit: Kit) -> None:
    if kit.runner is not None:
        # httpx's generators are closed by the loop, a turn or two later.
        for _ in range(3):
            kit.call(asyncio.sleep(0))
        assert asyncio.all_tasks(kit.runner.get_loop()) == set()


@pytest.mark.parametrize("name", HOLDING)
def test_a_submit(kit: Kit, server: FaultServer, name: str) -> None:
    server.always["submit"] = HOLDING[name]
    errors = (runcomfy.SubmissionUnknownError, runcomfy.APITimeoutError)
    # On a busy machine the time may be up before anything was written.
    for limit in (LIMIT, 3 * LIMIT, 9 * LIMIT):
        with Timed(limit), pytest.raises(errors) as caught:
            kit.call(endpoint(kit, server, timeout=limit).submit({"marker": "a"}))
        no_tasks(kit)
        if server.sent("a"):
            break
    assert server.sent("a") == 1
    assert isinstance(caught.value, runcomfy.SubmissionUnknownError)


@pytest.mark.parametrize("route", ["status", "result"])
@pytest.mark.parametrize("name", HOLDING)
def test_a_run(kit: Kit, server: FaultServer, name: str, route: str) -> None:
    server.always[route] = HOLDING[name]
    error = run_out_of_time(kit, server)
    no_tasks(kit)
    assert server.posts["a"] == 1
    assert not server.cancels
    # The job goes on, and the error's handle finds it again.
    server.always.clear()
    assert kit.call(error.job.wait(timeout=120)).output["marker"] == "a"


@pytest.mark.parametrize("name", [*HOLDING, "one after another"])
def test_a_download(kit: Kit, server: FaultServer, name: str, tmp_path: Path) -> None:
    count = 1
    if name == "one after another":
        # Each is within the time, but not all.
        server.always["file"], count = kinds.slow(0.1), 8
    elif name == "an endless body":
        # What is text is refused at once.
        server.always["file"] = kinds.endless(b"\0", "image/png")
    else:
        server.always["file"] = HOLDING[name]
    files = [f"{server.url('foreign')}/files/f{number}.png" for number in range(count)]
    server.script("a", document={"status": "succeeded", "output": {"images": files}})
    job = kit.call(endpoint(kit, server).submit({"marker": "a"}))
    # So that the time is up in the download, however busy the machine is.
    kit.call(job.wait())
    with Timed(), pytest.raises(runcomfy.DownloadError, match=r"(?i)no time|in time|timeout|time was up"):
        kit.call(job.download(tmp_path, timeout=LIMIT))
    no_tasks(kit)
    assert [path for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_at_the_deadline_the_job_is_cancelled_where_that_is_wanted(kit: Kit, server: FaultServer) -> None:
    server.script("a", ["in_progress"])
    error = run_out_of_time(kit, server, LIMIT / 2, on_timeout="cancel")
    assert "was cancelled" in str(error)
    assert server.cancels["a"] == 1
    assert error.cancellation


def test_what_cannot_be_cancelled_is_said(kit: Kit, server: FaultServer) -> None:
    server.script("a", ["in_progress"])
    server.outcome = {"outcome": "not_cancellable", "status": "in_progress"}
    error = run_out_of_time(kit, server, LIMIT / 2, on_timeout="cancel")
    assert not error.cancellation
    said = str(error)
    assert "was not cancelled" in said
    assert "only jobs in the queue" in said
    assert "still running" in said


@pytest.mark.parametrize("name", ["silence", "dripping headers"])
def test_the_cancelling_too_has_a_bound(
    kit: Kit, server: FaultServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("_jobs.sync_job", "_jobs.async_job"):
        monkeypatch.setattr(f"runcomfy.{module}.BOUND", LIMIT / 2)
    server.script("a", ["in_progress"])
    server.always["cancel"] = HOLDING[name]
    error = run_out_of_time(kit, server, LIMIT / 2, on_timeout="cancel")
    assert "was not cancelled" in str(error)
    assert not error.cancellation
    no_tasks(kit)


def test_threads_that_ran_out_of_time_submit_nothing_more(server: FaultServer) -> None:
    """A rival's callers timed out without an id, and their jobs were submitted afterwards all the same."""
    server.always["submit"] = kinds.slow(1.0)
    together = threading.Barrier(12)
    client = runcomfy.RunComfy("tok", base_url=server.base_url, max_connections=2)
    ends: dict[str, BaseException] = {}

    def one(number: int) -> None:
        together.wait(120)
        try:
            client.with_options(timeout=2 * LIMIT).model(f"t/m{number}").run({"marker": "x"})
        except runcomfy.RunComfyError as error:
            ends[f"m{number}"] = error

    threads = [threading.Thread(target=one, args=(number,)) for number in range(12)]
    with Timed():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
    sent = sum(server.posts.values())
    time.sleep(0.2)
    client.close()
    assert sum(server.posts.values()) == sent < 12
    assert len(ends) == 12
    unsent = {marker for marker, error in ends.items() if isinstance(error, runcomfy.APIConnectionError)}
    # Whoever was told that nothing was sent can rely on it. A POST that was on its way when the time was up may
    # never have been read by the server: then its caller knows no more than that it may have been.
    assert unsent
    assert not unsent & set(server.posts)
    known = [error for marker, error in ends.items() if marker not in unsent]
    assert all(isinstance(e, (runcomfy.SubmissionUnknownError, runcomfy.WaitTimeoutError)) for e in known)
