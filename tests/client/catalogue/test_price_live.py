"""Where a rate comes from: the server where money is limited, once however many ask; else the package, with its day."""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import BudgetError

from tests.client.conftest import log_of, priced, script
from tests.inside import KEPT, Rates

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, Queue, QueueServer, VirtualClock

EDIT = "openai/gpt-image-2/edit"
PATH = f"/models/{EDIT}"
INPUTS: dict[str, Any] = {"prompt": "x", "images": ["https://e.com/a.png"]}


def serve(api: respx.MockRouter, entry: Any) -> Any:
    script(api)
    api.post(PATH).respond(json={"request_id": "r1"})
    route = api.get(PATH)
    return route.mock(side_effect=entry) if isinstance(entry, Exception) else route.respond(json=entry)


def test_a_budget_asks_the_server_first(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    serve(api, {"model_id": EDIT, "base_price_usd": 0.3, "price_unit": "output"})
    client = kit.client(budget_usd=5)
    kit.call(client.model(EDIT).submit(INPUTS))
    assert client.budget.reserved == Decimal("0.3")
    assert log_of(api) == [("GET", PATH), ("POST", PATH)]


def test_without_a_limit_nobody_is_asked(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    route = serve(api, {"base_price_usd": 0.3, "price_unit": "output"})
    kit.call(kit.client().model(EDIT).submit(INPUTS))
    assert not route.called


def test_packaged_prices_ask_nobody(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output", as_of="2026-11-02")
    route = serve(api, {"base_price_usd": 0.3, "price_unit": "output"})
    client = kit.client(budget_usd=5, prices="packaged")
    kit.call(client.model(EDIT).submit(INPUTS))
    assert client.budget.reserved == Decimal("0.04")
    assert not route.called
    request = client.model(EDIT).request(INPUTS)
    assert kit.call(client.estimate(request)).source == "package"
    assert kit.call(client.estimate(request, live=True)).source == "server"


@pytest.mark.parametrize(
    "entry",
    [
        httpx.ConnectError("no network"),
        {"model_id": EDIT, "base_price_usd": None},
        {"model_id": EDIT.upper(), "base_price_usd": 9, "price_unit": "output"},
        {"error_code": 400001, "error_message": "no such model"},
    ],
)
def test_where_the_server_does_not_say_the_package_counts_with_its_day(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch, entry: Any
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output", as_of="2026-11-02")
    serve(api, entry)
    client = kit.client(budget_usd=5)
    found = kit.call(client.estimate(client.model(EDIT).request(INPUTS)))
    assert (found.high, found.source, found.as_of) == (Decimal("0.04"), "package", "2026-11-02")
    assert str(found) == "$0.04 (1 output at $0.04 each; the packaged rate of 2026-11-02)"
    kit.call(client.model(EDIT).submit(INPUTS))
    assert client.budget.reserved == Decimal("0.04")


def test_only_then_is_it_unknown(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    serve(api, httpx.ConnectError("no network"))
    client = kit.client(budget_usd=5)
    found = kit.call(client.estimate(client.model(EDIT).request(INPUTS)))
    assert (found.known, found.source, found.as_of) == (False, None, None)
    with pytest.raises(BudgetError):
        kit.call(client.model(EDIT).submit(INPUTS))
    assert ("POST", PATH) not in log_of(api)


def test_an_estimate_of_the_server_says_of_when(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    serve(api, {"base_price_usd": "$0.30", "price_unit": "output", "pricing_note": "4K doubles it"})
    client = kit.client()
    found = kit.call(client.estimate(client.model(EDIT).request(INPUTS)))
    assert (found.low, found.high, found.source) == (Decimal("0.30"), Decimal("0.30"), "server")
    assert found.as_of is not None
    assert found.as_of.endswith("Z")
    assert f"the server's rate of {found.as_of}" in str(found)
    assert (found.note or "").startswith("4K doubles it. ")


def test_a_rate_is_kept_for_five_minutes(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    route = serve(api, {"base_price_usd": 0.3, "price_unit": "output"})
    client = kit.client()
    request = client.model(EDIT).request(INPUTS)
    kit.call(client.estimate(request))
    clock.time += KEPT - 1
    kit.call(client.with_options(max_retries=1).estimate(request))
    assert route.call_count == 1
    clock.time += 2
    kit.call(client.estimate(request))
    assert route.call_count == 2


def test_a_server_that_is_away_is_not_asked_by_every_job(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    route = serve(api, httpx.ConnectError("no network"))
    client = kit.client()
    request = client.model(EDIT).request(INPUTS)
    kit.call(client.estimate(request))
    asked = route.call_count
    assert clock.time < 1000 + 11
    kit.call(client.estimate(request))
    assert route.call_count == asked


def _priced(handler: Queue, _body: bytes) -> bool:
    if handler.command == "GET" and handler.path.startswith("/v1/models/"):
        time.sleep(0.2)  # the others come meanwhile
        handler.answer(json.dumps({"base_price_usd": 0.01, "price_unit": "output"}).encode())
        return True
    return False


def _questions(queue: QueueServer) -> int:
    return sum(method == "GET" and "/models/" in path for method, path in queue.seen)


def test_many_threads_ask_once(queue: QueueServer) -> None:
    queue.behave = _priced
    with (
        runcomfy.RunComfy("t", base_url=queue.base_url, budget_usd=5) as client,
        ThreadPoolExecutor(32) as pool,
    ):
        list(pool.map(lambda _: client.model(EDIT).submit(INPUTS), range(32)))
    assert _questions(queue) == 1
    assert client.budget.reserved == Decimal("0.32")


def test_many_tasks_ask_once(queue: QueueServer) -> None:
    queue.behave = _priced

    async def main() -> None:
        async with runcomfy.AsyncRunComfy("t", base_url=queue.base_url, budget_usd=5) as client:
            await asyncio.gather(*(client.model(EDIT).submit(INPUTS) for _ in range(32)))

    asyncio.run(main())
    assert _questions(queue) == 1


def test_clients_and_processes_with_one_journal_ask_once(queue: QueueServer, tmp_path: Path) -> None:
    queue.behave = _priced
    journal = tmp_path / "journal.sqlite3"

    def estimate(token: str) -> Any:
        # A client has a memory of its own, as another process has.
        with runcomfy.RunComfy(token, base_url=queue.base_url, journal=journal) as client:
            return client.estimate(client.model(EDIT).request(INPUTS))

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(estimate, ["t"] * 8))
    assert {one.source for one in found} == {"server"}
    assert _questions(queue) == 1
    estimate("another")
    assert _questions(queue) == 2


def test_a_batch_asks_once_for_a_model_and_in_pages_for_many(kit: Kit, api: respx.MockRouter) -> None:
    models = ["v/a", "v/b", "v/c", "v/d"]
    route = api.get("/models").respond(
        json={
            "models": [{"model_id": m, "base_price_usd": 9, "price_unit": "output"} for m in models],
            "total": 4,
        }
    )
    requests = [(model_id, {}) for model_id in models * 3]
    outcomes = kit.items(kit.client().batch(requests, budget_usd=1, journal=False, requests_per_second=None))
    assert {type(outcome.error) for outcome in outcomes} == {BudgetError}
    assert route.call_count == len(api.calls) == 1


def test_what_was_known_goes_on_while_one_asks_anew() -> None:
    rates = Rates()
    assert rates.take("v/m", 0).asker
    assert not rates.take("v/m", 1).ready
    rates.put("v/m", {"base_price_usd": 1}, 2)
    assert rates.take("v/m", 3).ready
    assert rates.take("v/m", KEPT + 3).asker
    assert rates.take("v/m", KEPT + 4).ready
    # Who asked has died.
    assert rates.take("v/m", KEPT + 60).asker
    assert rates.fail("v/m", KEPT + 61).usd == 1
    assert rates.take("v/m", KEPT + 62).ready
