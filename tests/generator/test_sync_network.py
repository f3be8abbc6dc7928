"""`python -m generator sync`: tokens, addresses, and servers that do not answer as they should."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from generator.catalogue import fetch
from generator.cli import main
from tests.generator.catalogue import BASE, TOKEN, Server, files, sync


def test_a_token_only_where_the_server_asks_for_one(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)
    assert sync() == 0
    assert not any("authorization" in request.headers for request in server.asked)

    def hook(request: httpx.Request) -> httpx.Response | None:
        good = request.headers.get("authorization") == f"Bearer {TOKEN}"
        return None if good else httpx.Response(401, json={"message": f"not you, {TOKEN}"})

    server.asked.clear()
    server.hook = hook
    assert sync() == 0
    assert ["authorization" in request.headers for request in server.asked][:2] == [False, True]
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN + "x")
    assert sync() == 2
    monkeypatch.delenv("RUNCOMFY_TOKEN")
    assert sync() == 2
    told = capsys.readouterr()
    assert "the token is not accepted" in told.err
    assert "the server asks for a token, and there is none" in told.err
    assert TOKEN not in told.out + told.err
    Path("config").mkdir()
    Path("config/token.json").write_text(json.dumps({"access_token": TOKEN}))
    assert sync() == 0


def test_the_other_dialect_asks_for_a_token_too(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)

    def hook(request: httpx.Request) -> httpx.Response | None:
        return (
            None if "authorization" in request.headers else httpx.Response(400, json={"error_code": 400004})
        )

    server.hook = hook
    assert sync() == 0


@pytest.mark.parametrize(
    "url", ["http://api.example.com/v1", "ftp://x", "https://a:b@x/v1", "https://x/v1?a=b", "x"]
)
def test_an_address_that_is_not_safe_for_a_token(work: Path, url: str) -> None:
    assert main(["sync", "--base-url", url]) == 2


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([503, 200], 0),
        ([httpx.ConnectError("no"), httpx.ReadTimeout("no"), 429, 200], 0),
        ([500, 502, 503, 504], 2),
        ([400], 2),
        ([302], 2),
        ([404], 2),
    ],
)
def test_reads_are_tried_again_where_it_helps(server: Server, answers: list[Any], code: int) -> None:
    waiting = list(answers)

    def hook(request: httpx.Request) -> httpx.Response | None:
        answer = waiting.pop(0) if waiting else 200
        if isinstance(answer, Exception):
            raise answer
        return None if answer == 200 else httpx.Response(answer, headers={"location": "https://evil.example"})

    server.hook = hook
    assert sync() == code
    assert Path("schemas").exists() == (code == 0)
    assert not waiting


def test_how_an_address_begins_is_told(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sync", "--base-url", "model-api.runcomfy.net"]) == 2
    assert "it begins with https://, as in https://" in capsys.readouterr().err


def test_who_did_not_answer_is_told_and_why(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    def hook(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("Connection refused")

    server.hook = hook
    assert sync() == 2
    told = capsys.readouterr().err
    assert (
        f'no answer from {httpx.URL(BASE).host} (ConnectError: "Connection refused"); this was try 4' in told
    )
    assert "check the network, the proxy and --base-url, or try again later" in told


def test_a_server_that_asks_for_a_year_of_patience_is_tried_soon(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    headers = ["31536000", "2", "Wed, 21 Oct 2065 07:28:00 GMT", "nan"]

    def hook(request: httpx.Request) -> httpx.Response:
        return httpx.Response(429, headers={"retry-after": headers.pop(0)})

    server.hook = hook
    api = fetch.Api(BASE, sleep=waits.append)
    with api, pytest.raises(fetch.FaultsError):
        api.models({})
    assert waits == [30, 2, 30]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"models": {}}),
        httpx.Response(200, json={"error_code": 500123, "models": []}),
        httpx.Response(200, content=b'{"models": [' + b" " * 3000 + b"]}"),
        httpx.Response(200, content=b"[" * 1000),
        httpx.Response(200, stream=httpx.ByteStream(b"not gzip"), headers={"content-encoding": "gzip"}),
    ],
)
def test_a_later_page_that_cannot_be_read_changes_nothing(
    server: Server, answer: httpx.Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 2000)
    sync()
    before = files()
    server.entries[0]["display_name"] = "New"
    server.page = 2
    server.hook = lambda request: answer if request.url.params.get("offset") == "2" else None
    assert sync() == 2
    assert files() == before
