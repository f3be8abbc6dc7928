"""What reads ask for and say, to the letter."""

from __future__ import annotations

from typing import Any

import pytest
import runcomfy
from runcomfy import JobUpdate, errors

from tests.client.protocol.protocol_kit import BASE, OK, READ, Driver, asking, facts
from tests.inside import (
    Ending,
    NoLedger,
    Request,
    Response,
    TransportError,
    balance,
    cancel,
    catalogue,
    categories,
    described_model,
    fetch_result,
    read_document,
    result_request,
    status,
)


def test_a_read_is_tried_again_and_tells_of_its_last_failure() -> None:
    driver = Driver((503, {"detail": "busy"}), seconds=100.0, max_retries=3)
    error = driver.fail(read_document(driver.context, READ, "r9"), errors.ServerError)
    assert error.message == "The server could not answer: busy"
    known = {
        "method": "GET",
        "url": READ.url,
        "status": 503,
        "request_id": "r9",
        "body": '{"detail": "busy"}',
    }
    assert {name: facts(error)[name] for name in known} == known
    assert driver.slept == [0.5, 1.0, 2.0]
    assert [send.limit for send in driver.sent] == [100.0, 99.5, 98.5, 96.5]
    assert {send.request for send in driver.sent} == {READ}


def test_a_read_that_gets_no_answer_is_tried_again() -> None:
    driver = Driver(TransportError("reset"), max_retries=1)
    error = driver.fail(read_document(driver.context, READ, "r9"), errors.APIConnectionError)
    assert "reset" in error.message
    assert facts(error).items() >= {"method": "GET", "url": READ.url, "request_id": "r9"}.items()
    driver = Driver(TransportError("reset"), OK)
    assert driver.run(read_document(driver.context, READ)) == OK


@pytest.mark.parametrize("query", ["", "?search=secret", "?search=who?"])
def test_a_wait_that_the_server_asks_for_is_logged_without_the_query(
    query: str, caplog: pytest.LogCaptureFixture
) -> None:
    driver = Driver(asking("7"), OK)
    with caplog.at_level("INFO"):
        driver.run(read_document(driver.context, Request("GET", READ.url + query)))
    assert [record.getMessage() for record in caplog.records] == [
        f"GET {READ.url}: the server asks for a wait of 7 s; it is tried again in {driver.slept[0]:.1f} s"
    ]


def test_a_refusal_of_a_read_is_final() -> None:
    for given in ((404, {"detail": "gone"}), {"error_code": 404001}):
        driver = Driver(given, OK)
        error = driver.fail(read_document(driver.context, READ, "r9"), errors.NotFoundError)
        assert facts(error)["request_id"] == "r9"
        assert driver.slept == []


def test_a_read_waits_as_long_as_it_is_asked_to_but_not_for_ever() -> None:
    for asked, slept in (("7", 7.05), ("86400", 60.05)):
        driver = Driver(asking(asked), OK)
        assert driver.run(read_document(driver.context, READ)) == OK
        assert driver.slept == [pytest.approx(slept)]


@pytest.mark.parametrize(("seconds", "looks"), [(0.5, 1), (0.6, 2), (0.4, 1), (1.6, 3)])
def test_a_read_does_not_sleep_beyond_the_deadline(seconds: float, looks: int) -> None:
    driver = Driver(503, seconds=seconds, max_retries=9)
    driver.fail(read_document(driver.context, READ), errors.ServerError)
    assert len(driver.sent) == looks


def test_an_empty_answer_counts_only_where_it_may() -> None:
    driver = Driver(Response(200, {}, b" \n"), 299, max_retries=0)
    for _ in driver.script:
        assert driver.run(read_document(driver.context, READ, empty=True)) == {}
    assert driver.fail(read_document(driver.context, READ), errors.ServerError).status == 299
    for given in (Response(200, {}, b" ", cut=True), Response(300, {}, b""), Response(199, {}, b"")):
        driver = Driver(given, max_retries=0)
        with pytest.raises(errors.APIError):
            driver.run(read_document(driver.context, READ, empty=True))
    driver = Driver(OK)
    assert driver.run(read_document(driver.context, READ, empty=True)) == OK


def test_one_look_at_a_status() -> None:
    driver = Driver({"status": "IN_QUEUE", "queue_position": 3}, takes=2.0)
    update = driver.run(status(driver.context, "r1", 990.0))
    assert update == JobUpdate("r1", "in_queue", 3, 12.0, "IN_QUEUE")
    assert driver.sent[0].request == Request("GET", f"{BASE}/requests/r1/status")
    driver = Driver((404, {"detail": "gone"}))
    assert driver.fail(status(driver.context, "r1", 0.0), errors.NotFoundError).request_id == "r1"


