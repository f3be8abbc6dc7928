"""What a submit asks for and says, to the letter."""

from __future__ import annotations

import json
from typing import Any

import pytest
from runcomfy import errors

from tests.inside import Answer, Request, Send, TransportFault, submit

from .protocol_kit import BASE, MODEL, OK, Driver, asking, facts


def test_a_submit_is_one_post_with_the_time_that_is_left() -> None:
    driver = Driver({"request_id": "r1"}, seconds=7.0)
    assert driver.run(submit(driver.context, "a/b c", b"{}")) == "r1"
    assert driver.sent == [Send(Request("POST", f"{BASE}/models/a/b%20c", b"{}"), 7.0)]


LOST = (
    "The job may exist, and may be paid for. It is not sent again by itself: look at your requests on the "
    "RunComfy website before you do."
)
SUBMIT: dict[str, Any] = {"method": "POST", "url": f"{BASE}/models/v/m"}


@pytest.mark.parametrize(
    ("given", "says", "known"),
    [
        (TransportFault("it ended", timed_out=True), "no answer came in time (it ended)", {}),
        (TransportFault("it ended"), "the connection broke before the answer (it ended)", {}),
        (
            (503, {"detail": "too\nbusy"}),
            "the server answered HTTP 503 (too busy)",
            {"status": 503, "body": '{"detail": "too\\nbusy"}'},
        ),
        (500, "the server answered HTTP 500", {"status": 500}),
        (408, "the server answered HTTP 408", {"status": 408}),
        (300, "the server answered HTTP 300", {"status": 300}),
        ((200, OK), "the answer holds no request id", {"status": 200, "body": '{"fine": true}'}),
        (
            {"request_id": "../x"},
            "the answer holds an unusable request id ('../x')",
            {"status": 200, "body": '{"request_id": "../x"}'},
        ),
        (
            {"request_id": "/" * 100},
            f"the answer holds an unusable request id ('{'/' * 78}…)",
            {"status": 200, "body": json.dumps({"request_id": "/" * 100})},
        ),
        (
            {"error_code": 500001, "error_message": "oh"},
            "the server answered with error code 500001",
            {"status": 200, "body": '{"error_code": 500001, "error_message": "oh"}'},
        ),
    ],
)
def test_a_submit_that_nobody_knows_the_end_of(given: Any, says: str, known: dict[str, Any]) -> None:
    driver = Driver(given)
    error = driver.fail(submit(driver.context, "v/m", b"{}"), errors.SubmissionUnknownError)
    assert error.message == f"Nobody can say whether the request was accepted: {says}."
    assert facts(error) == {**SUBMIT, "model_id": "v/m", "hint": LOST, **known}
    assert len(driver.sent) == 1


def test_an_answer_that_cannot_be_read_leaves_a_submit_unknown() -> None:
    driver = Driver(Answer(200, {}, b"<html>"))
    error = driver.fail(submit(driver.context, "v/m", b"{}"), errors.SubmissionUnknownError)
    assert error.message.startswith("Nobody can say whether the request was accepted: the answer is ")
    assert facts(error) == {**SUBMIT, "status": 200, "model_id": "v/m", "hint": LOST, "body": "<html>"}


@pytest.mark.parametrize(
    ("timed_out", "kind"), [(True, errors.APITimeoutError), (False, errors.APIConnectionError)]
)
def test_what_was_certainly_not_sent_is_sent_again(timed_out: bool, kind: type[Exception]) -> None:
    fault = TransportFault("refused", unsent=True, timed_out=timed_out)
    driver = Driver(fault, retries=2)
    error = driver.fail(submit(driver.context, "v/m", b"{}"), kind)
    assert error.message == "The server could not be reached, and nothing was sent: refused"
    assert facts(error) == {**SUBMIT, "hint": "Check the network, the proxy and the base URL."}
    assert len(driver.sent) == 3
    assert driver.slept == [0.5, 1.0]
    driver = Driver(fault, {"request_id": "r1"})
    assert driver.run(submit(driver.context, "v/m", b"{}")) == "r1"


def test_a_submit_that_may_be_sent_again_stays_below_the_deadline() -> None:
    fault = TransportFault("refused", unsent=True)
    driver = Driver(fault, seconds=0.5)
    driver.fail(submit(driver.context, "v/m", b"{}"), errors.APIConnectionError)
    assert (len(driver.sent), driver.slept) == (1, [])
    driver = Driver(fault, seconds=0.6)
    driver.fail(submit(driver.context, "v/m", b"{}"), errors.APIConnectionError)
    assert (len(driver.sent), driver.slept) == (2, [0.5])
    driver = Driver({"request_id": "r1"}, seconds=0.0)
    error = driver.fail(submit(driver.context, "v/m", b"{}"), errors.APITimeoutError)
    assert error.message == "The deadline passed before the request could be sent. Nothing was sent."
    assert facts(error) == SUBMIT
    assert driver.sent == []


def test_a_429_is_repeated_only_where_that_is_wanted() -> None:
    driver = Driver(asking("3", 429), {"request_id": "r1"})
    driver.fail(submit(driver.context, "v/m", b"{}"), errors.RateLimitError)
    driver = Driver(asking("3", 429), {"request_id": "r1"}, resubmit_on_429=True)
    assert driver.run(submit(driver.context, "v/m", b"{}")) == "r1"
    assert driver.slept == [pytest.approx(3.05)]
    driver = Driver(429, resubmit_on_429=True, retries=1)
    assert driver.fail(submit(driver.context, "v/m", b"{}"), errors.RateLimitError).status == 429
    assert len(driver.sent) == 2
    driver = Driver((422, {"detail": "no"}), resubmit_on_429=True)
    assert driver.fail(submit(driver.context, "v/m", b"{}"), errors.RejectedInputError).message
    assert len(driver.sent) == 1


def test_the_hint_for_a_rejected_input_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.inside import ModelInfo

    driver = Driver((422, {"detail": "no"}))
    monkeypatch.setattr(ModelInfo, "schema", {"as_of": "2026-01-31"})
    error = driver.fail(submit(driver.context, MODEL, b"{}"), errors.RejectedInputError)
    assert error.hint == (
        "This client's schema of the model, of 2026-01-31, may be older than the server's: update the client, or "
        "generate it anew with `make sync generate`."
    )
    monkeypatch.setattr(ModelInfo, "schema", {})
    error = driver.fail(submit(driver.context, MODEL, b"{}"), errors.RejectedInputError)
    assert error.hint.startswith("This client's schema of the model may be older")
