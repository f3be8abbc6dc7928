"""A request is its process's own: what a fork has of it, and lets go of, changes nothing in the journal."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest
import runcomfy
from runcomfy import Journal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.client.conftest import Queue, QueueServer

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]


def test_a_fork_that_ends_while_its_parent_sends_frees_nothing(queue: QueueServer, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite3")
    forked, on_its_way, go = threading.Event(), threading.Event(), threading.Event()

    def behave(handler: Queue, body: bytes) -> bool:
        if not body or not json.loads(body)["n"]:
            return False
        if not forked.is_set():
            handler.answer(b"{}", 429, retry_after="1")
            return True
        on_its_way.set()
        go.wait(60)
        return False

    queue.behave = behave
    with runcomfy.RunComfy("t", base_url=queue.base_url, journal=journal) as client:
        found = client.batch([("v/m", {"n": 0}), ("v/m", {"n": 1})], batch_id="b")
        next(found)
        while "paused" not in [entry.state for entry in journal.entries()]:
            time.sleep(0.01)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            # It waits until the other one sends. Then it ends, and with it its copy of the batch.
            signal.alarm(20)
            os.read(reader, 1)
            found.close()
            os._exit(0)
        forked.set()
        assert on_its_way.wait(60)
        os.write(writer, b"x")
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        # Else anybody might send it again.
        assert [entry.state for entry in journal.entries() if not entry.request_id] == ["intent"]
        go.set()
        assert [outcome.error for outcome in found] == [None]


def test_what_a_fork_writes_stays_when_its_parent_closes_the_file(queue: QueueServer, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    reader, writer = os.pipe()
    client = runcomfy.RunComfy("t", base_url=queue.base_url, journal=path)
    client.model("v/m").submit({"n": 0})
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        client.model("v/m").submit({"n": 1})
        os.write(writer, b"x")
        while path.with_name(f"{path.name}-closed").exists() is False:
            time.sleep(0.01)
        client.model("v/m").submit({"n": 2})
        os._exit(0)
    os.read(reader, 1)
    client.close()
    path.with_name(f"{path.name}-closed").touch()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with Journal(path) as journal:
        assert [entry.request_id for entry in journal.entries()] == ["job1", "job2", "job3"]


def test_a_fork_waits_for_what_is_being_written(queue: QueueServer, tmp_path: Path) -> None:
    client = runcomfy.RunComfy("t", base_url=queue.base_url, journal=tmp_path / "journal.sqlite3")
    over = threading.Event()

    def submit() -> None:
        while not over.is_set():
            client.model("v/m").submit({"n": 0})

    threads = [threading.Thread(target=submit) for _ in range(4)]
    for thread in threads:
        thread.start()
    codes: list[int] = []
    for _ in range(8):
        time.sleep(0.02)
        if not (child := os.fork()):
            signal.alarm(20)
            client.model("v/m").submit({"n": 1})
            os._exit(0)
        codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    over.set()
    for thread in threads:
        thread.join()
    client.close()
    assert codes == [0] * 8
