"""Batches on other people's workers: threads, processes, and Dask's cluster, of which a worker is killed."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import BudgetError, Journal

from .conftest import Kit, priced
from .executor_kit import FAST, Forgetful, client_of, posts

if TYPE_CHECKING:
    from .conftest import Queue, QueueServer


EDIT = "openai/gpt-image-2/edit"


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    # A worker takes the token from its own environment.
    monkeypatch.setenv("RUNCOMFY_TOKEN", "t")


def requests(count: int) -> list[tuple[str, dict[str, object]]]:
    return [("v/m", {"n": n}) for n in range(count)]


def test_on_threads(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = client_of(kit, queue, tmp_path / "j")
    with ThreadPoolExecutor(2) as pool:
        found = kit.items(client.run_many(requests(20), executor=pool, ordered=True, **FAST))
    assert [outcome.index for outcome in found] == list(range(20))
    assert [outcome.request.input["n"] for outcome in found] == list(range(20))
    for outcome in found:
        assert outcome.unwrap().raw == {"id": outcome.job.request_id}
        assert isinstance(outcome.job, runcomfy.AsyncJob if kit.kind == "async" else runcomfy.Job)
    assert posts(queue) == 20
    assert client.budget.spent == Decimal("0.2")
    assert kit.call(client.journal.open_jobs()) == []


def test_failures_come_back_as_they_are(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    def behave(handler: Queue, body: bytes) -> bool:
        n = json.loads(body)["n"] if body else None
        if n == 1:
            handler.answer(b'{"detail": "bad"}', 422)
        elif n == 2:
            handler.answer(b"", 502)
        return n in {1, 2}

    queue.behave = behave
    client = client_of(kit, queue, tmp_path / "j")
    with ThreadPoolExecutor(2) as pool:
        found = kit.items(client.run_many(requests(4), executor=pool, ordered=True, **FAST))
        assert [type(outcome.error) for outcome in found] == [
            type(None), runcomfy.RejectedInputError, runcomfy.SubmissionUnknownError, type(None),
        ]  # fmt: skip
        with pytest.raises(runcomfy.RejectedInputError):
            kit.items(client.run_many(requests(4), executor=pool, on_error="raise", ordered=True, **FAST))


def test_the_budget_is_kept_by_who_gives_the_work_out(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")
    given = [(EDIT, {"prompt": str(n), "images": ["https://e.com/a.png"]}) for n in range(12)]
    client = client_of(kit, queue, tmp_path / "j", budget_usd="0.20")
    with ThreadPoolExecutor(2) as pool:
        found = kit.items(client.run_many(given, executor=pool, max_in_flight=40, **FAST))
    refused = [outcome for outcome in found if isinstance(outcome.error, BudgetError)]
    assert len(refused) + posts(queue) == 12
    assert 5 <= posts(queue) < 12
    assert client.budget.reserved == 0
    assert client.budget.spent == Decimal("0.01") * posts(queue)


def test_a_task_that_is_run_again_pays_nothing_again(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = client_of(kit, queue, tmp_path / "j")
    found = kit.items(client.run_many(requests(4), executor=Forgetful(2), **FAST))
    assert all(outcome.ok for outcome in found)
    assert posts(queue) == 4


def test_workers_that_are_gone_for_good_leave_handles(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = client_of(kit, queue, tmp_path / "j")
    found = kit.items(client.run_many(requests(4), batch_id="b", executor=Forgetful(99), **FAST))
    assert all("lost this request" in str(outcome.error) and outcome.job for outcome in found)
    again = kit.items(client.run_many(requests(4), batch_id="b", **FAST))
    assert all(outcome.ok for outcome in again)
    assert posts(queue) == 4


def test_a_worker_that_sees_another_journal_refuses(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runcomfy._many import spread

    real = spread.work

    def elsewhere(portion: Any) -> Any:
        with Journal(tmp_path / "other") as other:
            portion.core.books.journal = other
            return real(portion)

    monkeypatch.setattr(spread, "work", elsewhere)
    client = client_of(kit, queue, tmp_path / "j")
    with ThreadPoolExecutor(1) as pool, pytest.raises(runcomfy.ConfigError, match="not the one"):
        kit.items(client.run_many(requests(4), executor=pool, **FAST))
    assert queue.seen == []


@pytest.mark.filterwarnings("ignore")  # those of other people's packages
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.ci
def test_on_dask_with_a_worker_killed(queue: QueueServer, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    taken: list[int] = []
    half, released = threading.Event(), threading.Event()

    def behave(handler: Queue, body: bytes) -> bool:
        if body:
            with queue.lock:
                taken.append(json.loads(body)["n"])
                if len(taken) >= 6:
                    half.set()
        elif handler.path.endswith("/status") and not released.is_set():
            handler.answer(b'{"status": "in_progress"}')
            return True
        return False

    queue.behave = behave
    found: list[Any] = []
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as dask,
        runcomfy.RunComfy("t", base_url=queue.base_url, journal=tmp_path / "j") as client,
    ):
        pids = set(dask.run(os.getpid).values())
        assert len(pids) == 2
        quick = client.with_options(poll_interval=0.02, poll_max=0.05)

        def collect() -> None:
            found.extend(quick.run_many(requests(24), executor=dask.get_executor(), **FAST))

        collecting = threading.Thread(target=collect)
        collecting.start()
        assert half.wait(60)
        killed, accepted, ends = min(pids), set[str | None](), time.monotonic() + 30
        with Journal(tmp_path / "j") as journal:
            # What the server has taken stands there a moment later.
            while not accepted and time.monotonic() < ends:
                time.sleep(0.1)
                accepted = {
                    entry.request_id
                    for entry in journal.open_jobs()
                    if entry.owner.split(":")[1] == str(killed)
                }
        assert accepted
        os.kill(killed, signal.SIGKILL)
        released.set()
        collecting.join(60)
        assert not collecting.is_alive()
    assert sorted(outcome.index for outcome in found) == list(range(24))
    # Nothing was sent twice, and what the dead worker had was picked up by its id.
    assert set(Counter(taken).values()) == {1}
    ended = {outcome.job.request_id for outcome in found if outcome.ok}
    assert accepted <= ended
    assert all(outcome.ok or isinstance(outcome.error, runcomfy.SubmissionUnknownError) for outcome in found)
    with Journal(tmp_path / "j") as journal:
        owners = {int(entry.owner.split(":")[1]) for entry in journal.entries()}
    assert pids <= owners
    assert os.getpid() not in owners


if sys.platform == "win32":  # pragma: no cover
    pytestmark = pytest.mark.skip(reason="needs POSIX processes")
