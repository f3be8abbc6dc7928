"""What a submit asks for and says, to the letter."""

from __future__ import annotations

import json
from typing import Any

import pytest
from runcomfy import errors

from tests.client.protocol.protocol_kit import BASE, MODEL, OK, Driver, Line, answer_of, asking, facts
from tests.inside import (
    Accepted,
    Claim,
    Request,
    Response,
    Running,
    Send,
    Sleep,
    TransportError,
    WithheldError,
    Work,
    submit,
)


def test_a_submit_is_one_post_with_the_time_that_is_left() -> None:
    driver = Driver({"request_id": "r1"}, seconds=7.0)
    assert driver.run(submit(driver.context, Line("a/b c"), b"{}")) == Accepted("r1", fresh=True)
    assert driver.sent == [Send(Request("POST", f"{BASE}/models/a/b%20c", b"{}"), 7.0, paid=True)]


LOST = (
    "The job may exist, and may be paid for. It is not sent again by itself: look at your requests on the "
    "RunComfy website before you do."
)
SUBMIT: dict[str, Any] = {"method": "POST", "url": f"{BASE}/models/v/m"}


@pytest.mark.parametrize(
    ("given", "says", "known"),
    [
        (TransportError("it ended", timed_out=True), "no answer came in time (it ended)", {}),
        (TransportError("it ended"), "the connection broke before the answer (it ended)", {}),
        (
            (503, {"detail": "too\nbusy"}),
            "the server answered HTTP 503 (too busy)",
            {"status": 503, "body": '{"detail": "too\\nbusy"}'},
        ),
        (500, "the server answered HTTP 500", {"status": 500}),
        (408, "the server answered HTTP 408", {"status": 408}),
        (499, "the server answered HTTP 499", {"status": 499}),
        (300, "the server answered HTTP 300", {"status": 300}),
        (
            (400, {"error": {"code": 503, "message": "oh"}}),
            "the server answered with error code 503 (oh)",
            {"status": 400, "body": '{"error": {"code": 503, "message": "oh"}}'},
        ),
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
    error = driver.fail(submit(driver.context, Line("v/m"), b"{}"), errors.SubmissionUnknownError)
    assert error.message == f"Nobody can say whether the request was accepted: {says}."
    assert facts(error) == {**SUBMIT, "model_id": "v/m", "hint": LOST, **known}
    assert len(driver.sent) == 1


def test_an_answer_that_cannot_be_read_leaves_a_submit_unknown() -> None:
    driver = Driver(Response(200, {}, b"<html>"))
    error = driver.fail(submit(driver.context, Line("v/m"), b"{}"), errors.SubmissionUnknownError)
    assert error.message.startswith("Nobody can say whether the request was accepted: the answer is ")
    assert facts(error) == {**SUBMIT, "status": 200, "model_id": "v/m", "hint": LOST, "body": "<html>"}


@pytest.mark.parametrize(
    ("timed_out", "kind"), [(True, errors.APITimeoutError), (False, errors.APIConnectionError)]
)
def test_what_was_certainly_not_sent_is_sent_again(timed_out: bool, kind: type[Exception]) -> None:
    fault = TransportError("refused", unsent=True, timed_out=timed_out)
    driver = Driver(fault, max_retries=2)
    error = driver.fail(submit(driver.context, Line("v/m"), b"{}"), kind)
    assert error.message == "The server could not be reached, and nothing was sent: refused"
    assert facts(error) == {**SUBMIT, "hint": "Check the network, the proxy and the base URL."}
    assert len(driver.sent) == 3
    assert driver.slept == [0.5, 1.0]
    driver = Driver(fault, {"request_id": "r1"})
    assert driver.run(submit(driver.context, Line("v/m"), b"{}")) == Accepted("r1", fresh=True)


@pytest.mark.parametrize("lasting", [True, False])
def test_what_is_of_no_use_to_try_again_is_sent_once(lasting: bool) -> None:
    driver = Driver(TransportError("no such host", unsent=True, lasting=lasting), max_retries=1)
    error = driver.fail(submit(driver.context, Line("v/m"), b"{}"), errors.APIConnectionError)
    assert error.lasting is lasting
    assert len(driver.sent) == (1 if lasting else 2)


def test_a_submit_that_may_be_sent_again_stays_below_the_deadline() -> None:
    fault = TransportError("refused", unsent=True)
    driver = Driver(fault, seconds=0.5)
    driver.fail(submit(driver.context, Line("v/m"), b"{}"), errors.APIConnectionError)
    assert (len(driver.sent), driver.slept) == (1, [])
    driver = Driver(fault, seconds=0.6)
    driver.fail(submit(driver.context, Line("v/m"), b"{}"), errors.APIConnectionError)
    assert (len(driver.sent), driver.slept) == (2, [0.5])
    driver = Driver({"request_id": "r1"}, seconds=0.0)
    error = driver.fail(submit(driver.context, Line("v/m"), b"{}"), errors.APITimeoutError)
    assert error.message == "The deadline passed before the request could be sent. Nothing was sent."
    assert facts(error) == SUBMIT
    assert driver.sent == []


def test_a_429_is_repeated_only_where_that_is_wanted() -> None:
    driver = Driver(asking("3", 429), {"request_id": "r1"})
    driver.fail(submit(driver.context, Line("v/m"), b"{}"), errors.RateLimitError)
    driver = Driver(asking("3", 429), {"request_id": "r1"}, resubmit_on_429=True)
    assert driver.run(submit(driver.context, Line("v/m"), b"{}")) == Accepted("r1", fresh=True)
    assert driver.slept == [pytest.approx(3.05)]
    driver = Driver(429, resubmit_on_429=True, max_retries=1)
    assert driver.fail(submit(driver.context, Line("v/m"), b"{}"), errors.RateLimitError).status == 429
    assert len(driver.sent) == 2
    driver = Driver((422, {"detail": "no"}), resubmit_on_429=True)
    assert driver.fail(submit(driver.context, Line("v/m"), b"{}"), errors.RejectedInputError).message
    assert len(driver.sent) == 1


def test_the_hint_for_a_rejected_input_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.inside import ModelInfo

    driver = Driver((422, {"detail": "no"}))
    monkeypatch.setattr(ModelInfo, "schema", {"as_of": "2026-01-31"})
    error = driver.fail(submit(driver.context, Line(MODEL), b"{}"), errors.RejectedInputError)
    assert error.hint == (
        "This client's schema of the model, of 2026-01-31, may be older than the server's: update the client, or "
        "regenerate it with `make sync generate`."
    )
    monkeypatch.setattr(ModelInfo, "schema", {})
    error = driver.fail(submit(driver.context, Line(MODEL), b"{}"), errors.RejectedInputError)
    assert error.hint.startswith("This client's schema of the model may be older")


def test_the_books_know_of_it_before_and_after() -> None:
    driver, line = Driver({"request_id": "r1"}, seconds=7.0), Line("v/m")
    driver.run(submit(driver.context, line, b"{}"))
    assert line.lines == [("claim", 7.0), ("accept", "r1")]


def test_a_wait_is_logged_and_told_to_those_who_wait_for_the_same(caplog: pytest.LogCaptureFixture) -> None:
    running = Running(submit(Driver(OK).context, Line("v/m"), b"{}", refusals=1))
    with caplog.at_level("INFO"):
        while not isinstance(running.effect, Sleep):
            running.resume(asking("3", 429) if isinstance(running.effect, Send) else Claim())
    assert running.effect == Sleep(pytest.approx(3.05), crowded=True)
    assert [record.getMessage() for record in caplog.records] == [
        "submit of v/m: the server asks for a wait of 3 s; it is tried again in 3.0 s"
    ]


def test_a_wait_is_written_down_on_both_sides() -> None:
    driver, line = Driver(asking("3", 429), {"request_id": "r1"}), Line("v/m")
    assert driver.run(submit(driver.context, line, b"{}", refusals=1)) == Accepted("r1", fresh=True)
    assert line.lines == [("claim", None), ("pause", pytest.approx(3.05)), ("go on",), ("accept", "r1")]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (TransportError("gone"), True),
        (TransportError("refused", unsent=True, lasting=True), False),
        (502, True),
        ((422, {"detail": "no"}), False),
        (429, False),
        (RuntimeError("a signal handler's"), True),
    ],
)
def test_how_it_failed_is_written_down(given: Any, sent: bool) -> None:
    driver, line = Driver(given), Line("v/m")
    with pytest.raises(Exception) as caught:  # noqa: PT011 (each its own)
        driver.run(submit(driver.context, line, b"{}"))
    assert line.lines[1:] == [("fail", type(caught.value).__name__, sent)]
    noted = "was on its way when this came" in "".join(getattr(caught.value, "__notes__", ()))
    assert noted is isinstance(given, RuntimeError)


