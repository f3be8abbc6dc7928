"""What clients that nobody here wrote demand of each answer, by their names, and what they make of the sandbox.

Collected from their sources and from official text (the Model API notes): the official command line, the official ComfyUI
nodes, the official Zapier app and Dify plugin, an official MCP server, and users' programs. A demand is a question to
one answer; each is held against every answer of its kind, for every packaged model and in every shape that is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from runcomfy import registry
from runcomfy.sandbox import Sandbox

from tests.manners import MANNERS
from tests.sandbox.kit import Bench, sample

Answer = dict[str, Any]
Demand = tuple[str, Callable[[Answer], object]]

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")


def ends(entry: Answer) -> set[str]:
    """The kinds of output that categories name, as the nodes read them: by how each one ends."""
    kinds = ("image", "video", "audio")
    return {kind for one in entry["categories"] for kind in kinds if one.endswith(kind)}


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


BALANCE: list[Demand] = [
    ("Zapier", lambda a: is_number(a["balance_usd"]) and is_number(a["balance_microdollars"])),
    ("Dify", lambda a: is_number(a["balance_usd"]) and isinstance(a["balance_microdollars"], int)),
    ("Dify", lambda a: a["balance_microdollars"] == round(a["balance_usd"] * 1_000_000)),
    ("command line", lambda a: isinstance(a["currency"], str)),
]
ENTRY: list[Demand] = [
    ("nodes", lambda a: a["kind"] == "model"),
    ("nodes", lambda a: len(ends(a)) == 1),
    ("nodes", lambda a: a["price_unit"] in ({"output", "image"} if ends(a) == {"image"} else {"second"})),
    ("nodes", lambda a: is_number(a["base_price_usd"]) and a["base_price_usd"] >= 0),
    ("Zapier", lambda a: isinstance(a["model_id"], str) and isinstance(a["display_name"], str)),
    ("Zapier", lambda a: all(re.fullmatch(r"[a-z]+-to-[a-z]+|edit-video", one) for one in a["categories"])),
    ("MCP server", lambda a: a["model_url"].startswith("http") and isinstance(a["pricing_note"], str)),
    ("MCP server", lambda a: all(isinstance(one, str) for one in a["inputs"])),
    ("MCP server", lambda a: set(a["required_inputs"]) <= {*a["inputs"], "image_urls"}),
    ("catalogue page", lambda a: isinstance(a["title"], str) and a["title"]),
]
SCHEMA: list[Demand] = [
    ("Zapier", lambda a: isinstance(a["input_schema"]["properties"], dict)),
    ("Zapier", lambda a: a["inputs"] == list(a["input_schema"]["properties"])),
    ("Zapier", lambda a: a["required_inputs"] == a["input_schema"].get("required", [])),
    ("users' programs", lambda a: "additionalProperties" not in a["input_schema"]),
]
LISTING: list[Demand] = [
    ("Zapier", lambda a: isinstance(a["models"], list)),
    ("MCP server", lambda a: (a["limit"], a["offset"]) == (500, 0)),
    ("MCP server", lambda a: a["total"] >= len(a["models"])),
]
SUBMITTED: list[Demand] = [
    ("nodes", lambda a: REQUEST_ID.fullmatch(a["request_id"])),
    ("Zapier", lambda a: a.get("error_code") is None and a["request_id"].strip()),
    ("command line", lambda a: isinstance(a["request_id"], str)),
]
STATUS: list[Demand] = [
    ("MCP server", lambda a: isinstance(a["status"], str)),
    ("command line", lambda a: REQUEST_ID.fullmatch(a["request_id"])),
    ("command line", lambda a: a.get("queue_position") is None or a["queue_position"] >= 1),
]
RESULT: list[Demand] = [
    ("nodes", lambda a: isinstance(a["status"], str) and REQUEST_ID.fullmatch(a["request_id"])),
    ("Dify", lambda a: a.get("error_code") is None),
    ("users' programs", lambda a: a["created_at"].endswith("Z") and a["finished_at"] >= a["created_at"]),
]
CANCELLED: list[Demand] = [
    ("command line", lambda a: "cancel" in str(a.get("outcome") or a.get("status"))),
    ("nodes", lambda a: REQUEST_ID.fullmatch(a["request_id"])),
]


def held(demands: list[Demand], answer: Answer) -> list[tuple[str, int]]:
    """The demands that the answer does not meet: whose, and which of the list."""
    return [(whose, number) for number, (whose, meets) in enumerate(demands) if not meets(answer)]


@pytest.fixture(scope="module")
def packaged() -> Bench:
    return Bench(documents=None, balance=1e9)


def test_the_balance(packaged: Bench) -> None:
    assert held(BALANCE, packaged.get("/prod/v2/balance").json()) == []
    # Balances may be nothing.
    assert held(BALANCE, Bench(balance=0).get("/prod/v2/balance").json()) == []


def test_the_list_and_each_of_its_entries(packaged: Bench) -> None:
    listing = packaged.get("/v1/models?limit=500&include_schema=true").json()
    assert held(LISTING, listing) == []
    found = {entry["model_id"]: held(ENTRY + SCHEMA, entry) for entry in listing["models"]}
    assert sorted(found) == sorted(registry)
    assert {model_id: faults for model_id, faults in found.items() if faults} == {}


def test_an_entry_by_itself_is_that_of_the_list(packaged: Bench) -> None:
    models = packaged.get("/v1/models?limit=500&include_schema=true").json()["models"]
    assert len(models) == len(registry)
    for listed in models:
        assert packaged.get(f"/v1/models/{listed['model_id']}").json() == listed


def test_every_category_of_the_list_finds_its_models(packaged: Bench) -> None:
    categories = packaged.get("/v1/models/categories").json()["categories"]
    assert {"text-to-image", "image-to-image", "text-to-video", "image-to-video", "edit-video"} <= {
        *categories
    }
    assert "text-to-audio" in categories
    for category in categories:
        found = packaged.get(f"/v1/models?category={category}").json()["models"]
        assert found
        assert all(category in entry["categories"] for entry in found)


def test_models_made_up_on_the_spot_meet_the_same_demands() -> None:
    bench = Bench(any_model=True)
    for model_id in ("new-vendor/new-model", "x/y/text-to-audio", "v/film/video", "a/b/image-edit/4K"):
        entry = bench.get(f"/v1/models/{model_id}").json()
        assert held(ENTRY, entry) == []


@pytest.mark.parametrize("name", MANNERS)
def test_a_job_in_every_manner_that_is_open(name: str) -> None:
    faults = MANNERS[name].faults
    bench = Bench(faults=faults, documents=None, balance=1e9)
    model_id = "openai/gpt-image-2/edit"
    schema = bench.get(f"/v1/models/{model_id}").json()["input_schema"]
    inputs = sample({**schema, "type": "object"})

    def submit() -> Answer:
        answer = bench.call("POST", f"/v1/models/{model_id}", json=inputs)
        assert answer.status_code in (200, 202)
        value: Answer = answer.json()
        return value

    def patiently(path: str) -> Answer:
        """As the nodes do: an answer that is none is asked for again."""
        for _ in range(20):
            answer = bench.get(path)
            if answer.status_code == 200:
                value: Answer = answer.json()
                return value
            bench.clock.now += 1
        raise AssertionError(answer.text)

    submitted = submit()
    assert held(SUBMITTED, submitted) == []
    place = f"/v1/requests/{submitted['request_id']}"
    assert held(STATUS, patiently(f"{place}/status")) == []
    bench.clock.now += 60
    assert held(STATUS, patiently(f"{place}/status")) == []
    assert held(RESULT, patiently(f"{place}/result?include_cost=true")) == []
    waiting = submit()["request_id"]
    answer = bench.call("POST", f"/v1/requests/{waiting}/cancel")
    assert answer.status_code == 202
    assert held(CANCELLED, answer.json()) == []


def test_the_command_line_appends_balance_to_what_it_is_told() -> None:
    with Sandbox(queue_time=0, run_time=0) as sandbox:
        base = sandbox.environment["RUNCOMFY_SERVERLESS_API_BASE"]
        answer = httpx.get(
            f"{base}/balance", headers={"authorization": f"Bearer {sandbox.token}"}, timeout=60
        )
        assert held(BALANCE, answer.json()) == []
