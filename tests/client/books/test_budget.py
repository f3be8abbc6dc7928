"""A budget refuses before anything is sent, counts exactly, and cannot be overrun."""

from __future__ import annotations

import asyncio
import pickle
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import BudgetError
from runcomfy._books.funds import make_funds
from runcomfy._catalogue.cost_estimate import CostEstimate

from tests.client.conftest import again, log_of, priced, script

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, QueueServer, VirtualClock

EDIT = "openai/gpt-image-2/edit"
PATH = f"/models/{EDIT}"
INPUTS: dict[str, Any] = {"prompt": "x", "images": ["https://e.com/a.png"]}


@pytest.fixture(autouse=True)
def _price(monkeypatch: pytest.MonkeyPatch) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")


def serve(api: respx.MockRouter, *, cost: object = 0.03, status: str = "succeeded") -> None:
    script(
        api, result={"status": status, "output": {"image": "https://x/a.png"}, "error": "no", "cost": cost}
    )
    api.post(PATH).respond(json={"request_id": "r1"})


def figures(client: Any) -> tuple[str, str, str]:
    budget = client.budget
    return str(budget.spent), str(budget.reserved), str(budget.left)


def test_what_would_pass_the_budget_is_not_sent(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    serve(api)
    client = kit.client(budget_usd=0.07)
    kit.call(client.model(EDIT).submit(INPUTS))
    with pytest.raises(
        BudgetError, match=r"may cost \$0.04: of \$0.07, \$0.00 is spent and \$0.04 set aside"
    ):
        kit.call(client.model(EDIT).submit(INPUTS))
    assert log_of(api) == [("POST", PATH)]
    assert figures(client) == ("0", "0.04", "0.03")


@pytest.mark.as_written("cost")
def test_the_cost_takes_the_place_of_the_estimate(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    serve(api)
    client = kit.client(budget_usd="0.07")
    kit.call(client.with_options(max_retries=1).model(EDIT).run(INPUTS))
    assert figures(client) == ("0.03", "0.00", "0.04")
    again(api, "r2", result={"status": "succeeded", "output": {"a": 1}, "cost": 0.03}, path=f"/models/{EDIT}")
    kit.call(client.model(EDIT).run(INPUTS))
    assert client.budget.spent == Decimal("0.06")
    with pytest.raises(BudgetError):
        kit.call(client.model(EDIT).run(INPUTS))


@pytest.mark.as_written("cost")
@pytest.mark.parametrize(
    ("cost", "status", "spent"),
    [
        (None, "succeeded", "0.04"),
        ("?", "failed", "0.04"),
        (0.01, "failed", "0.01"),
        (None, "cancelled", "0"),
    ],
)
def test_what_counts_when_a_job_has_ended(  # noqa: PLR0917 (three are fixtures)
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, cost: object, status: str, spent: str
) -> None:
    serve(api, cost=cost, status=status)
    client = kit.client(budget_usd=1)
    job = kit.call(client.model(EDIT).submit(INPUTS))
    try:
        kit.call(job.wait())
    except runcomfy.JobError:
        assert status != "succeeded"
    assert (client.budget.spent, client.budget.reserved) == (Decimal(spent), 0)


@pytest.mark.as_written("cost")
def test_a_cost_that_comes_late_still_counts(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    done = {"status": "succeeded", "output": {"image": "https://x/a.png"}}
    script(api, result=[done, {**done, "cost": 0.02}])
    api.post(PATH).respond(json={"request_id": "r1"})
    client = kit.client(budget_usd=1)
    kit.call(client.model(EDIT).run(INPUTS))
    assert client.budget.spent == Decimal("0.04")
    # Another handle of the same job will do.
    kit.call(client.job("r1", EDIT).result())
    assert client.budget.spent == Decimal("0.02")
    assert client.budget.reserved == 0


REFUSALS: dict[str, Any] = {
    "refused": (httpx.Response(422), "0"),
    "too many": (httpx.Response(429), "0"),
    "unreachable": (httpx.ConnectError("no"), "0"),
    "unknown": (httpx.Response(502), "0.04"),
    "lost": (httpx.ReadError("gone"), "0.04"),
}


@pytest.mark.parametrize(("answer", "reserved"), REFUSALS.values(), ids=REFUSALS.keys())
def test_money_comes_back_only_where_there_is_certainly_no_job(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, answer: Any, reserved: str
) -> None:
    api.post(PATH).mock(side_effect=[answer] * 9)
    client = kit.client(budget_usd=1)
    with pytest.raises(runcomfy.RunComfyError):
        kit.call(client.model(EDIT).submit(INPUTS))
    assert client.budget.reserved == Decimal(reserved)
    assert client.budget.spent == 0


def test_a_cancelled_job_gives_its_money_back(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    serve(api)
    client = kit.client(budget_usd=0.04)
    job = kit.call(client.model(EDIT).submit(INPUTS))
    assert kit.call(job.cancel())
    assert client.budget.left == Decimal("0.04")


@pytest.mark.as_written("cost")
def test_unknown_prices_follow_the_policy(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    dear = {"status": "succeeded", "output": {"a": 1}, "cost": 0.7}
    script(api, result=dear)
    client = kit.client(budget_usd=1)
    with pytest.raises(BudgetError, match="not known") as caught:
        kit.call(client.model("v/m").run({"prompt": "x"}))
    assert 'unknown_price="allow"' in str(caught.value)
    assert log_of(api) == []
    client = kit.client(budget_usd=1, unknown_price="allow")
    kit.call(client.model("v/m").run({"prompt": "x"}))
    assert (client.budget.spent, client.budget.unpriced) == (Decimal("0.7"), 0)
    again(api, "r2", result=dear)
    kit.call(client.model("v/m").run({"prompt": "x"}))
    with pytest.raises(BudgetError, match="nothing is left"):
        kit.call(client.model("v/m").run({"prompt": "x"}))


@pytest.mark.as_written("cost")
def test_without_a_budget_nothing_is_refused_and_all_is_counted(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    serve(api)
    client = kit.client()
    kit.call(client.model(EDIT).run(INPUTS))
    assert (client.budget.limit, client.budget.left, client.budget.spent) == (None, None, Decimal("0.03"))
    assert "no limit" in repr(client.budget)


def test_a_pickled_client_has_the_same_budget_here(kit: Kit) -> None:
    client = kit.client(budget_usd=1)
    assert pickle.loads(pickle.dumps(client)).budget == client.budget
    assert client.with_options(max_retries=1).budget == client.budget
    assert pickle.loads(pickle.dumps(kit.client())).budget.limit is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"budget_usd": -1},
        {"budget_usd": "much"},
        {"budget_usd": True},
        {"max_job_usd": "-0.01"},
        {"budget_usd": 1, "unknown_price": 0},
        {"budget_usd": 1, "unknown_price": ["allow"]},
        {"prices": "cached"},
    ],
)
def test_what_is_no_budget_is_refused(kit: Kit, wrong: dict[str, Any]) -> None:
    with pytest.raises(runcomfy.ConfigError):
        kit.client(**wrong)
    with pytest.raises(runcomfy.ConfigError):
        kit.client(budget_usd=1, unknown_price="whatever")


def test_a_hundred_threads_cannot_overrun_it(queue: QueueServer) -> None:
    client = runcomfy.RunComfy("t", base_url=queue.base_url, budget_usd="1.00")

    def submit(_: int) -> bool:
        try:
            client.model(EDIT).submit(INPUTS)
        except BudgetError:
            return False
        return True

    with client, ThreadPoolExecutor(100) as pool:
        taken = sum(pool.map(submit, range(100)))
    assert taken == 25
    assert sum(method == "POST" for method, _ in queue.seen) == 25
    assert (client.budget.reserved, client.budget.left) == (Decimal("1.00"), 0)


def test_a_hundred_tasks_cannot_overrun_it(queue: QueueServer) -> None:
    async def main() -> list[Any]:
        async with runcomfy.AsyncRunComfy("t", base_url=queue.base_url, budget_usd="1.00") as client:
            jobs = [client.model(EDIT).run(INPUTS) for _ in range(100)]
            found = await asyncio.gather(*jobs, return_exceptions=True)
            assert client.budget.spent == Decimal("0.01") * sum(
                not isinstance(one, Exception) for one in found
            )
            assert client.budget.reserved == 0
            return found

    found = asyncio.run(main())
    assert {type(one) for one in found if isinstance(one, Exception)} <= {BudgetError}
    assert 25 <= sum(method == "POST" for method, _ in queue.seen) <= 100


def test_a_batch_counts_in_its_clients_budget_too() -> None:
    client = make_funds("1")
    batch = make_funds("0.5", parent=client)
    dear = CostEstimate(Decimal("0.4"), Decimal("0.4"), "", "output", known=True)
    first = batch.reserve("v/m", dear)
    with pytest.raises(BudgetError, match=r"\$0.50"):
        batch.reserve("v/m", dear)
    other = make_funds("10", parent=client)
    other.reserve("v/m", dear)
    with pytest.raises(BudgetError, match=r"\$1.00"):
        other.reserve("v/m", dear)
    assert (client.reserved, batch.reserved, other.reserved) == (
        Decimal("0.8"),
        Decimal("0.4"),
        Decimal("0.4"),
    )
    first.settle(0.1)
    assert (client.spent, batch.spent, client.left) == (Decimal("0.1"), Decimal("0.1"), Decimal("0.5"))