def test_nothing_that_is_another_processs_is_sent() -> None:
    driver, line = Driver(OK), Line("v/m", Claim("r7"))
    assert driver.run(submit(driver.context, line, b"{}")) == Accepted("r7", fresh=False)
    assert (driver.sent, line.words) == ([], ["claim"])


def test_what_another_process_is_sending_is_waited_for() -> None:
    driver, line = Driver(OK), Line("v/m", *[Claim(busy=True)] * 8, Claim("r7"))
    assert driver.run(submit(driver.context, line, b"{}")).request_id == "r7"
    assert driver.slept == pytest.approx([0.5, 0.75, 1.125, 1.6875, 2.53125, 3.796875, 5.0, 5.0])
    driver, line = Driver(OK, seconds=2.0), Line("v/m", *[Claim(busy=True)] * 99)
    error = driver.fail(submit(driver.context, line, b"{}"), errors.APITimeoutError)
    assert (error.message, error.hint) == (
        "Another process is sending this request, and had not ended at the deadline. Nothing was sent twice.",
        "Do the same again: what the other one has sent is found by its id.",
    )
    assert (sum(driver.slept), driver.sent) == (2.0, [])


def test_who_has_lost_its_claim_while_it_waited_follows_the_other() -> None:
    driver = Driver(asking("3", 429), {"request_id": "r1"})
    line = Line("v/m", Claim(), Claim(busy=True), Claim(busy=True), Claim("r2"))
    assert driver.run(submit(driver.context, line, b"{}", refusals=9)) == Accepted("r2", fresh=False)
    assert len(driver.sent) == 1
    assert line.words == ["claim", "pause", "go on", "claim", "claim"]


