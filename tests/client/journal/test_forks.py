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

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def until_paused(journal: Journal) -> None:
    while "paused" not in [entry.state for entry in journal.entries()]:
        time.sleep(0.01)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_fork_that_ends_while_its_parent_sends_frees_nothing(queue: QueueServer, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite3")
    refused, on_its_way, go = threading.Event(), threading.Event(), threading.Event()

    def behave(handler: Queue, body: bytes) -> bool:
        if not body or not json.loads(body)["n"]:
            return False
        if not refused.is_set():
            handler.answer(b"{}", 429, retry_after="1")
            refused.set()
            return True
        on_its_way.set()
        go.wait(60)
        return False

    queue.behave = behave
    with runcomfy.RunComfy("t", base_url=queue.base_url, journal=journal) as client:
        found = client.batch([("v/m", {"n": 0}), ("v/m", {"n": 1})], batch_id="b")
        next(found)
        assert refused.wait(60)
        until_paused(journal)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            # It waits until the other one sends. Then it ends, and with it its copy of the batch.
            signal.alarm(20)
            os.read(reader, 1)
            found.close()
            os._exit(0)
        assert on_its_way.wait(60)
        os.write(writer, b"x")
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        # Else anybody might send it again.
        assert [entry.state for entry in journal.entries() if not entry.request_id] == ["intent"]
        go.set()
        assert [outcome.error for outcome in found] == [None]
