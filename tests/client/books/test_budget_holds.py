"""The limit holds for what has no price, for what is dearer than expected, and for a thousand at once."""

from __future__ import annotations

import asyncio
import decimal
import json
import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import BudgetError, CostEstimate

from tests.inside import funds_module

if TYPE_CHECKING:
    from pathlib import Path

    from tests.client.conftest import Queue, QueueServer

make_funds = funds_module.make_funds


def expected(usd: str | None) -> CostEstimate:
    high = None if usd is None else Decimal(usd)
    return CostEstimate(high, high, "", "output", known=high is not None)


def test_what_has_no_price_goes_one_at_a_time_near_the_limit() -> None:
    budget = make_funds("1", "allow")
    first = budget.reserve("v/m", expected(None))
    with pytest.raises(BudgetError):
        budget.reserve("v/m", expected(None))
    first.settle("0.3")
    second = budget.reserve("v/m", expected(None))
    third = budget.reserve("v/m", expected(None))
    assert (budget.spent, budget.reserved) == (Decimal("0.3"), Decimal("0.6"))
    with pytest.raises(BudgetError) as caught:
        budget.reserve("v/m", expected(None))
    assert caught.value.later
    second.release()
    third.settle(None)
    assert (budget.spent, budget.unpriced) == (Decimal("0.6"), 1)


def test_submits_that_nobody_waits_for_count() -> None:
    budget = make_funds("5", 0.5)
    for _ in range(10):
        budget.reserve("v/m", expected(None))
    with pytest.raises(BudgetError):
        budget.reserve("v/m", expected(None))
    assert (budget.reserved, budget.left) == (5, 0)


def test_one_dear_job_counts_for_the_others() -> None:
    budget = make_funds("1")
    jobs = [budget.reserve("v/m", expected("0.04")) for _ in range(10)]
    jobs[0].settle(0.1)
    assert (budget.spent, budget.reserved) == (Decimal("0.1"), Decimal("0.9"))
    with pytest.raises(BudgetError, match="dearer"):
        budget.reserve("v/m", expected("0.04"))
    budget.reserve("other/model", expected("0"))


@pytest.mark.parametrize("cost", [None, "-1", "?", float("nan"), [], True])
def test_an_odd_cost_leaves_the_estimate(cost: object) -> None:
    budget = make_funds("1")
    budget.reserve("v/m", expected("0.04")).settle(cost)
    assert budget.spent == Decimal("0.04")


def test_a_single_request_above_its_limit_is_refused() -> None:
    budget = make_funds(None, max_job="0.2")
    budget.reserve("v/m", expected("0.2"))
    with pytest.raises(BudgetError, match=r"max_job_usd is \$0.20"):
        budget.reserve("v/m", expected("0.21"))
    with pytest.raises(BudgetError, match="not known"):
        budget.reserve("v/m", expected(None))


def test_the_decimal_context_of_the_program_lets_nothing_through() -> None:
    with decimal.localcontext() as context:
        context.prec = 1
        budget = make_funds("1.00")
        for _ in range(100):
            budget.reserve("v/m", expected("0.01")).settle("0.01")
        with pytest.raises(BudgetError):
            budget.reserve("v/m", expected("0.01"))
    assert budget.spent == 1


def test_another_process_cannot_spend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    client = runcomfy.RunComfy("t", base_url="http://127.0.0.1:9/v1", budget_usd=1, prices="packaged")
    packed, here = pickle.dumps(client), os.getpid()
    monkeypatch.setattr(funds_module.os, "getpid", lambda: here + 1)
    for other in (pickle.loads(packed), client):
        assert other.budget.left == 0
        with pytest.raises(BudgetError, match="of the process that made it"):
            other._core.ledger.budget.reserve("v/m", expected("0"))


