"""What befalls a batch on other people's workers: jobs that fail, executors that take nothing, loops left early."""

from __future__ import annotations

import json
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import BudgetError

from .conftest import Kit, priced
from .executor_kit import FAST, Forgetful, client_of, posts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Queue, QueueServer


EDIT = "openai/gpt-image-2/edit"


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    # A worker takes the token from its own environment.
    monkeypatch.setenv("RUNCOMFY_TOKEN", "t")


def edits(count: int) -> list[tuple[str, dict[str, Any]]]:
    return [(EDIT, {"prompt": str(n), "images": ["https://e.com/a.png"]}) for n in range(count)]


class Inline(Executor):
    """Runs the first so many tasks at once, and never comes to the others."""

    def __init__(self, runs: int) -> None:
        self.runs = runs
        self.given: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given.append(future)
        if len(self.given) <= self.runs:
            future.set_result(fn(*args, **kwargs))
        return future


def test_a_job_that_failed_is_its_outcome(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    def behave(handler: Queue, body: bytes) -> bool:
        if body and json.loads(body)["n"] == 1:
            handler.answer(b'{"request_id": "bad"}')
        elif handler.path.startswith("/v1/requests/bad/result"):
            handler.answer(b'{"status": "failed", "error": "out of memory"}')
        else:
            return False
        return True

    queue.behave = behave
    client = client_of(kit, queue, tmp_path / "j")
    requests = [("v/m", {"n": n}) for n in range(3)]
    found = kit.items(client.run_many(requests, executor=Inline(9), ordered=True, **FAST))
    assert [outcome.ok for outcome in found] == [True, False, True]
    assert isinstance(found[1].error, runcomfy.JobFailedError)
    assert "out of memory" in str(found[1].error)
    assert found[1].job.request_id == "bad"


def test_an_executor_that_takes_nothing_costs_nothing(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")
    client = client_of(kit, queue, tmp_path / "j", budget_usd=1)
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    found = kit.items(client.run_many(edits(20), executor=pool, **FAST))
    assert sorted(outcome.index for outcome in found) == list(range(20))
    assert all("lost this request: RuntimeError: cannot schedule" in str(one.error) for one in found)
    assert queue.seen == []
    assert (client.budget.spent, client.budget.reserved) == (0, 0)


def test_leaving_the_loop_gives_nothing_more_out(
    kit: Kit, queue: QueueServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(kit, queue, tmp_path / "j")
    requests = [("v/m", {"n": n}) for n in range(9)]
    executor = Inline(1)

    async def first_of(outcomes: Any) -> Any:
        outcome = await anext(outcomes)
        await outcomes.aclose()
        return outcome

    outcomes = client.run_many(requests, executor=executor, max_in_flight=3, **FAST)
    if kit.runner is None:
        outcome = next(outcomes)
        outcomes.close()
    else:
        outcome = kit.runner.run(first_of(outcomes))
    assert outcome.ok
    assert [future.cancelled() for future in executor.given] == [False, *[True] * (len(executor.given) - 1)]
    assert "requests are with the executor's workers" in caplog.text
    assert posts(queue) == 1


def test_what_was_refused_before_is_sent_within_the_budget(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")
    queue.behave = lambda handler, body: bool(body) and (handler.answer(b"", 422) or True)
    settings: dict[str, Any] = {"batch_id": "b", "max_in_flight": 1, "ordered": True, **FAST}
    client = client_of(kit, queue, tmp_path / "j", budget_usd=1)
    found = kit.items(client.run_many(edits(4), executor=Inline(99), **settings))
    assert [type(outcome.error) for outcome in found] == [runcomfy.RejectedInputError] * 4
    queue.behave = None
    found = kit.items(client.run_many(edits(4), executor=Inline(99), budget_usd="0.05", **settings))
    assert [type(outcome.error) for outcome in found] == [type(None)] * 2 + [BudgetError] * 2
    assert posts(queue) == 4 + 2
    assert (client.budget.spent, client.budget.reserved) == (Decimal("0.02"), 0)


def test_a_job_of_workers_that_are_gone_is_paid_for_when_it_is_waited_for(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")
    client = client_of(kit, queue, tmp_path / "j", budget_usd=1)
    [outcome] = kit.items(client.run_many(edits(1), executor=Forgetful(99), **FAST))
    assert "lost this request" in str(outcome.error)
    assert (client.budget.spent, client.budget.reserved) == (0, Decimal("0.04"))
    kit.call(outcome.job.wait())
    assert (client.budget.spent, client.budget.reserved) == (Decimal("0.01"), 0)