@pytest.mark.parametrize(
    ("document", "update"),
    [
        ({"status": "thawing", "queue_position": True}, JobUpdate("r1", "thawing", None, 0.0, "thawing")),
        ({"status": 7, "queue_position": 1.0}, JobUpdate("r1", "unknown", None, 0.0, "")),
        ({}, JobUpdate("r1", "unknown", None, 0.0, "")),
        (
            {"status": "x" * 101, "queue_position": 0},
            JobUpdate("r1", "x" * 99 + "…", 0, 0.0, "x" * 99 + "…"),
        ),
    ],
)
def test_a_status_of_any_kind(document: dict[str, Any], update: JobUpdate) -> None:
    driver = Driver(document)
    assert driver.run(status(driver.context, "r1", 1000.0)) == update


def test_the_cost_is_asked_for_where_it_is_wanted() -> None:
    url = f"{BASE}/requests/r1/result"
    assert result_request(Driver(OK).context, "r1") == Request("GET", f"{url}?include_cost=true")
    assert result_request(Driver(OK, include_cost=False).context, "r1") == Request("GET", url)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"outcome": "cancelled"}, {"cancelled": True, "outcome": "cancelled"}),
        ({"status": "canceled"}, {"cancelled": True, "status": "canceled"}),
        (
            {"outcome": "not_cancellable", "status": "in_progress", "message": "too late"},
            {
                "cancelled": False,
                "outcome": "not_cancellable",
                "status": "in_progress",
                "reason": "the server cannot cancel it any more: only jobs in the queue can be cancelled (too late)",
            },
        ),
        (
            {"outcome": "maybe"},
            {"cancelled": False, "outcome": "maybe", "reason": "the server answered 'maybe'"},
        ),
        (
            {"status": "in_progress"},
            {"cancelled": False, "status": "in_progress", "reason": "the server answered 'in_progress'"},
        ),
        (
            {"outcome": "maybe", "status": "in_progress"},
            {
                "cancelled": False,
                "outcome": "maybe",
                "status": "in_progress",
                "reason": "the server answered 'maybe'",
            },
        ),
        (202, {"cancelled": False, "reason": "the server did not say what became of it"}),
        ({"outcome": 3}, {"cancelled": False, "reason": "the server did not say what became of it"}),
        (
            {"outcome": "y" * 101},
            {
                "cancelled": False,
                "outcome": "y" * 99 + "…",
                "reason": f"the server answered '{'y' * 99}…'",
            },
        ),
        (
            (409, {"detail": "it runs"}),
            {"cancelled": False, "reason": "The server answered with an error: it runs"},
        ),
    ],
)
def test_what_a_cancel_brings(given: Any, fields: dict[str, Any]) -> None:
    driver = Driver(given)
    assert driver.run(cancel(driver.context, "r1")) == runcomfy.CancelOutcome("r1", **fields)
    assert driver.sent[0].request == Request("POST", f"{BASE}/requests/r1/cancel")


def test_a_cancelled_job_is_written_down_by_its_id() -> None:
    written: list[str] = []

    class Books(NoLedger):
        def cancelled(self, request_id: str) -> None:
            written.append(request_id)

    for given in ({"outcome": "cancelled"}, {"outcome": "not_cancellable"}):
        driver = Driver(given)
        driver.run(cancel(driver.context._replace(ledger=Books()), "r1"))
    assert written == ["r1"]


def test_a_cancel_that_is_refused() -> None:
    driver = Driver((404, {"detail": "gone"}))
    assert driver.fail(cancel(driver.context, "r1"), errors.NotFoundError).request_id == "r1"


def entries(*ids: object) -> list[dict[str, Any]]:
    return [{"model_id": one} for one in ids]


def test_the_catalogue_is_read_page_by_page() -> None:
    driver = Driver(
        {"models": entries("a", "b"), "total": 5},
        {"models": [*entries("b", "c"), 7], "total": 5},
        {"models": []},
    )
    found = driver.run(catalogue(driver.context, {"search": "x y", "category": None}))
    assert found == entries("a", "b", "c")
    assert [one.request for one in driver.sent] == [
        Request("GET", f"{BASE}/models?search=x+y&limit=100&offset=0"),
        Request("GET", f"{BASE}/models?search=x+y&limit=100&offset=2"),
    ]