@pytest.mark.ci
def test_a_thousand_submits_at_once_pass_it_by_what_was_under_way_at_most(queue: QueueServer) -> None:
    """Each is expected to cost 0.01, and costs 0.03: the limit is passed at most by 0.02 for each one under way."""

    def answer(handler: Queue, _body: bytes) -> bool:
        if handler.command == "GET" and handler.path.startswith("/v1/models/"):
            handler.answer(json.dumps({"base_price_usd": 0.01, "price_unit": "request"}).encode())
        elif handler.path.split("?")[0].endswith("/result"):
            handler.answer(json.dumps({"status": "succeeded", "output": {"a": 1}, "cost": "0.03"}).encode())
        else:
            return False
        return True

    queue.behave = answer

    async def main() -> Any:
        async with runcomfy.AsyncRunComfy("t", base_url=queue.base_url, budget_usd="0.50") as client:
            jobs = (client.model("v/m").run({}) for _ in range(1000))
            found = await asyncio.gather(*jobs, return_exceptions=True)
            return found, client.budget

    found, budget = asyncio.run(main())
    paid = sum(method == "POST" for method, _ in queue.seen)
    assert sum(isinstance(one, BudgetError) for one in found) == 1000 - paid
    assert budget.spent == Decimal("0.03") * paid
    assert budget.reserved == 0
    assert budget.spent <= Decimal("0.50") + Decimal("0.02") * 50
    assert sum(method == "GET" and "/models/" in path for method, path in queue.seen) == 1


def _runs(client: Any, times: int = 3) -> list[object]:
    """What becomes of some requests, one after the other."""
    found: list[object] = []
    for _ in range(times):
        try:
            found.append(client.model("v/m").run({}).cost)
        except BudgetError as error:
            found.append(error)
    return found


def _paid(queue: QueueServer) -> int:
    return sum(method == "POST" for method, _ in queue.seen)


def test_views_and_pickled_clients_in_threads_share_it_also_where_nobody_knows_the_price(
    queue: QueueServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job costs 0.01, which no estimate says: the first goes alone, and the others count at what it cost."""
    monkeypatch.setenv("RUNCOMFY_TOKEN", "t")  # which no pickle holds
    client = runcomfy.RunComfy(
        "t", base_url=queue.base_url, budget_usd="0.05", unknown_price="allow", prices="packaged"
    )
    copies = [
        client.with_options(max_retries=1) if number % 2 else pickle.loads(pickle.dumps(client))
        for number in range(16)
    ]
    with client, ThreadPoolExecutor(16) as pool:
        found = [one for several in pool.map(_runs, copies) for one in several]
    refused = [one for one in found if isinstance(one, BudgetError)]
    assert 1 <= _paid(queue) == len(found) - len(refused) <= 5
    assert client.budget.spent == Decimal("0.01") * _paid(queue)
    assert client.budget.reserved == 0


def test_submits_that_nobody_waits_for_cannot_pass_it(queue: QueueServer) -> None:
    client = runcomfy.RunComfy(
        "t", base_url=queue.base_url, budget_usd="5", unknown_price="allow", prices="packaged"
    )
    refused = 0
    with client:
        for _ in range(20):
            try:
                client.model("v/m").submit({})
            except BudgetError:
                refused += 1
    assert (_paid(queue), refused) == (5, 15)
    assert (client.budget.spent, client.budget.reserved, client.budget.left) == (0, 5, 0)


def _weight(result: Any) -> int:
    return len(result.urls)


def test_the_executor_of_a_batch_spends_nothing_of_its_own(
    queue: QueueServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    client = runcomfy.RunComfy(
        "t", base_url=queue.base_url, budget_usd="0.08", unknown_price=0.01, prices="packaged"
    )
    options: dict[str, Any] = {"requests_per_second": None, "progress": False, "max_in_flight": 16}
    requests = [("v/m", {"number": number}) for number in range(30)]
    with client, ThreadPoolExecutor(4) as pool:
        outcomes = list(client.batch(requests, executor=pool, then=_weight, **options))
    assert sum(outcome.ok for outcome in outcomes) == _paid(queue) == 8
    assert {type(outcome.error) for outcome in outcomes if not outcome.ok} == {BudgetError}
    assert (client.budget.spent, client.budget.reserved) == (Decimal("0.08"), 0)


@pytest.mark.parametrize("cost", [0.5, None])
def test_a_server_that_gives_one_id_for_all_is_not_paid_for_ever(
    queue: QueueServer, cost: float | None
) -> None:
    def behave(handler: Any, _body: bytes) -> bool:
        document = {"request_id": "same", "status": "completed", "output": "x", "cost": cost}
        handler.answer(json.dumps(document).encode())
        return True

    queue.behave = behave
    with runcomfy.RunComfy(
        "t", base_url=queue.base_url, budget_usd=2, unknown_price=0.5, prices="packaged", journal=False
    ) as client:
        for number in range(4):
            client.model("v/m").run({"n": number})
        with pytest.raises(BudgetError):
            client.model("v/m").run({"n": 4})
        assert client.budget.left == 0
    assert sum(method == "POST" for method, _ in queue.seen) == 4
