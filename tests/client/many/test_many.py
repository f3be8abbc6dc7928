"""Many requests at once: bounded, and every one with its outcome."""

from __future__ import annotations

import time
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import BatchOutcome, BatchProgress, BudgetError
from runcomfy._many.scheduler import Scheduler

from tests.client.conftest import Kit, priced
from tests.client.many.many_kit import FAST, by_number, client_of, posts, requests

if TYPE_CHECKING:
    from tests.client.conftest import Queue, QueueServer

EDIT = "openai/gpt-image-2/edit"


def test_every_request_has_its_outcome(kit: Kit, queue: QueueServer) -> None:
    client = client_of(kit, queue)
    outcomes: list[BatchOutcome[Any, Any]] = kit.items(client.batch(requests(50), **FAST))
    assert sorted(outcome.index for outcome in outcomes) == list(range(50))
    for outcome in outcomes:
        assert outcome.request is not None
        assert outcome.request.input == {"n": outcome.index}
        assert outcome.unwrap().request_id == outcome.job.request_id
        assert outcome.ok
    assert posts(queue) == 50
    assert client.budget.spent == Decimal("0.5")


def test_all_kinds_of_requests(kit: Kit, queue: QueueServer) -> None:
    client = client_of(kit, queue)
    inputs: dict[str, Any] = {"prompt": "x", "images": ["https://e.com/a.png"]}
    endpoint = client.openai.gpt_image_2.edit
    given = [endpoint.request(**inputs), (EDIT, inputs), {"model": EDIT, "inputs": inputs}]
    outcomes = kit.items(client.batch(given, ordered=True, **FAST))
    assert [outcome.index for outcome in outcomes] == [0, 1, 2]
    assert {outcome.request.model_id for outcome in outcomes} == {EDIT}
    assert kit.items(client.batch([], **FAST)) == []


def test_in_order_though_the_first_is_the_slowest(kit: Kit, queue: QueueServer) -> None:
    def answer(handler: Queue, n: int) -> bool:
        time.sleep(0.2 if n == 0 else 0)
        return False

    queue.behave = by_number(answer)
    found = kit.items(client_of(kit, queue).batch(requests(30), ordered=True, max_in_flight=4, **FAST))
    assert [outcome.index for outcome in found] == list(range(30))


def test_no_more_jobs_than_allowed(kit: Kit, queue: QueueServer) -> None:
    running: set[str] = set()
    most = 0

    def behave(handler: Queue, body: bytes) -> bool:
        nonlocal most
        with queue.lock:
            if "/result" in handler.path:
                running.discard(handler.path.split("/")[3])
            elif body:
                running.add(f"job{queue.count + 1}")
                most = max(most, len(running))
        return False

    queue.behave = behave
    kit.items(client_of(kit, queue).batch(requests(40), max_in_flight=5, **FAST))
    assert 2 <= most <= 5
    assert queue.most_in_flight <= 8


def test_one_requests_trouble_is_not_the_others(kit: Kit, queue: QueueServer) -> None:
    def answer(handler: Queue, n: int) -> bool:
        if n == 1:
            handler.answer(b'{"detail": "bad"}', 422)
        elif n == 2:
            handler.answer(b"", 502)
        elif n == 3:
            handler.close_connection = True
        else:
            return False
        return True

    queue.behave = by_number(answer)
    client = client_of(kit, queue)
    found = kit.items(client.batch(requests(6), ordered=True, **FAST))
    assert [type(outcome.error).__name__ for outcome in found] == [
        "NoneType", "RejectedInputError", "SubmissionUnknownError", "SubmissionUnknownError", "NoneType", "NoneType",
    ]  # fmt: skip
    assert posts(queue) == 6
    with pytest.raises(runcomfy.RejectedInputError):
        found[1].unwrap()


def test_the_first_error_can_end_it(kit: Kit, queue: QueueServer, caplog: pytest.LogCaptureFixture) -> None:
    queue.behave = by_number(lambda handler, n: n == 3 and (handler.answer(b"", 422) or True))
    client = client_of(kit, queue)
    with pytest.raises(runcomfy.RejectedInputError) as caught:
        kit.items(client.batch(requests(500), on_error="raise", max_in_flight=2, **FAST))
    assert posts(queue) < 100
    assert "requests were not sent" in "".join(caught.value.__notes__)


def test_a_429_makes_all_wait_and_is_then_tried_again(kit: Kit, queue: QueueServer) -> None:
    times: list[float] = []

    def answer(handler: Queue, n: int) -> bool:
        times.append(time.monotonic())
        # It is busy until a moment after the first one has come.
        if times[-1] < times[0] + 0.3:
            handler.answer(b"", 429, Retry_After="0.2")
            return True
        return False

    queue.behave = by_number(answer)
    found = kit.items(client_of(kit, queue).batch(requests(40), max_in_flight=40, **FAST))
    assert all(outcome.ok for outcome in found)
    # Those that were on their way at once, and then one at a time: not every job for itself.
    refused = [moment for moment in times if moment < times[0] + 0.3]
    assert 1 <= len(refused) <= 12
    assert posts(queue) == 40 + len(refused)