@pytest.mark.parametrize(
    ("pages", "looks"),
    [
        ([{"models": entries("a"), "total": 1}], 1),
        ([{"models": entries("a")}, {"models": []}], 2),
        ([{"models": entries("a")}, {"models": entries("a")}], 2),
        ([{"models": 7}], 1),
        ([{"models": entries("a"), "total": "1"}, {"models": entries("b")}, {"models": []}], 3),
        ([{"models": entries("a"), "total": 2}, {"models": entries("b"), "total": 2}, {"models": []}], 2),
    ],
)
def test_the_catalogue_ends(pages: list[dict[str, Any]], looks: int) -> None:
    driver = Driver(*pages)
    driver.run(catalogue(driver.context, {}))
    assert len(driver.sent) == looks


def test_a_catalogue_without_end_ends() -> None:
    driver = Driver(*({"models": entries(number)} for number in range(300)))
    assert len(driver.run(catalogue(driver.context, {}))) == 200


def test_one_model_and_the_categories_are_read_beside_the_catalogue() -> None:
    driver = Driver(OK)
    assert driver.run(described_model(driver.context, "openai/gpt-image-2/edit")) == OK
    assert driver.run(categories(driver.context)) == OK
    assert [send.request for send in driver.sent] == [
        Request("GET", f"{BASE}/models/openai/gpt-image-2/edit"),
        Request("GET", f"{BASE}/models/categories"),
    ]
    assert driver.fail(described_model(driver.context, "../no"), errors.InputError).message
    assert len(driver.sent) == 2


def test_the_balance_is_read_where_it_is() -> None:
    driver = Driver(OK)
    assert driver.run(balance(driver.context, "https://other.example/balance")) == OK
    assert driver.sent[0].request == Request("GET", "https://other.example/balance")


@pytest.mark.parametrize(
    ("document", "state", "reason"),
    [
        ({"status": "succeeded", "output": {"a": 1}}, "completed", None),
        ({"output": {"a": 1}}, "completed", None),
        ({"status": "failed", "error": "no", "error_message": "none"}, "failed", "no"),
        ({"status": "failed", "error_message": "no"}, "failed", "no"),
        ({"status": "failed", "error_code": 7}, "failed", 7),
        ({"status": "failed"}, "failed", None),
        ({"status": "succeeded", "error": "no"}, "failed", "no"),
        ({"status": "failed", "detail": "no"}, "failed", "no"),
        ({"status": "failed", "message": "no", "detail": "none"}, "failed", "no"),
        ({"status": "cancelled"}, "cancelled", None),
        ({"status": "succeeded"}, "failed", "the job has finished without an output"),
    ],
)
def test_a_result_that_ends_a_job(document: dict[str, Any], state: Any, reason: object) -> None:
    driver = Driver(document)
    assert driver.run(fetch_result(driver.context, "r1")) == Ending(state, document, reason)
    assert driver.sent[0].request == Request("GET", f"{BASE}/requests/r1/result?include_cost=true")


@pytest.mark.parametrize("document", [{"status": "in_progress"}, {"status": "thawing", "output": {}}, {}])
def test_a_result_that_ends_no_job(document: dict[str, Any]) -> None:
    driver = Driver(document)
    assert driver.run(fetch_result(driver.context, "r1")) is None


def test_a_result_of_nobody() -> None:
    driver = Driver((404, {"detail": "gone"}))
    assert driver.fail(fetch_result(driver.context, "r1"), errors.NotFoundError).request_id == "r1"


NOT_READY = [(400, {"error_code": 400005, "error_message": "not ready"}), (425, {}), (404, {"detail": "no"})]


@pytest.mark.parametrize("early", NOT_READY)
def test_a_result_that_is_not_ready_ends_no_job_and_is_not_asked_for_again(early: Any) -> None:
    driver = Driver(early, {"status": "in_progress"})
    assert driver.run(fetch_result(driver.context, "r1")) is None
    assert [one.request.url.rpartition("/")[2] for one in driver.sent] == [
        "result?include_cost=true",
        "status",
    ]
    assert driver.slept == []


@pytest.mark.parametrize(
    ("early", "kind"),
    list(zip(NOT_READY, [errors.APIError, errors.ServerError, errors.NotFoundError], strict=True)),
)
def test_a_result_that_is_not_there_although_the_job_has_ended_is_an_error(early: Any, kind: Any) -> None:
    driver = Driver(early, {"status": "completed"})
    error = driver.fail(fetch_result(driver.context, "r1"), kind)
    assert (error.status, error.request_id) == (early[0], "r1")
