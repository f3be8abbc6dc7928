"""`python -m generator sync`: what it reads in catalogues of every odd kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from generator.catalogue import reading
from tests.generator.catalogue import BASE, SCHEMA, TOKEN, Server, entry, files, read, sync


@pytest.mark.parametrize("page", [1, 2, 7, 100])
@pytest.mark.parametrize("total", [None, 0, 3, 15, "15", 15.0, -1, "many", True, [15]])
@pytest.mark.sample(10)
def test_any_page_size_and_any_total(server: Server, page: int, total: Any) -> None:
    server.entries = [entry(f"v/m{number}") for number in range(15)]
    server.page, server.total = page, total
    assert sync() == 0
    assert len(files()) == 15


def test_a_server_that_knows_no_offset_comes_to_an_end(server: Server) -> None:
    def hook(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"models": [entry("v/one"), entry("v/two"), 5]})

    server.hook = hook
    assert sync() == 3
    assert len(files()) == 2
    assert len(server.asked) == 6


def test_a_server_without_end_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_ENTRIES", 500)

    def hook(request: httpx.Request) -> httpx.Response:
        at = int(request.url.params["offset"])
        return httpx.Response(200, json={"models": [entry(f"v/m{at + index}") for index in range(100)]})

    server.hook = hook
    assert sync() == 2
    assert not Path("schemas").exists()


def test_entries_that_move_between_pages_come_once_and_none_is_lost(server: Server) -> None:
    server.entries = [entry(f"v/m{number}") for number in range(10)]
    server.page = 4
    assert sync() == 0

    def hook(request: httpx.Request) -> None:
        if len(server.asked) == 3 + 1:  # between the first page and the second of the second sync
            server.entries = server.entries[1:]  # all others move up, and v/m4 is on no page
            server.entries[2]["description"] = "new"

    server.asked.clear()
    server.asked.append(httpx.Request("GET", BASE))
    server.asked.append(httpx.Request("GET", BASE))
    server.hook = hook
    assert sync() == 0
    gone = {name for name in files() if "gone_since" in read(f"schemas/{name}")}
    assert gone == set(), "v/m0 was on the first page, and v/m4 is known to the server by name"


FAULTY: list[tuple[Any, str]] = [
    (5, "/models/1: the entry is not an object"),
    ({"input_schema": SCHEMA}, "/models/1/model_id: the entry has no model_id"),
    ({"display_name": "Nameless"}, '/models/1/model_id: the entry has no model_id (its name is "Nameless")'),
    (entry("../../up"), '/models/1/model_id: the model id "../../up"'),
    (entry("/etc/x"), "begins or ends with a slash"),
    (entry("v/\u202eone"), "/models/1/model_id: the model id"),
    (
        {"model_id": "v/x", "input_schema": []},
        "catalogue/v/x: error: /input_schema: the input schema must be an object, not a list",
    ),
    ({"model_id": "v/x"}, 'catalogue/v/x: error: "v/x" has no input schema, and is left out'),
    (
        {"model_id": "v/x", "input_schema": {"type": "object", "required": 5}},
        "catalogue/v/x: error: /input_schema/required",
    ),
    (
        {"model_id": "v/x", "input_schema": {"type": "object", "properties": {"a": {"$ref": "http://x"}}}},
        "catalogue/v/x: error: /input_schema/properties/a/$ref",
    ),
]


@pytest.mark.parametrize(("entry", "told"), FAULTY)
def test_a_faulty_entry_is_told_and_left_out_and_the_others_arrive(
    server: Server, entry: Any, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.entries.insert(1, entry)
    assert sync() == 3
    assert set(files()) == {"v/one.json", "v/two.json", "w/three.json"}
    said = capsys.readouterr().err
    assert told in said
    assert sorted(path.name for path in Path().iterdir()) == ["schemas"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '{"model_id": "v/x", "model_id": "v/y", "input_schema": {"type": "object"}}',
            "catalogue/v/y: error: /model_id",
        ),
        (
            '{"model_id": "v/x", "input_schema": {"type": "object", "x-order": NaN}}',
            "catalogue/v/x: error: /input_schema/x-order",
        ),
        (
            '{"model_id": "v/x", "display_name": "\\ud800", "input_schema": {"type": "object"}}',
            "catalogue/v/x: error: /display_name",
        ),
    ],
)
def test_an_entry_that_is_no_good_json_is_left_out(
    server: Server, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def hook(request: httpx.Request) -> httpx.Response | None:
        if request.url.params.get("offset") == "3":
            return httpx.Response(200, text=f'{{"models": [{json.dumps(entry("v/four"))}, {text}]}}')
        return None

    server.hook = hook
    assert sync() == 3
    assert set(files()) == {"v/one.json", "v/two.json", "w/three.json", "v/four.json"}
    assert told in capsys.readouterr().err


def test_a_known_model_whose_entry_is_faulty_stays_as_it_is(server: Server) -> None:
    sync()
    before = files()
    server.entries[1]["input_schema"] = {"type": "object", "required": 5}
    assert sync() == 3
    assert files() == before


def test_odd_facts_are_passed_over(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.entries[0] |= {
        "display_name": 5,
        "categories": ["a", 5, ""],
        "base_price_usd": -1,
        "price_unit": [],
        "description": "modelApiDoc_x",
    }
    server.entries[1] |= {"categories": "text-to-image", "base_price_usd": "cheap", "display_name": "  "}
    server.entries.append({"model_id": "v/flow", "kind": "workflow"})
    assert sync() == 0
    document = read("schemas/v/one.json")
    assert document["categories"] == ["a"]
    assert not {"title", "price"} & document.keys()
    said = capsys.readouterr().err
    for pointer in (
        "v/one: warning: /display_name",
        "v/one: warning: /base_price_usd",
        "v/two: warning: /categories",
    ):
        assert pointer in said
    assert '"v/flow" has no input schema' in said
    assert not Path("schemas/v/flow.json").exists()


def test_hostile_text_only_looks(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.entries[0] |= {"display_name": "x\x1b[2J\u202e", "price_unit": "\x1b]0;x\x07"}
    sync()
    server.entries[0] |= {"price_unit": "\x1b[0m", "base_price_usd": 1}
    sync()
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert "\u202e" not in told.out + told.err


@pytest.mark.parametrize("page", [1, 2, 3])
def test_entries_that_come_in_front_hide_no_others(server: Server, page: int) -> None:
    server.entries = [entry(f"v/m{number}") for number in range(9)]
    server.page = page

    def hook(request: httpx.Request) -> None:
        if len(server.asked) == 3:
            server.entries[:0] = [entry(f"v/new{number}") for number in range(page)]

    server.hook = hook
    assert sync() == 0
    assert {name for name in files() if "new" not in name} == {f"v/m{number}.json" for number in range(9)}


def test_what_the_total_says_is_missing_is_looked_for_again(server: Server) -> None:
    server.entries = [entry(f"v/m{number}") for number in range(9)]
    server.page, server.total = 3, 9  # which it goes on to say

    def hook(request: httpx.Request) -> None:
        if len(server.asked) == 2:
            del server.entries[0]  # v/m3 is on no page now

    server.hook = hook
    assert sync() == 0
    assert len(files()) == 9


def test_an_id_in_other_letters_is_another_model(server: Server) -> None:
    assert sync() == 0
    server.entries[0] = entry("v/One")
    # A server that does not look at capitals answers for the old name, too.
    server.hook = lambda request: (
        httpx.Response(200, json=server.entries[0]) if request.url.path.endswith("/v/one") else None
    )
    assert sync() == 0
    assert read("schemas/v/one.json")["gone_since"] == "2026-01-31"
    (new,) = set(files()) - {"v/one.json", "v/two.json", "w/three.json"}
    assert read(f"schemas/{new}")["model_id"] == "v/One"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (httpx.Response(200, text='{"model_id": "v/two", "model_id": "v/two"}'), "stands twice"),
        (httpx.Response(200, text="<html>"), "v/two: error: the server answered with a web page"),
        (
            httpx.Response(403, json={"error_code": 403001}),
            "catalogue/v/two: error: the server answered with HTTP 403",
        ),
        (httpx.Response(400), "catalogue/v/two: error: the server answered with HTTP 400"),
    ],
)
def test_a_single_model_that_cannot_be_read_is_told_and_stays(
    server: Server,
    answer: httpx.Response,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)
    assert sync() == 0
    before = files()["v/two.json"]
    server.entries[1:2] = [entry("v/new")]
    server.hook = lambda request: answer if request.url.path.endswith("/v/two") else None
    capsys.readouterr()
    assert sync() == 3
    assert told in capsys.readouterr().err
    assert files()["v/two.json"] == before
    assert "v/new.json" in files()
    assert sync("--model", "v/two", "--model", "v/one") == 3
    server.hook = lambda _: httpx.Response(503)
    assert sync("--model", "v/two", "--model", "v/one") == 2


@pytest.mark.parametrize("model_id", ["", "..", "../x", "v/../one", "v/one?x=1", "/v/one", "v/%2e"])
def test_what_is_no_id_is_never_asked_for(
    server: Server, model_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sync("--model", model_id, "--model", "v/one") == 3
    assert [request.url.path for request in server.asked] == ["/v1/models/v/one"]
    assert set(files()) == {"v/one.json"}
    assert "catalogue: error: " in capsys.readouterr().err
