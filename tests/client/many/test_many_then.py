"""Ended jobs on other people's workers: threads and processes. What is paid for stays with the driver."""

from __future__ import annotations

import itertools
import os
import pickle
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.client.many.executor_kit import Forgetful, Mute
from tests.client.many.many_kit import FAST, client_of, posts, requests
from tests.inside import Clock, core_module

if TYPE_CHECKING:
    from tests.client.conftest import Kit, Queue, QueueServer

SETTINGS: dict[str, Any] = {**FAST, "ordered": True}


def name_of(result: runcomfy.Result[Any]) -> tuple[str, int]:
    return result.raw["id"], os.getpid()


def fails(result: runcomfy.Result[Any]) -> None:
    raise LookupError(f"no use for {result.request_id}")


def is_portable(result: runcomfy.Result[Any]) -> str:
    again = pickle.loads(pickle.dumps(result))
    assert type(again) is runcomfy.Result
    return again.request_id


def test_an_outcome_carries_what_the_function_returned(kit: Kit, queue: QueueServer) -> None:
    client = client_of(kit, queue)
    with ThreadPoolExecutor(2) as pool:
        found = kit.items(client.batch(requests(20), executor=pool, then=is_portable, **SETTINGS))
    assert [outcome.index for outcome in found] == list(range(20))
    for outcome in found:
        assert outcome.value == outcome.job.request_id == outcome.unwrap().request_id
        assert isinstance(outcome.result, runcomfy.AsyncResult if kit.kind == "async" else runcomfy.Result)
    assert posts(queue) == 20


@pytest.mark.ci
def test_in_processes_that_have_no_token(
    kit: Kit, queue: QueueServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(os.environ):
        if name.startswith("RUNCOMFY_"):
            monkeypatch.delenv(name)
    client = client_of(kit, queue)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        found = kit.items(client.batch(requests(3), executor=pool, then=name_of, **SETTINGS))
    assert len(found) == 3
    for outcome in found:
        name, pid = outcome.value
        assert name == outcome.job.request_id
        assert pid != os.getpid()


def test_a_worker_that_dies_repeats_only_the_function(kit: Kit, queue: QueueServer) -> None:
    executor = Forgetful(2)
    found = kit.items(
        client_of(kit, queue).batch(requests(4), executor=executor, then=is_portable, **SETTINGS)
    )
    assert all(outcome.ok and outcome.value for outcome in found)
    assert executor.ran == 4 + 2
    assert posts(queue) == 4


def test_workers_that_are_gone_for_good_leave_the_result(kit: Kit, queue: QueueServer) -> None:
    client = client_of(kit, queue)
    executor = Forgetful(99)
    found = kit.items(client.batch(requests(2), executor=executor, then=is_portable, **SETTINGS))
    for outcome in found:
        assert "could not run `then`" in str(outcome.error)
        assert outcome.result.raw == {"id": outcome.job.request_id}
        with pytest.raises(runcomfy.RunComfyError):
            outcome.unwrap()
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    [outcome] = kit.items(client.batch(requests(1, again=1), executor=pool, then=is_portable, **SETTINGS))
    assert "cannot schedule" in str(outcome.error)
    assert posts(queue) == 3


def test_what_the_function_raises_is_the_outcome(kit: Kit, queue: QueueServer) -> None:
    with ThreadPoolExecutor(1) as pool:
        [outcome] = kit.items(client_of(kit, queue).batch(requests(1), executor=pool, then=fails, **SETTINGS))
    assert isinstance(outcome.error, LookupError)
    assert outcome.result is not None


def test_a_failed_job_is_not_handed_over(kit: Kit, queue: QueueServer) -> None:
    def behave(handler: Queue, body: bytes) -> bool:
        if "/result" in handler.path:
            handler.answer(b'{"status": "failed", "error": "out of memory"}')
            return True
        return False

    queue.behave = behave
    executor = Mute()
    [outcome] = kit.items(client_of(kit, queue).batch(requests(1), executor=executor, then=fails, **SETTINGS))
    assert isinstance(outcome.error, runcomfy.JobFailedError)
    assert executor.given == []


def test_the_deadline_counts_over_the_executor(
    kit: Kit, queue: QueueServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def now() -> float:
        # The deadline passes when the executor has had all results and was told of.
        silent = len(executor.given) == 3 and "has it any workers?" in caplog.text
        return time.monotonic() + (1_000 if silent else 0)

    monkeypatch.setattr("runcomfy._many.handover._SILENT", 0.0)
    monkeypatch.setattr(core_module, "Clock", lambda: Clock(now=now))
    for driver in ("sync", "aio"):
        monkeypatch.setattr(f"runcomfy._many.{driver}._TICK", 0.01)
    executor = Mute()
    client = client_of(kit, queue).with_options(timeout=600)
    found = kit.items(client.batch(requests(3), executor=executor, then=fails, **SETTINGS))
    for outcome in found:
        assert isinstance(outcome.error, runcomfy.WaitTimeoutError)
        assert outcome.result.raw == {"id": outcome.job.request_id}
    assert len(executor.given) == 3
    assert all(future.cancelled() for future in executor.given)
    assert "has it any workers?" in caplog.text


def test_leaving_the_loop_takes_back_what_was_given(kit: Kit, queue: QueueServer) -> None:
    executor = Mute()
    outcomes = client_of(kit, queue).batch(
        [*requests(3), ("v/m", {"n": 99})], executor=executor, then=fails, on_error="raise", **FAST
    )

    def behave(handler: Queue, body: bytes) -> bool:
        if b"99" not in body:
            return False
        while len(executor.given) < 3:
            time.sleep(0.01)
        handler.answer(b"", 422)
        return True

    queue.behave = behave
    with pytest.raises(runcomfy.RejectedInputError):
        kit.items(outcomes)
    assert len(executor.given) == 3
    assert all(future.cancelled() for future in executor.given)


@pytest.mark.parametrize("given", [{"executor": Mute()}, {"then": fails}])
def test_both_or_none(kit: Kit, queue: QueueServer, given: dict[str, Any]) -> None:
    with pytest.raises(runcomfy.ConfigError, match="belong together"):
        kit.items(client_of(kit, queue).batch(requests(1), **given, **FAST))
    assert queue.seen == []


# Workers that are killed: `tests/crash/test_then.py`, of which CI takes its share.


@pytest.mark.sample(1)
def test_a_slow_worker_holds_up_no_thread(queue: QueueServer, kit: Kit) -> None:
    """Results go to the executor while the first ones are still with it."""

    begun, third = itertools.count(1), threading.Event()

    def slowly(result: runcomfy.Result[Any]) -> str:
        if next(begun) == 3:
            third.set()
        assert third.wait(60)
        return result.request_id

    with ThreadPoolExecutor(8) as pool:
        found = kit.items(
            client_of(kit, queue).batch(
                requests(40), executor=pool, then=slowly, max_in_flight=40, **SETTINGS
            )
        )
    assert [outcome.value for outcome in found] == [outcome.job.request_id for outcome in found]
    assert len(found) == 40
