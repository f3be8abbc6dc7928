"""The server's catalogue and the balance: what is asked for, and how the answers are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
import runcomfy

from tests.client.conftest import BASE, TOKEN

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, VirtualClock


@pytest.fixture(autouse=True)
def _virtual(clock: VirtualClock) -> None:
    """No test here waits."""


def test_the_catalogue_comes_in_pages(kit: Kit, api: respx.MockRouter) -> None:
    entries = [{"model_id": f"v/{n}", "base_price_usd": 0.5, "categories": ["a"]} for n in range(150)]

    def page(request: httpx.Request) -> httpx.Response:
        offset = int(request.url.params["offset"])
        return httpx.Response(200, json={"models": entries[offset : offset + 100]})

    route = api.get(url__startswith=f"{BASE}/models?").mock(side_effect=page)
    found = kit.call(kit.client().catalogue.search("a b", category="c", kind="model", include_schema=True))
    assert [entry.model_id for entry in found] == [f"v/{n}" for n in range(150)]
    assert (found[0].base_price_usd, found[0].categories, found[0].title) == (0.5, ("a",), None)
    params = route.calls[0].request.url.params
    assert dict(params) == {
        "search": "a b",
        "category": "c",
        "kind": "model",
        "include_schema": "true",
        "limit": "100",
        "offset": "0",
    }


def test_a_catalogue_that_gives_the_same_page_for_ever_ends(kit: Kit, api: respx.MockRouter) -> None:
    route = api.get(url__startswith=f"{BASE}/models?").respond(json={"models": [{"model_id": "v/m"}, 3]})
    assert len(kit.call(kit.client().catalogue.search())) == 1
    assert len(route.calls) == 2


def test_one_model_of_the_catalogue(kit: Kit, api: respx.MockRouter) -> None:
    entry = {
        "model_id": "v/m",
        "display_name": "M",
        "base_price_usd": "0.5",
        "input_schema": {"type": "object"},
    }
    api.get("/models/v/m").respond(json=entry)
    found = kit.call(kit.client().catalogue.get("v/m"))
    assert (found.model_id, found.title, found.input_schema) == ("v/m", "M", {"type": "object"})
    api.get("/models/v/gone").respond(404, json={"detail": "?"})
    with pytest.raises(runcomfy.NotFoundError, match=r"client\.catalogue\.search"):
        kit.call(kit.client().catalogue.get("v/gone"))
    for wrong in ("../v1/requests", "v/m?x", "", 5):
        with pytest.raises(runcomfy.InputError):
            kit.call(kit.client().catalogue.get(wrong))


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ({"categories": ["b", {"name": "a"}, {"id": "c"}, {}, 5]}, ["b", "a", "c", "?", "?"]),
        ({"categories": "a"}, []),
        ({}, []),
    ],
)
def test_the_categories_of_the_catalogue(
    kit: Kit, api: respx.MockRouter, answer: object, names: list[str]
) -> None:
    api.get("/models/categories").respond(json=answer)
    assert kit.call(kit.client().catalogue.categories()) == names


def test_the_balance_is_asked_of_the_other_host(
    kit: Kit, api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    route = api.get("https://api.runcomfy.net/prod/v2/balance").respond(
        json={"balance_usd": "12.5", "currency": "USD", "more": 1}
    )
    balance = kit.call(kit.client().balance())
    assert (balance.balance_usd, balance.currency, balance.raw["more"]) == (12.5, "USD", 1)
    assert route.calls[0].request.headers["authorization"] == f"Bearer {TOKEN}"
    monkeypatch.setenv("RUNCOMFY_SERVERLESS_API_BASE", "http://example.com")
    with pytest.raises(runcomfy.ConfigError):
        kit.call(kit.client().balance())


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        (
            "https://api.example/prod/v2",
            "https://api.example/prod/v2/balance",
        ),  # as the official tools take it
        ("https://api.example/prod/v2/", "https://api.example/prod/v2/balance"),
        ("https://api.example/else", "https://api.example/else/balance"),
        ("https://api.example", "https://api.example/prod/v2/balance"),
    ],
)
def test_the_balance_is_asked_where_the_variable_says(
    kit: Kit, api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch, told: str, asked: str
) -> None:
    monkeypatch.setenv("RUNCOMFY_SERVERLESS_API_BASE", told)
    for answer in ({"balance_usd": -0.5}, {"balance_microdollars": -500_000}):
        api.get(asked).respond(json=answer)
        assert kit.call(kit.client().balance()).balance_usd == -0.5
