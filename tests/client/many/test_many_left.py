"""A batch that is left early: by its loop, by a cancelled task, by Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
import runcomfy
from runcomfy import Journal

from tests.client.many.many_kit import FAST, LIGHT, posts, requests

if TYPE_CHECKING:
    from pathlib import Path

    from tests.client.conftest import Queue, QueueServer


def only_the_first_ends(handler: Queue, _body: bytes) -> bool:
    running = handler.path.endswith("/status") and "/job1/" not in handler.path
    return running and (handler.answer(b'{"status": "in_progress"}') or True)


def looked_at(queue: QueueServer) -> int:
    """How many jobs the client has the ids of, as it asks for them."""
    return len({path for _, path in list(queue.seen) if path.endswith("/status")})


def test_leaving_the_loop_leaves_no_thread_and_lets_jobs_run(
    queue: QueueServer, caplog: pytest.LogCaptureFixture
) -> None:
    queue.behave = only_the_first_ends
    before = set(threading.enumerate())
    with runcomfy.RunComfy("t", base_url=queue.base_url) as client:
        found = client.with_options(poll_interval=0.02).batch(requests(20), max_in_flight=4, **LIGHT)
        assert next(found).job.request_id == "job1"
        found.close()
    names = [thread.name for thread in set(threading.enumerate()) - before if "runcomfy" in thread.name]
    assert names == []
    assert "jobs go on" in caplog.text
    assert posts(queue) < 20


def test_leaving_the_loop_leaves_no_task(queue: QueueServer) -> None:
    queue.behave = only_the_first_ends

    async def main() -> None:
        async with runcomfy.AsyncRunComfy("t", base_url=queue.base_url) as client:
            found = client.with_options(poll_interval=0.02).batch(requests(20), max_in_flight=4, **LIGHT)
            assert (await anext(found)).job.request_id == "job1"
            await found.aclose()
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


@pytest.mark.parametrize("mode", ["detach", "cancel"])
def test_a_cancelled_task_says_what_goes_on(queue: QueueServer, mode: str) -> None:
    queue.behave = lambda handler, _body: (
        handler.path.endswith("/status") and (handler.answer(b'{"status": "in_queue"}') or True)
    )

    async def main() -> str:
        async with runcomfy.AsyncRunComfy("t", base_url=queue.base_url) as client:
            options = client.with_options(poll_interval=0.02, on_interrupt=mode)

            async def consume() -> None:
                async for _ in options.batch(requests(4), **FAST):
                    raise AssertionError

            task = asyncio.create_task(consume())
            while looked_at(queue) < 4:  # noqa: ASYNC110 (another thread counts)
                await asyncio.sleep(0.01)
            task.cancel()
            try:
                await task
            except asyncio.CancelledError as error:
                return "".join(getattr(error, "__notes__", []))
            raise AssertionError

    note = asyncio.run(main())
    cancelled = sum(path.endswith("/cancel") for _, path in queue.seen)
    assert cancelled == (4 if mode == "cancel" else 0)
    assert ("4 jobs go on" in note) == (mode == "detach")


INTERRUPTED = """
import sys, runcomfy
with runcomfy.RunComfy("t", base_url=sys.argv[1], journal=sys.argv[2]) as client:
    quick = client.with_options(poll_interval=0.02, on_interrupt=sys.argv[3])
    try:
        for outcome in quick.batch([("v/m", {"n": n}) for n in range(9)], max_in_flight=4,
                                      requests_per_second=None, progress=False):
            print(outcome)
    except KeyboardInterrupt as error:
        print(*error.__notes__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("mode", ["detach", "cancel"])
@pytest.mark.ci
def test_ctrl_c_says_what_is_still_running(queue: QueueServer, tmp_path: Path, mode: str) -> None:
    queue.behave = lambda handler, _body: (
        handler.path.endswith("/status") and (handler.answer(b'{"status": "in_queue"}') or True)
    )
    arguments = [sys.executable, "-W", "error", "-c", INTERRUPTED, queue.base_url, str(tmp_path / "j"), mode]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while looked_at(queue) < 4:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
    assert process.returncode == 0
    with Journal(tmp_path / "j") as journal:
        ids = [str(entry.request_id) for entry in journal.entries()]
        assert len(journal.open_jobs()) == (4 if mode == "detach" else 0)
    assert len(ids) == posts(queue) == 4
    if mode == "detach":
        assert "4 jobs go on" in said
        assert all(one in said for one in ids)
    assert "5 requests were not sent; the same batch started again picks them up" in said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_forked_process_leaves_the_batch_to_its_parent(queue: QueueServer) -> None:
    queue.behave = only_the_first_ends
    with runcomfy.RunComfy("t", base_url=queue.base_url) as client:
        found = client.with_options(poll_interval=0.02).batch(requests(4), max_in_flight=4, **LIGHT)
        next(found)
        lock = found.gi_frame.f_locals["batch"].lock
        locked, forked = threading.Event(), threading.Event()

        def hold() -> None:
            with lock:
                locked.set()
                forked.wait(60)

        thread = threading.Thread(target=hold)
        thread.start()
        assert locked.wait(60)
        child = os.fork()
        if child == 0:
            signal.alarm(20)
            found.close()
            os._exit(0)
        forked.set()
        thread.join()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        queue.behave = None
        assert [outcome.error for outcome in found] == [None] * 3
