"""`sync` against an independent server: what it reads is all there is, or it says so and marks nothing as gone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from tests.generator.catalogue import files, put, read
from tests.generator.fake_server import FakeServer, Reply, html, models, serving

MANY = 384
FEW = 130  # two pages
DONE, NOTHING, PARTLY = 0, 2, 3


@pytest.fixture
def server(work: Path) -> Iterator[FakeServer]:
    with serving() as fake:
        fake.entries = models(FEW)
        yield fake


def _sync(server: FakeServer, *more: str, day: str = "2026-01-31") -> int:
    server.asked.clear()
    return main(["sync", "--base-url", server.base_url, "--date", day, *more])


def _known(server: FakeServer) -> None:
    """Put into the folder what a sync of long ago would have put there."""
    for entry in server.entries:
        facts = {"title": entry["display_name"], "categories": ["text-to-image"], "output_kind": "image"}
        price = {"base_usd": 0.01, "unit": "output"}
        put(
            f"schemas/{entry['model_id']}.json",
            model_id=entry["model_id"],
            **facts,
            price=price,
            source="catalogue",
            input_schema=entry["input_schema"],
        )


def _gone() -> set[str]:
    return {name for name in files() if "gone_since" in read(f"schemas/{name}")}


def _told(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    return told.out + told.err


def test_a_whole_catalogue_and_then_nothing_new(
    server: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.entries = models(MANY)
    assert _sync(server) == DONE
    assert len(files()) == MANY
    assert _sync(server, day="2026-02-01") == DONE
    assert "done: 384 unchanged\n" in _told(capsys)


@pytest.mark.ci
def test_what_the_total_counts_and_no_page_shows(
    server: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.entries = models(MANY)
    server.hidden = {f"acme/m{number:03}" for number in range(0, 26, 2)}
    server.total = MANY
    assert _sync(server) == PARTLY
    assert len(files()) == 371
    assert "the server counts 384 entries, and shows 371" in _told(capsys)


def test_an_order_that_shifts_with_every_page(server: FakeServer) -> None:
    server.shuffles = True
    code, seen = _sync(server), len(files())
    assert (code == DONE) == (seen == FEW)
    server.total = None
    assert _sync(server) == PARTLY, "no two readings can agree, and nobody counts"
    assert _gone() == set()


@pytest.mark.parametrize("total", [MANY, None])
@pytest.mark.parametrize("most", [100, 500])
@pytest.mark.sample(1)
def test_a_server_that_turns_no_pages(
    server: FakeServer, most: int, total: int | None, capsys: pytest.CaptureFixture[str]
) -> None:
    server.entries = models(MANY)
    server.turns_pages = False
    server.most, server.total = most, total
    # One that grants larger pages is asked for one that holds everything.
    assert _sync(server) == (PARTLY if most == 100 else DONE)
    assert len(files()) == min(most, MANY)
    told = _told(capsys)
    assert ("whatever page is asked for" in told) == (most == 100)
    assert ("counts 384" in told) == (most == 100 and total is not None)


@pytest.mark.parametrize("total", [FEW, None, -1])
def test_a_model_that_goes_while_pages_are_read_hides_no_other(server: FakeServer, total: int | None) -> None:
    server.total = total if total != -1 else lambda: len(server.entries)

    def hook(path: str, query: dict[str, str]) -> None:
        if len(server.asked) == 2:
            del server.entries[0]  # the first of the second page is on the first one now

    server.hook = hook
    assert _sync(server) == DONE
    assert "acme/m100.json" in files()


def test_what_is_always_lost_at_the_edge_of_a_page_is_noticed(server: FakeServer) -> None:
    server.total = None
    server.loses_at_edges = True
    assert _sync(server) == PARTLY
    assert len(files()) == FEW, "pages of another size have other edges"


def test_a_server_that_lists_no_schemas_is_asked_for_each_model(server: FakeServer) -> None:
    server.entries = models(60)
    server.lists_schemas = False
    barrier = threading.Barrier(4, timeout=20)

    def hook(path: str, query: dict[str, str]) -> None:
        if path in {f"/v1/models/acme/m00{number}" for number in range(4)}:
            barrier.wait()  # which only comes to an end if four are asked for at once

    server.hook = hook
    assert _sync(server) == DONE
    assert len(files()) == 60
    assert server.most_at_once <= 8


def test_a_server_that_has_no_schemas_at_all(server: FakeServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.entries = models(60)
    server.lists_schemas = server.knows_schemas = False
    assert _sync(server) == NOTHING
    assert not Path("schemas").exists()
    told = _told(capsys)
    assert 'catalogue/acme/m059: error: "acme/m059" has no input schema, and is left out' in told
    assert "60 errors" in told


def test_a_few_entries_without_schemas_are_left_out_and_told(
    server: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.entries[120] = {"model_id": "acme/m120", "kind": "model"}
    server.entries[121] = {"model_id": "acme/m121", "kind": "workflow"}
    assert _sync(server) == PARTLY
    assert len(files()) == FEW - 2
    told = _told(capsys)
    assert 'catalogue/acme/m120: error: "acme/m120" has no input schema' in told
    assert 'catalogue/acme/m121: warning: "acme/m121" has no input schema' in told
    assert "and not all of the catalogue" in told


@pytest.mark.ci
def test_most_models_gone_at_once_are_not_believed(
    server: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    _known(server)
    del server.entries[3:]
    for more in ([], ["--prune"]):
        assert _sync(server, *more) == PARTLY
        assert 'the server lacks 127 of 130 models, first "acme/m003"' in _told(capsys)
        assert (len(files()), _gone()) == (FEW, set())
    assert _sync(server, "--force") == DONE
    assert len(_gone()) == 127


def test_some_models_gone_are_marked(server: FakeServer) -> None:
    _known(server)
    del server.entries[90:110]
    assert _sync(server) == DONE
    assert len(_gone()) == 20


def test_nothing_is_marked_as_gone_on_the_word_of_half_a_catalogue(
    server: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    _known(server)
    server.entries[7]["display_name"] = "New"
    del server.entries[5]
    server.hidden, server.total = {"acme/m120"}, FEW - 1
    assert _sync(server) == PARTLY
    told = _told(capsys)
    assert 'first "acme/m005": none is marked as gone' in told
    assert _gone() == set()
    assert read("schemas/acme/m007.json")["title"] == "New", "what could be read is taken in"


def test_a_model_that_is_served_and_not_listed_is_no_gone_one(
    server: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    _known(server)
    server.hidden, server.total = {"acme/m120"}, None
    assert _sync(server) == DONE
    assert 'does not list 1 model that the server has, first "acme/m120"' in _told(capsys)
    assert _gone() == set()
    server.hidden = {f"acme/m{number:03}" for number in range(60)}
    assert _sync(server) == PARTLY, "so many that the list is short"


def test_a_server_that_cannot_be_asked_by_name_has_lost_nothing(
    server: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    _known(server)
    del server.entries[100:]
    server.hook = lambda path, _: html("Just a moment...") if path.startswith("/v1/models/") else None
    assert _sync(server) == PARTLY
    told = _told(capsys)
    assert "catalogue/acme/m100: error: the server answered with a web page in place of JSON" in told
    assert 'it says "Just a moment..."' in told
    assert "more models were not asked for" in told
    assert _gone() == set()
    assert len([target for target in server.asked if "acme/" in target]) <= 8 * 4


@pytest.mark.ci
def test_an_error_of_the_server_s_is_no_word_on_a_model(server: FakeServer) -> None:
    _known(server)
    del server.entries[5]
    said = json.dumps({"error_message": "the catalogue is being rebuilt"}).encode()
    for answer in (
        (200, "application/json", said),
        html("Not found", 404),
        (200, "application/json", b"null"),
    ):
        server.hook = lambda path, _, reply=answer: reply if path.endswith("acme/m005") else None
        assert _sync(server) == PARTLY
        assert _gone() == set()


def test_one_broken_entry_of_many_is_named_by_its_id(
    server: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.entries = models(MANY)
    server.entries[100]["input_schema"] = {"type": "object", "required": 5}
    assert _sync(server, "--format", "json") == PARTLY
    document = json.loads(capsys.readouterr().out)
    assert (document["complete"], len(document["added"])) == (False, MANY - 1)
    (fault,) = document["faults"]
    assert (fault["file"], fault["pointer"]) == ("catalogue/acme/m100", "/input_schema/required")


SERVER_S_WORDS = json.dumps({"error_code": 503007, "error_message": "too many people look at this"}).encode()
NETWORK: list[tuple[Reply, str]] = [
    (html("Just a moment..."), 'a web page in place of JSON; it says "Just a moment..."'),
    ((200, "application/json", b""), "an empty body"),
    ((200, "application/json", b" \n"), "an empty body"),
    ((200, "application/json", b'{"models": [{"model_id": "v'), "is not valid JSON, or breaks off"),
    (
        (200, "text/plain", b"upstream timeout"),
        'is not valid JSON, or breaks off; it says "upstream timeout"',
    ),
    ((200, "application/json", b"\xff\xfe\x00"), "is not valid JSON, or breaks off"),
    ((503, "application/json", SERVER_S_WORDS), 'HTTP 503 and error code "503007"; it says "too many people'),
    ((200, "application/json", SERVER_S_WORDS), 'an error and error code "503007"; it says "too many people'),
    (html("Bad gateway", 502), 'HTTP 502; it says "Bad gateway"'),
]


@pytest.mark.parametrize(("reply", "words"), NETWORK)
@pytest.mark.parametrize("bad", [2, 1_000])
def test_what_is_no_json_is_a_fault_of_the_network(
    server: FakeServer, reply: Reply, words: str, bad: int, capsys: pytest.CaptureFixture[str]
) -> None:
    server.entries = models(3)
    server.hook = lambda *_: reply if len(server.asked) <= bad else None
    assert _sync(server) == (DONE if bad < 4 else NOTHING)
    assert len(server.asked) == 4
    told = _told(capsys)
    if bad < 4:
        assert "error" not in told
    else:
        assert "catalogue: error: the server" in told
        assert words in told
        assert not Path("schemas").exists()
        assert "save the JSON" not in told


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"error_message": "out for lunch"}, 'without a list of models; it says "out for lunch"'),
        ({"models": None, "detail": [{"msg": "bad limit"}]}, 'it says "bad limit"'),
        (["x"], "but a list"),
    ],
)
def test_json_that_is_no_page_is_told_with_the_server_s_words(
    server: FakeServer, document: Any, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.hook = lambda *_: (200, "application/json", json.dumps(document).encode())
    assert _sync(server) == NOTHING
    assert words in _told(capsys)


@pytest.mark.parametrize("echo", ["you sent {token}", "you sent {start}…", "x" * 190 + "{token}"])
def test_the_server_s_words_never_show_the_token(
    server: FakeServer, echo: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    token = "secret-token-of-mine"
    monkeypatch.setenv("RUNCOMFY_TOKEN", token)
    said = echo.format(token=token, start=token[:12])

    def hook(*_: object) -> Reply:
        status = 401 if len(server.asked) == 1 else 400
        return status, "application/json", json.dumps({"error_message": said}).encode()

    server.hook = hook
    assert _sync(server) == NOTHING
    told = _told(capsys)
    assert "HTTP 400" in told
    assert "secret" not in told


def test_a_sync_over_a_folder_that_holds_other_models_too(server: FakeServer) -> None:
    put("schemas/mine.json", model_id="me/mine", source="hand", input_schema={"type": "object"})
    assert _sync(server) == DONE
    assert _gone() == set()
