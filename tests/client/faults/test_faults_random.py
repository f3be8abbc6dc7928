"""Paid jobs over random faults: none is doubled, none is lost, nothing is left behind; two thousand of them with `make soak`."""

from __future__ import annotations

import asyncio
import gc
import random
import threading
import time
import warnings
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
import runcomfy

from tests.client.conftest import TOKEN
from tests.client.faults import fault_kinds as kinds
from tests.client.faults.fault_server import FaultServer, running

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client.faults.fault_server import Fault
    from tests.manners import Manner

SEED = 20260917
JOBS = 1000  # of each client, and a share of them in the suite
AT_ONCE = 48
TASKS, CONNECTIONS = 32, 16  # the more there are, the longer each waits for the one processor
TIMEOUT, DEADLINE = 0.6, 2.5  # seconds
PACES = (1, 4, 16)  # times as many, where the machine is too busy for most jobs to go well
OPTIONS: dict[str, Any] = {
    "poll_interval": 0.02, "max_poll_interval": 0.05, "on_interrupt": "detach", "max_retries": 3,
}  # fmt: skip

# What may become of a submit, with its weight. Those that are `PASSING` are survived.
SUBMIT: list[tuple[float, Fault | None]] = [
    (130, None),
    (3, kinds.continues), (2, kinds.old_http), (2, kinds.slow(0.1)),
    (3, kinds.reset_before_body), (3, kinds.reset_during_body), (4, kinds.reset_after_body),
    (3, kinds.closed_without_a_word), (2, kinds.reset_in_answer), (2, kinds.half_headers), (2, kinds.too_short),
    (2, kinds.too_long), (2, kinds.truncated_json), (1, kinds.half_a_chunk), (1, kinds.not_http), (1, kinds.silent),
    (1, kinds.slow(0.9)), (1, kinds.html), (1, kinds.empty), (1, kinds.says(request_id="../x")),
    (3, kinds.status(500, takes_it=True)), (2, kinds.status(502, kinds.HTML, takes_it=True)),
    (2, kinds.status(504, takes_it=True)), (2, kinds.status(503)), (1, kinds.status(408, takes_it=True)),
    (1, kinds.redirect(307, "https://elsewhere.example/")), (2, kinds.late(0)), (2, kinds.status(422)),
    (1, kinds.error_code(400002)),
]  # fmt: skip
LOOK: list[tuple[float, Fault | None]] = [
    (80, None),
    (2, kinds.reset_before_body), (2, kinds.closed_without_a_word), (2, kinds.reset_in_answer), (1, kinds.too_short),
    (1, kinds.truncated_json), (1, kinds.not_http), (0.5, kinds.silent), (0.5, kinds.slow(0.9)), (2, kinds.slow(0.05)),
    (0.15, kinds.dripping(0.02)), (0.15, kinds.dripping(0.02, body=True)), (1, kinds.html), (3, kinds.status(504)),
    (2, kinds.status(500)), (2, kinds.late(0)), (1, kinds.continues), (1, kinds.error_code(500001)),
    (1, kinds.status(418)), (0.3, kinds.status(401)),
]  # fmt: skip
WORDS = [
    ["completed"], ["in_queue", "completed"], ["in_queue", "in_progress", "completed"], ["thawing", "succeeded"],
]  # fmt: skip
RESULTS: list[dict[str, Any] | None] = [None] * 8 + [
    {"status": "failed", "error": "504 timeout, try again"}, {"status": "cancelled"},
]  # fmt: skip


@pytest.fixture(autouse=True, params=[100, pytest.param(JOBS, marks=pytest.mark.soak)])
def jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many jobs of each client there are."""
    monkeypatch.setattr(f"{__name__}.JOBS", request.param)
    count: int = request.param
    return count


Ends: TypeAlias = dict[str, tuple[str, str | None]]


def some(chance: random.Random, choices: list[tuple[float, Fault | None]], count: int) -> list[Fault]:
    weights, faults = zip(*choices, strict=True)
    return [fault or kinds.well for fault in chance.choices(faults, weights, k=count)]


def plan(server: FaultServer, seed: int) -> list[str]:
    chance = random.Random(seed)
    models = []
    for number in range(JOBS):
        words = list(chance.choice(WORDS)) if chance.random() < 0.98 else ["in_progress"]
        models.append(
            server.script(
                f"m{number}", words, chance.choice(RESULTS), submit=some(chance, SUBMIT, 1),
                status=some(chance, LOOK, 6), result=some(chance, LOOK, 2), cancel=some(chance, LOOK, 1),
            )
        )  # fmt: skip
    return models


def end_of(error: runcomfy.RunComfyError) -> tuple[str, str | None]:
    if isinstance(error, runcomfy.SubmissionUnknownError):
        return "unknown", None
    request_id = getattr(error, "request_id", None)
    return (type(error).__name__ if request_id else "refused"), request_id


def judge(server: FaultServer, ends: Ends) -> Counter[str]:
    """Every job against the server's books."""
    assert len(ends) == JOBS
    assert {marker: posts for marker, posts in server.posts.items() if posts > 1} == {}
    owned = {job.marker: job for job in server.jobs.values()}
    assert len(owned) == len(server.jobs)
    for marker, (end, request_id) in ends.items():
        job = owned.get(marker)
        if job is None:
            assert end in {"unknown", "refused"}, (marker, end)
        elif end != "unknown":
            assert request_id == job.request_id, (marker, end)
    secret = TOKEN.encode()
    assert not [seen for seen in server.reached("foreign") if secret in seen.head]
    return Counter(end for end, _ in ends.values())