def test_the_cap_on_requests_holds(kit: Kit, queue: QueueServer) -> None:
    begun = time.monotonic()
    kit.items(client_of(kit, queue).batch(requests(10), requests_per_second=100, progress=False))
    # Thirty requests: each job is submitted, looked at, and read.
    assert time.monotonic() - begun >= 0.27


def test_a_thousand_waiting_jobs_are_looked_at_within_the_cap() -> None:
    """On a clock of its own: a job is looked at the more rarely the more of them wait."""
    scheduler: Scheduler[int] = Scheduler(20, 8)
    now, looks = 0.0, Counter[int]()
    for job in range(1000):
        scheduler.look(job, now)
    sent: list[float] = []
    while now < 300:
        job, pause = scheduler.take_look(now)
        if job is None:
            assert pause is not None
            now += pause
            continue
        sent.append(now)
        looks[job] += 1
        scheduler.look(job, now + 1.0)
    assert len(sent) == pytest.approx(20 * 300, rel=0.01)
    assert max(sum(start <= moment < start + 1 for moment in sent) for start in range(300)) <= 21
    assert set(looks.values()) <= {6, 7}


def test_the_scheduler_lets_results_go_first_and_submits_begin_again_one_at_a_time() -> None:
    scheduler: Scheduler[str] = Scheduler(None, 4)
    for name in ("p1", "p2", "p3"):
        scheduler.submit(name, 0.0)
    scheduler.look("look", 0.0)
    scheduler.urgent("result")
    assert scheduler.take_look(1.0) == ("result", None)
    # A look that is due lets the submits that are due go first.
    assert scheduler.take_look(1.0) == (None, None)
    assert [scheduler.take_post(1.0)[0] for _ in range(2)] == ["p1", "p2"]
    scheduler.refused(until=10.0)
    scheduler.landed()
    scheduler.landed()
    scheduler.submit("p1", 5.0)
    assert scheduler.take_look(1.0) == ("look", None)
    assert scheduler.take_post(1.0) == (None, 9.0)
    assert scheduler.take_post(10.0) == ("p3", None)
    assert scheduler.take_post(10.0) == (None, None)
    scheduler.landed()
    scheduler.accepted()
    assert scheduler.width == 2
    assert scheduler.take_post(10.0)[0] == "p1"
    scheduler.look("late", 10.0)
    scheduler.hush(until=12.0)
    assert scheduler.take_look(10.0) == (None, 2.0)


def test_nothing_is_submitted_until_the_scheduler_is_open_again() -> None:
    scheduler: Scheduler[str] = Scheduler(None, 4)
    for name in ("p1", "p2"):
        scheduler.submit(name, 0.0)
    scheduler.look("look", 0.0)
    scheduler.close()
    assert scheduler.take_post(1e9) == (None, None)
    assert scheduler.take_look(1.0) == ("look", None)
    assert scheduler.held_back() == ["p1", "p2"]
    for name in ("p1", "p2"):
        scheduler.submit(name, 0.0)
    scheduler.reopen(7.0)
    assert scheduler.held_back() == []
    assert scheduler.take_post(6.0) == (None, 1.0)
    assert [scheduler.take_post(7.0)[0] for _ in range(2)] == ["p1", None]


def test_a_batch_has_a_budget_of_its_own(
    kit: Kit, queue: QueueServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")
    client = client_of(kit, queue, budget_usd=1)
    given = [(EDIT, {"prompt": str(n), "images": ["https://e.com/a.png"]}) for n in range(12)]
    found = kit.items(client.batch(given, budget_usd=0.2, max_in_flight=12, **FAST))
    refused = [outcome for outcome in found if isinstance(outcome.error, BudgetError)]
    assert len(refused) + posts(queue) == 12
    assert posts(queue) >= 5
    assert client.budget.spent <= Decimal("0.2")
    assert client.budget.reserved == 0


def test_progress_is_told(kit: Kit, queue: QueueServer) -> None:
    seen: list[BatchProgress] = []
    kit.items(client_of(kit, queue).batch(requests(5), requests_per_second=None, progress=seen.append))
    assert seen[-1].total == seen[-1].done == 5
    assert seen[-1].running == seen[-1].failed == 0

    def broken(_: BatchProgress) -> None:
        raise ValueError("no")

    with pytest.warns(runcomfy.RunComfyWarning, match="progress failed"):
        kit.items(client_of(kit, queue).batch(requests(5, x=1), requests_per_second=None, progress=broken))