def test_a_claim_that_cannot_be_written_lets_nothing_out() -> None:
    driver, line = Driver(OK), Line("v/m", errors.JournalError("locked"))
    driver.fail(submit(driver.context, line, b"{}"), errors.JournalError)
    assert (driver.sent, line.lines[1:]) == ([], [("fail", "JournalError", False)])


@pytest.mark.parametrize("at", [Work, Send, Sleep])
def test_an_interrupt_is_written_down_whenever_it_comes(at: type, caplog: pytest.LogCaptureFixture) -> None:
    driver, line = Driver(OK), Line("v/m")
    running = Running(submit(driver.context, line, b"{}", refusals=9))
    while not isinstance(running.effect, at):
        running.resume(Response(429, {}, b"") if isinstance(running.effect, Send) else Claim())
    running.fail(KeyboardInterrupt())
    assert isinstance(running.effect, Work)
    running.effect.do()
    with pytest.raises(KeyboardInterrupt) as caught:
        running.resume(None)
    assert line.lines == [("fail", "KeyboardInterrupt", at is Send)]
    told = (
        "RunComfy: a paid request to v/m was on its way when this came. Nobody can say whether it was accepted; "
        "look at your requests on the RunComfy website."
    )
    said = [told] if at is Send else []
    assert getattr(caught.value, "__notes__", []) == said
    assert [entry.getMessage() for entry in caplog.records][-1:] == said


@pytest.mark.parametrize("error", [errors.JournalError("full"), KeyboardInterrupt()])
def test_a_job_that_cannot_be_written_down_is_told_with_its_id(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    running = Running(submit(Driver(OK).context, Line("v/m"), b"{}"))
    running.resume(Claim())
    running.resume(answer_of({"request_id": "r1"}))
    assert isinstance(running.effect, Work)
    with pytest.raises(type(error)) as caught:
        running.fail(error)
    said = "RunComfy request r1: it is still running; find it again with client.job('r1').wait()"
    assert caught.value.__notes__ == [said]
    assert [entry.getMessage() for entry in caplog.records] == [said]


@pytest.mark.parametrize("at", [Work, Send, Sleep])
def test_an_operation_that_nobody_goes_on_with_is_written_down_at_once(at: type) -> None:
    driver, line = Driver(OK), Line("v/m")
    operation = submit(driver.context, line, b"{}", refusals=9)
    effect = next(operation)
    while not isinstance(effect, at):
        effect = operation.send(Response(429, {}, b"") if isinstance(effect, Send) else Claim())
    operation.close()
    assert line.lines == [("fail", "GeneratorExit", at is Send)]


def test_a_request_that_its_driver_held_back_was_not_sent() -> None:
    driver, line = Driver(OK), Line("v/m")
    running = Running(submit(driver.context, line, b"{}"))
    running.resume(Claim())
    assert isinstance(running.effect, Send)
    running.fail(WithheldError(KeyboardInterrupt()))
    assert isinstance(running.effect, Work)
    running.effect.do()
    with pytest.raises(KeyboardInterrupt) as caught:
        running.resume(None)
    assert line.lines == [("fail", "KeyboardInterrupt", False)]
    assert not hasattr(caught.value, "__notes__")