def files_open() -> int:
    mine = Path("/proc/self/fd")
    return len(list(mine.iterdir())) if mine.is_dir() else 0


def remains(before: tuple[int, int]) -> tuple[int, int]:
    """The threads and open files beyond those there were, after a moment to end."""
    for _ in range(3_000):
        gc.collect()
        now = (threading.active_count() - before[0], files_open() - before[1])
        if now <= (0, 0):
            break
        time.sleep(0.02)
    return now


def check(run: Callable[[int], tuple[FaultServer, Ends]], seed: int, before: tuple[int, int]) -> None:
    """What must hold does so at every pace; that most goes well needs one that the machine can keep."""
    try:
        for pace in PACES:
            counts = judge(*run(pace))
            left = remains(before)
            assert left[0] <= 0, [thread.name for thread in threading.enumerate()]
            assert left[1] <= 0
            if counts["finished"] > JOBS * 0.3:
                break
        # Every kind of ending was met, and most jobs went well in spite of it all.
        assert counts["finished"] > JOBS * 0.3
        for kind in (
            ("unknown", "refused")
            if JOBS < 1000
            else ("unknown", "refused", "WaitTimeoutError", "JobFailedError", "JobCancelledError")
        ):
            assert counts[kind] > 0, counts
    except AssertionError as error:
        error.add_note(f"seed {seed}")
        raise


@pytest.fixture
def before(manner: Manner, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    monkeypatch.setattr("runcomfy._protocol.retry.FIRST", 0.02)
    gc.collect()
    return threading.active_count(), files_open()


def with_threads(pace: int) -> tuple[FaultServer, Ends]:
    ends: Ends = {}
    with running() as server:
        client = runcomfy.RunComfy(
            TOKEN, base_url=server.base_url, http_timeout=TIMEOUT * pace, max_connections=AT_ONCE
        ).with_options(timeout=DEADLINE * pace, **OPTIONS)

        def one(model: str) -> None:
            marker = model.partition("/")[2]
            try:
                ends[marker] = ("finished", client.model(model).run({"marker": marker}).request_id)
            except runcomfy.RunComfyError as error:
                ends[marker] = end_of(error)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", runcomfy.RunComfyWarning)
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(one, plan(server, SEED)))
        client.close()
    return server, ends


def with_tasks(pace: int) -> tuple[FaultServer, Ends]:
    ends: Ends = {}

    async def every(server: FaultServer, models: list[str]) -> None:
        client = runcomfy.AsyncRunComfy(
            TOKEN, base_url=server.base_url, http_timeout=TIMEOUT * pace, max_connections=CONNECTIONS
        ).with_options(timeout=DEADLINE * pace, **OPTIONS)
        room = asyncio.Semaphore(TASKS)

        async def one(model: str) -> None:
            marker = model.partition("/")[2]
            async with room:
                try:
                    result = await client.model(model).run({"marker": marker})
                    ends[marker] = ("finished", result.request_id)
                except runcomfy.RunComfyError as error:
                    ends[marker] = end_of(error)

        await asyncio.gather(*map(one, models))
        assert asyncio.all_tasks() == {asyncio.current_task()}
        await client.aclose()

    with running() as server, warnings.catch_warnings():
        warnings.simplefilter("ignore", runcomfy.RunComfyWarning)
        asyncio.run(every(server, plan(server, SEED + 1)))
    return server, ends


@pytest.mark.ci
def test_threads(before: tuple[int, int]) -> None:
    check(with_threads, SEED, before)


@pytest.mark.ci
def test_tasks(before: tuple[int, int]) -> None:
    check(with_tasks, SEED + 1, before)
