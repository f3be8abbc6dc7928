"""The sandbox misbehaves exactly as told, and the same way each time."""

from __future__ import annotations

import itertools
from collections import Counter
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from runcomfy.sandbox import Fault, FaultError, Faults, Settings, Words, parse_fault, read_faults

from tests.sandbox.kit import FILM, PAINT, TUNE, Bench


def bench_with(*play: Fault, **faults: Any) -> Bench:
    return Bench(faults=Faults(play=play, **faults))


@pytest.mark.parametrize(
    ("dialect", "status", "body"),
    [
        ("A", 401, {"detail": "The token is missing or wrong"}),
        ("B", 400, {"error_code": 400004, "error_message": "The token is missing or wrong"}),
        ("200", 200, {"error_code": 400004, "error_message": "The token is missing or wrong"}),
    ],
)
def test_refusals_speak_the_dialect(dialect: Any, status: int, body: object) -> None:
    answer = bench_with(dialect=dialect).get("/v1/models", token=None)
    assert (answer.status_code, answer.json()) == (status, body)


@pytest.mark.parametrize(
    ("path", "token", "code"),
    [
        ("/v1/models/acme/unknown", "t", 400001),
        ("/v1/requests/unknown/status", "t", 404001),
        ("/v1/requests/{mine}/status", "other", 403001),
    ],
)
def test_the_six_digit_codes(path: str, token: str, code: int) -> None:
    bench = bench_with(dialect="B")
    answer = bench.get(path.format(mine=bench.submit()), token=token)
    assert (answer.status_code, answer.json()["error_code"]) == (code // 1000, code)


def test_no_balance_and_wrong_inputs_in_six_digits() -> None:
    bench = Bench(Settings(balance=0), Faults(dialect="B"))
    poor = bench.call("POST", f"/v1/models/{PAINT}", json={"prompt": ""})
    assert (poor.status_code, poor.json()["error_code"]) == (400, 400002)
    wrong = bench.call("POST", f"/v1/models/{PAINT}", json={"prompt": 1})
    assert (wrong.status_code, wrong.json()["error_code"]) == (422, 422001)
    assert "prompt" in wrong.json()["error_message"]


@pytest.mark.parametrize("word", ["in_queue", "pending", "waiting", "starting", "daydreaming"])
def test_every_word_can_be_said(word: str) -> None:
    bench = bench_with(
        words=Words(queued=word, running=f"{word}2", finished=f"{word}3", succeeded=f"{word}4")
    )
    request_id = bench.submit()
    said = []
    for _ in range(3):
        said.append(bench.status(request_id)["status"])
        bench.clock.now += 15
    assert said == [word, f"{word}2", f"{word}3"]
    assert bench.result(request_id)["status"] == f"{word}4"


def test_a_failed_job_says_why_and_costs_nothing() -> None:
    bench = bench_with(fail_rate=1, fail_text="Out of paint", words=Words(finished_badly="failed"))
    result = bench.finished()
    assert (result["status"], result["error"], result["cost"]) == ("failed", "Out of paint", 0.0)
    assert "output" not in result
    assert bench.status(result["request_id"])["status"] == "failed"
    assert bench.get(f"/outputs/{result['request_id']}/image-1.png").status_code == 404
    bench.play(Faults(error="object", fail_text="Out of paint"))
    assert bench.result(result["request_id"])["error"]["message"] == "Out of paint"


@pytest.mark.parametrize(
    ("shape", "model", "expected"),
    [
        ("schema", PAINT, {"image": "1", "images": ["1", "2"]}),
        ("string", PAINT, "1"),
        ("list", PAINT, ["1", "2"]),
        ("object", FILM, {"videos": ["1"]}),
        ("schema", FILM, "1"),
        ("schema", TUNE, {"audios": ["1"]}),
    ],
)
def test_output_shapes(shape: Any, model: str, expected: object) -> None:
    def number(value: Any) -> object:
        if isinstance(value, dict):
            return {key: number(one) for key, one in value.items()}
        return [number(one) for one in value] if isinstance(value, list) else value[-5:-4]

    inputs = {"num_images": 2} if model == PAINT else {}
    assert number(bench_with(output=shape).finished(model, **inputs)["output"]) == expected


def test_answers_can_be_bare_foreign_or_chatty() -> None:
    bench = bench_with(submit="bare", cost="missing", echo_inputs=True)
    submitted = bench.call("POST", f"/v1/models/{PAINT}", json={"prompt": "a fox"}).json()
    assert list(submitted) == ["request_id"]
    bench.clock.now += 60
    result = bench.result(submitted["request_id"])
    assert result["input"] == {"prompt": "a fox"}
    assert "cost" not in result


@pytest.mark.parametrize(("links", "outputs"), [(True, False), (False, True), (True, True), (False, False)])
def test_foreign_links_and_foreign_outputs_are_two_switches(links: bool, outputs: bool) -> None:
    bench = bench_with(foreign_host="evil.example", foreign_links=links, foreign_outputs=outputs)
    result = bench.finished()
    link = bench.status(result["request_id"])["result_url"]
    assert link.startswith("https://evil.example/v1/") is links
    assert result["output"]["image"].startswith("https://evil.example/outputs/") is outputs


def test_cost_can_come_late() -> None:
    bench = bench_with(cost="late")
    first = bench.finished()
    assert "cost" not in first
    assert bench.result(first["request_id"])["cost"] == 0.25


@pytest.mark.parametrize(
    ("shape", "keys"), [("both", {"status", "outcome"}), ("outcome", {"outcome"}), ("status", {"status"})]
)
def test_shapes_of_a_cancellation(shape: Any, keys: set[str]) -> None:
    bench = bench_with(cancel=shape, words=Words(cancelled="canceled"))
    answer = bench.cancel(bench.submit())
    assert answer.keys() == {"request_id", *keys}
    assert all(answer[key] == "canceled" for key in keys)


@pytest.mark.parametrize(("form", "expected"), [("seconds", "7"), ("date", None)])
def test_too_many_requests_with_retry_after(form: Any, expected: str | None) -> None:
    bench = bench_with(Fault(status=429, retry_after=7, retry_after_form=form))
    answer = bench.get("/v1/models")
    assert answer.status_code == 429
    header = answer.headers["retry-after"]
    if expected:
        assert header == expected
    else:
        assert parsedate_to_datetime(header).timestamp() == bench.clock.now + 7


@pytest.mark.parametrize(
    ("body", "content_type"),
    [("json", "application/json"), ("html", "text/html"), ("text", "text/plain"), ("empty", "text/plain")],
)
def test_bodies_of_errors(body: Any, content_type: str) -> None:
    answer = bench_with(Fault(status=502, body=body)).get("/v1/models")
    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith(content_type)
    assert bool(answer.content) == (body != "empty")


def test_an_error_with_status_200() -> None:
    answer = bench_with(Fault(kind="error_code", status=500)).get("/v1/models")
    assert (answer.status_code, answer.json()["error_code"]) == (200, 500000)


def test_a_fault_stays_on_its_route_and_model_and_ends() -> None:
    bench = bench_with(Fault(status=504, route="status", model=PAINT, skip=1, times=2))
    paint, film = bench.submit(), bench.submit(FILM)
    assert bench.get("/v1/models").status_code == 200
    statuses = [bench.get(f"/v1/requests/{paint}/status").status_code for _ in range(5)]
    assert statuses == [200, 504, 504, 200, 200]
    assert {bench.get(f"/v1/requests/{film}/status").status_code for _ in range(5)} == {200}


@pytest.mark.parametrize(("after", "left"), [(False, 100.0), (True, 99.75)])
def test_a_lost_answer_may_follow_a_taken_job(after: bool, left: float) -> None:
    bench = bench_with(Fault(status=500, route="submit", after=after))
    assert bench.call("POST", f"/v1/models/{PAINT}", json={"prompt": ""}).status_code == 500
    assert bench.get("/prod/v2/balance").json()["balance_usd"] == left


def test_a_rate_is_drawn_from_the_seed() -> None:
    def draw(seed: int) -> list[int]:
        bench = Bench(Settings(seed=seed), Faults(play=(Fault(status=500, rate=0.3),)))
        return [bench.get("/v1/models").status_code for _ in range(60)]

    first = draw(1)
    assert first == draw(1)
    assert first != draw(2)
    assert 8 <= Counter(first)[500] <= 28


def test_delays_are_drawn_from_the_seed() -> None:
    def waits() -> list[float]:
        bench = bench_with(latency=1, jitter=2)
        moments = [bench.clock.now]
        for _ in range(5):
            bench.get("/v1/models")
            moments.append(bench.clock.now)
        return [later - earlier for earlier, later in itertools.pairwise(moments)]

    assert waits() == waits()
    assert all(1 <= wait < 3 for wait in waits())
    assert len(set(waits())) == 5


@pytest.mark.parametrize("kind", ["drop", "half"])
def test_a_server_that_cannot_close_gets_an_error(kind: Any) -> None:
    with pytest.raises(ConnectionError):
        bench_with(Fault(kind=kind)).get("/v1/models")


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


@pytest.mark.parametrize(
    ("seconds", "told"), [(1_234_567, "1234567"), (0.00001, "0"), (1.5, "1.5"), (20, "20")]
)
def test_retry_after_is_written_without_an_exponent(seconds: float, told: str) -> None:
    bench = bench_with(Fault(status=429, retry_after=seconds))
    assert bench.get("/v1/models").headers["retry-after"] == told


def test_a_submission_can_be_accepted_with_a_state_and_no_addresses() -> None:
    answer = bench_with(submit="accepted").call("POST", f"/v1/models/{PAINT}", json={"prompt": "a fox"})
    assert answer.status_code == 202
    assert answer.json()["status"] == "in_queue"
    assert set(answer.json()) == {"request_id", "status", "queue_position"}


@pytest.mark.parametrize("dialect", ["A", "B", "both"])
@pytest.mark.parametrize(
    ("early", "status", "code"), [("400005", 400, 400005), ("404", 404, None), ("425", 425, None)]
)
def test_a_result_before_the_end_can_be_a_refusal(
    early: Any, status: int, code: int | None, dialect: Any
) -> None:
    bench = bench_with(early=early, dialect=dialect)
    request_id = bench.submit()
    place = f"/v1/requests/{request_id}/result"
    for _ in range(2):
        answer = bench.get(place)
        assert answer.status_code == status
        assert code is None or answer.json()["error_code"] == code
        bench.clock.now += 11
    assert bench.get(place).status_code == status
    bench.clock.now += 20
    assert bench.result(request_id)["status"] == "succeeded"


@pytest.mark.parametrize("begin", ["input", "body"])
def test_details_can_stand_beside_a_message(begin: Any) -> None:
    bench = bench_with(dialect="both", loc=begin)
    answer = bench.call("POST", f"/v1/models/{PAINT}", json={"prompt": 1, "images": ["x"]})
    body = answer.json()
    assert (answer.status_code, body["error_code"]) == (422, 422001)
    assert body["error_message"]
    assert [one["loc"] for one in body["detail"]] == [[begin, "images", 0], [begin, "prompt"]]
    gone = bench.get("/v1/requests/sbx_none/status")
    assert (gone.status_code, gone.json()["error_code"], gone.json()["detail"]) == (
        *(404, 404001),
        gone.json()["error_message"],
    )


@pytest.mark.parametrize("status", range(520, 528))
def test_the_cdns_own_pages(status: int) -> None:
    answer = bench_with(Fault(status=status)).get("/v1/models")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["server"] == "cloudflare"
    assert f"<title>{status}: " in answer.text
    assert bench_with(Fault(status=status, body="json")).get("/v1/models").json()["detail"]


@pytest.mark.parametrize("location", [None, "https://elsewhere.example/x"])
def test_redirects(location: str | None) -> None:
    answer = bench_with(Fault(status=307, location=location)).get("/v1/models")
    assert (answer.status_code, answer.headers["location"]) == (307, location or "http://127.0.0.1/")


@pytest.mark.parametrize("header", [True, False])
def test_a_limit_to_the_rate_of_each_token(header: bool) -> None:
    bench = bench_with(rate_limit=2, rate_window=10, rate_header=header)
    assert [bench.get("/v1/models").status_code for _ in range(3)] == [200, 200, 429]
    assert bench.get("/v1/models", token="another").status_code == 200
    bench.clock.now += 4
    refused = bench.get("/v1/models")
    assert refused.status_code == 429
    assert refused.headers.get("retry-after") == ("6" if header else None)
    bench.clock.now += 6
    assert bench.get("/v1/models").status_code == 200


def test_a_limit_counts_no_files_and_charges_nothing() -> None:
    bench = bench_with(rate_limit=3, rate_window=1000)
    result = bench.finished()
    url = result["output"]["image"]
    assert {bench.get(url, token=None).status_code for _ in range(4)} == {200}
    bench.get("/v1/models")
    assert bench.call("POST", f"/v1/models/{PAINT}", json={"prompt": ""}).status_code == 429
    bench.play(Faults())
    assert bench.get("/prod/v2/balance").json()["balance_usd"] == 99.75


def test_files_can_expire_before_their_request() -> None:
    bench = Bench(files_for=100)
    result = bench.finished()
    url = result["output"]["image"]
    assert bench.get(url).status_code == 200
    bench.clock.now += 100
    assert bench.get(url).status_code == 404
    assert bench.result(result["request_id"])["status"] == "succeeded"


@pytest.mark.parametrize(
    "wrong",
    [
        {"submit": "maybe"},
        {"early": "500"},
        {"loc": "query"},
        {"schemas": "odd"},
        {"rate_limit": 0},
        {"rate_window": 0},
        {"foreign_host": "a b"},
        {"foreign_host": "evil/../x"},
        {"play": ["302:location=a\nb"]},
        {"play": ["299"]},
    ],
)
def test_what_no_manner_is(wrong: dict[str, Any]) -> None:
    with pytest.raises(FaultError):
        read_faults(wrong)


def test_every_manner_can_be_told_over_http() -> None:
    bench = Bench()
    told = {"submit": "accepted", "early": "425", "dialect": "both", "loc": "body", "schemas": "quirks"}
    assert bench.call("PUT", "/sandbox/faults", json=told).status_code == 200
    assert bench.get("/sandbox/faults?changed=true").json() == told
