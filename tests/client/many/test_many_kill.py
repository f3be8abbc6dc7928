"""Killed at any moment, a batch loses no job that the server has confirmed, and submits none twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from runcomfy import Journal
from runcomfy._journal import is_lost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.client.conftest import Queue, QueueServer

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

COUNT = 24  # requests in a batch


@pytest.fixture
def workers() -> Iterator[subprocess.Popen[str]]:
    path = Path(__file__).with_name("many_kill_worker.py")
    process = subprocess.Popen(
        [sys.executable, "-W", "error", str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.communicate(timeout=600)
    assert process.returncode == 0


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("most", [10, pytest.param(100, marks=pytest.mark.soak)])
def test_killed_many_times(
    workers: subprocess.Popen[str], queue: QueueServer, tmp_path: Path, most: int
) -> None:
    taken: dict[str, str] = {}  # what the server has accepted: id and marker
    answered: set[str] = set()  # the ids that it has told
    chance = random.Random(7)

    def behave(handler: Queue, body: bytes) -> bool:
        if not body:
            return False
        marker = json.loads(body)["marker"]
        with queue.lock:
            request_id = f"job{len(taken)}"
            taken[request_id] = marker
            pause = chance.random() * 0.01
        time.sleep(pause)
        handler.answer(json.dumps({"request_id": request_id}).encode())
        answered.add(request_id)
        return True

    queue.behave = behave
    journal_path = tmp_path / "journal"
    assert workers.stdin is not None
    assert workers.stdout is not None

    def start(batch: int) -> tuple[int, Path]:
        done = tmp_path / f"done-{batch}"
        order = {"batch": f"b{batch}", "count": COUNT, "url": queue.base_url, "journal": str(journal_path)}
        workers.stdin.write(json.dumps({**order, "done": str(done)}) + "\n")  # type: ignore[union-attr]
        workers.stdin.flush()  # type: ignore[union-attr]
        return int(workers.stdout.readline()), done  # type: ignore[union-attr]

    kills = batch = 0
    finished: dict[int, list[dict[str, Any]]] = {}
    while kills < most or batch not in finished:
        if batch in finished:
            batch += 1
        pid, done = start(batch)
        ends = time.monotonic() + (chance.random() * 0.12 if kills < most else 600)
        while time.monotonic() < ends and is_there(pid):
            time.sleep(0.002)
        if is_there(pid):
            assert kills < most
            os.kill(pid, signal.SIGKILL)
            kills += 1
            while is_there(pid):
                time.sleep(0.001)
        else:
            finished[batch] = json.loads(done.read_text())

    # Let the server's last threads end.
    deadline = time.monotonic() + 60
    while queue.in_flight and time.monotonic() < deadline:
        time.sleep(0.01)

    with Journal(journal_path) as journal:
        entries = journal.entries()
        unknown = [entry for entry in entries if entry.state in {"unknown", "intent"}]
        assert all(is_lost(entry) for entry in unknown)
        assert journal.open_jobs() == []
    known = {entry.request_id: entry.inputs for entry in entries if entry.request_id}
    # Nothing was submitted twice,
    assert Counter(taken.values()).most_common(1)[0][1] == 1
    # everything that the server took is known by its id, or said to be unknown,
    unknown_markers = {(entry.inputs or {})["marker"] for entry in unknown}
    assert {taken[one] for one in set(taken) - set(known)} <= unknown_markers
    # what stands there is right,
    assert all(known[one] == {"marker": taken[one]} for one in known if one in taken)
    assert set(known) <= set(taken)
    # and each batch came to its end, with everything that has not ended well said to be unknown.
    assert len(finished) == batch + 1
    for number, outcomes in finished.items():
        assert sorted(one["marker"] for one in outcomes) == sorted(f"b{number}-{n}" for n in range(COUNT))
        assert {one["error"] for one in outcomes} <= {None, "SubmissionUnknownError"}
        assert {one["marker"] for one in outcomes if one["error"]} <= unknown_markers
    # An id that the server has told is unknown only if a kill came before it was written down: of four at once.
    assert len(unknown) <= kills * 4
    assert len(answered - set(known)) <= kills * 4
    # (How many get so far is a matter of how busy the machine is.)
    assert answered & set(known)
    assert threading.active_count() < 50
    print(
        f"{kills} kills, {len(finished)} batches, {len(taken)} accepted, {len(known)} known, {len(unknown)} unknown"
    )
