"""How a sandbox is told to misbehave: over HTTP, and as text."""

from __future__ import annotations

from typing import Any

import pytest
from runcomfy.sandbox import Fault, FaultError, Faults, Words, parse_fault, read_faults

from tests.sandbox.kit import Bench


def test_the_control_route_shows_sets_and_takes_away() -> None:
    bench = Bench()
    wanted = {"dialect": "B", "words": {"queued": "pending"}, "play": ["504:route=status", {"kind": "drop"}]}
    answer = bench.call("PUT", "/sandbox/faults", json=wanted)
    assert answer.status_code == 200
    assert answer.json() == bench.get("/sandbox/faults").json()
    service = bench.app.state.service
    assert service.faults == Faults(
        dialect="B",
        words=Words(queued="pending"),
        play=(Fault(status=504, route="status"), Fault(kind="drop")),
    )
    assert read_faults(answer.json()) == service.faults
    bench.call("DELETE", "/sandbox/faults")
    assert service.faults == Faults()


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        (("10.0.0.5", 1), {}, 404),
        (("127.0.0.1", 1), {"host": "evil.example"}, 404),
        (("127.0.0.1", 1), {"host": "evil.example", "origin": "http://evil.example"}, 404),
        (("127.0.0.1", 1), {"origin": "https://evil.example"}, 403),
    ],
)
def test_the_control_route_exists_on_this_machine_only(
    client: Any, headers: dict[str, str], status: int
) -> None:
    bench = Bench()
    answer = bench.call("PUT", "/sandbox/faults", json={"dialect": "B"}, client=client, headers=headers)
    assert answer.status_code == status
    assert bench.app.state.service.faults == Faults()


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"nope": 1},
        {"dialect": "C"},
        {"dialect": 1},
        {"latency": "1"},
        {"latency": -1},
        {"latency": True},
        {"fail_rate": 2},
        {"words": []},
        {"words": {"queued": 1}},
        {"play": {}},
        {"play": ["what"]},
        {"play": [{"kind": "status", "status": 200}]},
        {"play": [{"rate": 1.5}]},
        {"play": [{"times": -1}]},
        # What no clock and no memory could carry out.
        {"rate_limit": 10**20},
        {"play": ["429:retry_after=1e300,retry_after_form=date"]},
    ],
)
def test_wrong_faults_are_refused(wrong: object) -> None:
    with pytest.raises(FaultError):
        read_faults(wrong)
    assert Bench().call("PUT", "/sandbox/faults", json=wrong).status_code == 422


@pytest.mark.parametrize("body", [b"{", b"[" * 20_000, b"x" * 70_000])
def test_a_broken_body_is_refused(body: bytes) -> None:
    assert Bench().call("PUT", "/sandbox/faults", content=body).status_code == 422


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("drop", Fault(kind="drop")),
        ("503", Fault(status=503)),
        ("429: route=submit, retry_after=1.5", Fault(status=429, route="submit", retry_after=1.5)),
        ("half:after,rate=0.5,times=3", Fault(kind="half", after=True, rate=0.5, times=3)),
        ("504:route=status,model=a/b", Fault(status=504, route="status", model="a/b")),
    ],
)
def test_faults_as_text(text: str, fault: Fault) -> None:
    assert parse_fault(text) == fault


@pytest.mark.parametrize(
    "text",
    [
        "",
        "what",
        "200",
        "drop:nope=1",
        "drop:rate=x",
        "drop:after=maybe",
        "503:route=x",
        "9" * 5000,
        "drop:times=" + "9" * 5000,
    ],
)
def test_wrong_texts_are_refused(text: str) -> None:
    with pytest.raises(FaultError) as caught:
        parse_fault(text)
    assert len(str(caught.value)) < 400


def test_a_header_with_a_number_of_any_length_is_refused() -> None:
    answer = Bench().get("/v1/models", headers={"x-sandbox-fault": "9" * 5000})
    assert (answer.status_code, "status" in answer.json()["detail"]) == (400, True)
