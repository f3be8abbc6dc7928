"""What stands behind the page: its files, its routes, and who is let in. The page itself is in tests/browser."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from runcomfy.sandbox import Fault, Faults, Sandbox, Settings

from tests.sandbox.kit import DOCUMENTS, FILM, PAINT, Bench, data_uri, picture

ELSEWHERE = ("203.0.113.5", 9)


def test_every_file_is_there_and_names_only_what_is_there() -> None:
    bench = Bench()
    waiting, seen = ["/"], set()
    while waiting:
        path = waiting.pop()
        answer = bench.get(path, token=None)
        assert answer.status_code == 200, path
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert answer.headers["x-content-type-options"] == "nosniff"
        seen.add(path)
        found = re.findall(r'(?:href|src)="(page/[\w.]+)"', answer.text) + [
            f"page/{name}" for name in re.findall(r'from "\./([\w.]+)"', answer.text)
        ]
        waiting += [f"/{name}" for name in found if f"/{name}" not in seen]
        assert "http://" not in answer.text.replace("http://www.w3.org/2000/svg", "")
        assert not re.search(
            r"\bon\w+=\"|<style|style=\"|innerHTML|insertAdjacent|document\.write|eval\(", answer.text
        )
    assert seen >= {"/", "/page/app.js", "/page/style.css", "/page/icon.svg", "/page/form.js"}
    assert bench.get("/page/api.js").headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/page/", "/page/..%2f_app.py", "/page/_app.py", "/page/x.js", "/page"])
def test_no_other_file_is(path: str) -> None:
    assert Bench().get(path).status_code == 404


def test_the_jobs_as_the_page_sees_them() -> None:
    bench = Bench(workers=1)
    first, second = bench.submit(seed=1), bench.submit(token="other", images=[data_uri(picture())])
    bench.clock.now += 15
    answer = bench.get("/sandbox/jobs").json()
    assert answer["balance_usd"] == 99.5
    newest, oldest = answer["jobs"]
    assert (newest["request_id"], oldest["request_id"]) == (second, first)
    assert newest == {
        "request_id": second,
        "model_id": PAINT,
        "state": "queued",
        "queue_position": 1,
        "created_at": "2027-01-15T08:00:00.000Z",
        "price_usd": 0.25,
        "own": False,
    }
    assert (oldest["state"], oldest["progress"], oldest["own"]) == ("running", 0.25, True)
    bench.clock.now += 15
    done = bench.get("/sandbox/jobs").json()["jobs"][1]
    assert (done["state"], done["cost_usd"]) == ("succeeded", 0.25)
    assert [bench.get(url).status_code for url in done["outputs"]] == [200]
    kept = bench.get(f"/sandbox/jobs/{second}").json()["input"]
    assert kept["prompt"] == "a fox"
    assert kept["images"][0].startswith("data:image/png;sha256=")


def test_a_failed_and_a_cancelled_job_cost_nothing() -> None:
    bench = Bench()
    bench.play(Faults(play=(Fault(kind="fail", times=1),)))
    failed, cancelled = bench.submit(), bench.submit()
    bench.cancel(cancelled)
    bench.clock.now += 60
    states = {job["request_id"]: job for job in bench.get("/sandbox/jobs").json()["jobs"]}
    assert (states[failed]["state"], states[failed]["error"]) == ("failed", Faults().fail_text)
    assert states[cancelled]["state"] == "cancelled"
    assert {job["cost_usd"] for job in states.values()} == {0.0}
    assert bench.get("/prod/v2/balance").json()["balance_usd"] == 100.0


def test_only_the_newest_are_listed_and_none_that_expired() -> None:
    bench = Bench(keep_for=100, balance=1000.0)
    ids = [bench.submit(FILM) for _ in range(105)]
    listed = [job["request_id"] for job in bench.get("/sandbox/jobs").json()["jobs"]]
    assert listed == ids[:4:-1]
    bench.clock.now += 10_000
    assert bench.get("/sandbox/jobs").json()["jobs"] == []


def test_from_elsewhere_one_sees_only_ones_own() -> None:
    bench = Bench(Settings(tokens=frozenset({"mine", "theirs"})))
    mine, theirs = bench.submit(token="mine"), bench.submit(token="theirs")

    def far(path: str, token: str | None = "mine") -> httpx.Response:
        return bench.get(path, token=token, client=ELSEWHERE)

    assert [job["request_id"] for job in far("/sandbox/jobs").json()["jobs"]] == [mine]
    assert far(f"/sandbox/jobs/{theirs}").status_code == 403
    assert far("/sandbox/jobs", None).status_code == 401
    assert far("/sandbox/session").json()["token"] is None
    assert far("/sandbox/session").json()["faults"] is False
    assert bench.get("/sandbox/session", token=None).json()["token"] == "mine"
    assert Bench().call("GET", "/sandbox/session", client=ELSEWHERE).json()["token"] == "sandbox"


def test_the_session_tells_what_each_model_makes() -> None:
    assert Bench().get("/sandbox/session").json()["kinds"] == {
        model_id: document["kind"] for model_id, document in DOCUMENTS.items()
    }


@pytest.mark.parametrize("path", ["/", "/v1/models", "/sandbox/jobs", "/sandbox/faults", "/prod/v2/balance"])
@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null", "http://[", ""])
def test_pages_of_other_origins_are_kept_out(path: str, origin: str) -> None:
    assert Bench().get(path, headers={"origin": origin}).status_code == 403


def test_its_own_page_is_let_in() -> None:
    bench = Bench()
    answer = bench.call(
        "POST", f"/v1/models/{PAINT}", json={"prompt": "a fox"}, headers={"origin": "http://127.0.0.1"}
    )
    assert answer.status_code == 200


def test_a_server_of_this_machine_answers_to_no_other_name() -> None:
    with Sandbox(documents=DOCUMENTS) as sandbox:
        port = sandbox.root_url.rpartition(":")[2]

        def status(host: str) -> int:
            return httpx.get(f"{sandbox.root_url}/", headers={"host": host}, timeout=60).status_code

        assert status(f"127.0.0.1:{port}") == status(f"localhost:{port}") == status("[::1]") == 200
        assert status(f"evil.example:{port}") == status("127.0.0.1.evil.example") == status("[") == 403


def test_the_control_route_tells_what_differs() -> None:
    bench = Bench()
    assert bench.get("/sandbox/faults?changed=true").json() == {}
    bench.play(Faults(latency=2))
    assert bench.get("/sandbox/faults?changed=true").json() == {"latency": 2}


def ask(bench: Bench, fault: str, path: str = "/v1/models", **more: Any) -> httpx.Response:
    return bench.get(path, headers={"x-sandbox-fault": fault}, **more)


def test_a_single_request_asks_for_its_own_misfortune() -> None:
    bench = Bench()
    answer = ask(bench, "429:retry_after=2")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    assert ask(bench, "error_code:status=500").json()["error_code"] == 500_000
    assert bench.get("/v1/models").status_code == 200
    # Meant for another route: a client may send it with all its requests.
    assert ask(bench, "429:route=submit").status_code == 200
    with pytest.raises(ConnectionError):
        ask(bench, "drop")


def test_a_single_job_is_told_to_fail() -> None:
    bench = Bench()
    failing = bench.call(
        "POST", f"/v1/models/{PAINT}", json={"prompt": ""}, headers={"x-sandbox-fault": "fail"}
    )
    fine = bench.submit()
    bench.clock.now += 60
    assert bench.result(failing.json()["request_id"])["status"] == "failed"
    assert bench.result(fine)["status"] == "succeeded"


def test_a_misfortune_that_is_not_understood_is_said_so() -> None:
    answer = ask(Bench(), "what")
    assert answer.status_code == 400
    assert "x-sandbox-fault: 'what': kind must be one of" in answer.json()["detail"]


def test_nobody_from_elsewhere_can_ask_for_one() -> None:
    assert ask(Bench(), "500", client=ELSEWHERE).status_code == 200


def test_long_texts_are_not_kept_whole() -> None:
    bench = Bench()
    bench.play(Faults(echo_inputs=True))
    result = bench.finished(prompt="x" * 100_000)
    assert len(result["input"]["prompt"]) < 21_000
    assert result["input"]["prompt"].endswith("letters=100000")
