"""What operations ask for and say, to the letter: driven here by a script, without any client."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
import runcomfy
from runcomfy import Update, errors
from runcomfy._options import Options
from runcomfy._protocol.context import Context, DeadlinePassedError
from runcomfy._protocol.effects import Answer, Emit, Operation, Request, Send, Sleep, TransportFault
from runcomfy._protocol.ids import check_model_id, check_request_id
from runcomfy._protocol.reads import balance, cancel, catalogue, read_document, result_request, status
from runcomfy._protocol.retry import Clock
from runcomfy._protocol.submit import submit
from runcomfy._protocol.watch import Ending, Watch, fetch_result, judge

BASE = "https://api.example/v1"
MODEL = "openai/gpt-image-2/edit"
READ = Request("GET", f"{BASE}/anything")
OK: dict[str, Any] = {"fine": True}


class Driver:
    """Answers an operation by its script; sleeping moves the clock. A number in the script is an empty answer."""

    def __init__(
        self, *script: Any, seconds: float | None = None, takes: float = 0.0, **options: Any
    ) -> None:
        self.script = list(script)
        self.time = 1000.0
        self.takes = takes
        self.sent: list[Send] = []
        self.slept: list[float] = []
        self.shown: list[Update] = []
        clock = Clock(now=lambda: self.time, chance=lambda: 1.0)
        ends = None if seconds is None else self.time + seconds
        self.context = Context(BASE, Options(**options), clock, ends)

    def run(self, operation: Operation[Any]) -> Any:
        answer: Any = None
        fault: TransportFault | None = None
        while True:
            try:
                effect = operation.throw(fault) if fault else operation.send(answer)
            except StopIteration as end:
                return end.value
            answer = fault = None
            assert len(self.sent) + len(self.slept) < 1000, "it goes on for ever"
            if isinstance(effect, Send):
                self.sent.append(effect)
                self.time += self.takes
                given = self.script.pop(0) if len(self.script) > 1 else self.script[0]
                if isinstance(given, TransportFault):
                    fault = given
                else:
                    answer = answer_of(given)
            elif isinstance(effect, Sleep):
                self.slept.append(effect.seconds)
                self.time += effect.seconds
            else:
                assert isinstance(effect, Emit)
                self.shown.append(effect.update)

    def fail(self, operation: Operation[Any], kind: type[Exception]) -> Any:
        with pytest.raises(kind) as caught:
            self.run(operation)
        assert type(caught.value) is kind
        return caught.value


def answer_of(given: Any) -> Answer:
    if isinstance(given, Answer):
        return given
    if isinstance(given, int):
        return Answer(given, {}, b"")
    code, document = given if isinstance(given, tuple) else (200, given)
    return Answer(code, {}, json.dumps(document).encode())


def asking(seconds: str, code: int = 503) -> Answer:
    return Answer(code, {"retry-after": seconds}, b"")


def facts(error: Any) -> dict[str, Any]:
    """Everything that an error says of its request."""
    names = ("status", "method", "url", "request_id", "model_id", "body", "code", "hint")
    return {name: value for name in names if (value := getattr(error, name, None)) is not None}


# The submit.


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
    from runcomfy._registry import ModelInfo

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


# Reads.


def test_a_read_is_tried_again_and_tells_of_its_last_failure() -> None:
    driver = Driver((503, {"detail": "busy"}), seconds=100.0, retries=3)
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
    driver = Driver(TransportFault("reset"), retries=1)
    error = driver.fail(read_document(driver.context, READ, "r9"), errors.APIConnectionError)
    assert "reset" in error.message
    assert facts(error).items() >= {"method": "GET", "url": READ.url, "request_id": "r9"}.items()
    driver = Driver(TransportFault("reset"), OK)
    assert driver.run(read_document(driver.context, READ)) == OK


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
    driver = Driver(503, seconds=seconds, retries=9)
    driver.fail(read_document(driver.context, READ), errors.ServerError)
    assert len(driver.sent) == looks


def test_an_empty_answer_counts_only_where_it_may() -> None:
    driver = Driver(Answer(200, {}, b" \n"), 299, retries=0)
    for _ in driver.script:
        assert driver.run(read_document(driver.context, READ, empty=True)) == {}
    assert driver.fail(read_document(driver.context, READ), errors.ServerError).status == 299
    for given in (Answer(200, {}, b" ", cut=True), Answer(300, {}, b""), Answer(199, {}, b"")):
        driver = Driver(given, retries=0)
        with pytest.raises(errors.APIError):
            driver.run(read_document(driver.context, READ, empty=True))
    driver = Driver(OK)
    assert driver.run(read_document(driver.context, READ, empty=True)) == OK


def test_one_look_at_a_status() -> None:
    driver = Driver({"status": "IN_QUEUE", "queue_position": 3}, takes=2.0)
    update = driver.run(status(driver.context, "r1", 990.0))
    assert update == Update("r1", "in_queue", 3, 12.0, "IN_QUEUE")
    assert driver.sent[0].request == Request("GET", f"{BASE}/requests/r1/status")
    driver = Driver((404, {"detail": "gone"}))
    assert driver.fail(status(driver.context, "r1", 0.0), errors.NotFoundError).request_id == "r1"


@pytest.mark.parametrize(
    ("document", "update"),
    [
        ({"status": "thawing", "queue_position": True}, Update("r1", "thawing", None, 0.0, "thawing")),
        ({"status": 7, "queue_position": 1.0}, Update("r1", "unknown", None, 0.0, "")),
        ({}, Update("r1", "unknown", None, 0.0, "")),
        (
            {"status": "x" * 101, "queue_position": 0},
            Update("r1", "x" * 99 + "…", 0, 0.0, "x" * 99 + "…"),
        ),
    ],
)
def test_a_status_of_any_kind(document: dict[str, Any], update: Update) -> None:
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


# Ids.


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("../x", "'../x'"),
        (7, "int"),
        ("a" * 129, f"'{'a' * 96}..."),
        ("a" * 97 + "/", f"'{'a' * 97}/'"),
        ("a" * 98 + "/", f"'{'a' * 96}..."),
    ],
)
def test_what_is_no_request_id_is_shown(value: object, shown: str) -> None:
    with pytest.raises(runcomfy.InputError) as caught:
        check_request_id(value)
    text = f"{shown} is not a request id: up to 128 letters, digits, '_' and '-' are expected."
    assert caught.value.message == text
    assert check_request_id("a" * 128) == "a" * 128


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (None, "it is not a text"),
        ("", "it is not a text"),
        ("a" * 513, "it is too long"),
        ("https://x/y", "it is a URL"),
        ("a%2fb", "it holds a character that no model id has"),
        ("a\nb", "it holds a character that no model id has"),
        ("a//b", "a part between its slashes is empty or begins or ends with a space"),
        ("a/ b", "a part between its slashes is empty or begins or ends with a space"),
        ("a/../b", "it leads to another path"),
        ("./b", "it leads to another path"),
    ],
)
def test_what_is_no_model_id_says_why(value: object, fault: str) -> None:
    with pytest.raises(runcomfy.InputError) as caught:
        check_model_id(value)
    if isinstance(value, str) and len(value) < 100:
        assert caught.value.message == f"{value!r} is not a model id: {fault}."
    assert caught.value.message.endswith(f" is not a model id: {fault}.")
    assert caught.value.hint == "A model id looks like 'openai/gpt-image-2/edit'."
    assert check_model_id("a" * 512) == "a" * 512
    assert check_model_id("A/X-1.0") == "A/X-1.0"


# The wait.


def test_a_result_that_says_it_waits_is_no_ending_whatever_it_holds() -> None:
    for word in ("in_queue", "in_progress"):
        assert judge({"status": word, "output": {}}, finished=True) == "running"


def watch(driver: Driver, **settings: Any) -> Watch:
    defaults: dict[str, Any] = {"begun": driver.time, "fresh": True, "heartbeat": None}
    return Watch(driver.context, "r1", **{**defaults, **settings})


DONE = {"status": "succeeded", "output": {"a": 1}}
QUEUED = {"status": "in_queue", "queue_position": 2}


def test_a_wait_asks_for_the_status_and_then_for_the_result() -> None:
    driver = Driver(QUEUED, {"status": "completed"}, DONE, seconds=60.0, poll_interval=2.0)
    assert driver.run(watch(driver).run()) == Ending("completed", DONE)
    urls = [f"{BASE}/requests/r1/status"] * 2 + [f"{BASE}/requests/r1/result?include_cost=true"]
    assert [one.request for one in driver.sent] == [Request("GET", url) for url in urls]
    assert [one.limit for one in driver.sent] == [60.0, 58.0, 58.0]
    assert driver.shown == [
        Update("r1", "in_queue", 2, 0.0, "in_queue"),
        Update("r1", "completed", None, 2.0, "succeeded"),
    ]


def test_the_pauses_of_a_wait_grow_to_their_longest() -> None:
    driver = Driver(*[QUEUED] * 6, {"status": "completed"}, DONE, poll_interval=2.0, poll_max=8.0)
    driver.run(watch(driver).run())
    assert driver.slept == [2.0, 3.0, 4.5, 6.75, 8.0, 8.0]


def test_a_wait_says_what_troubled_it_last() -> None:
    driver = Driver((503, {"detail": "busy"}), seconds=5.0)
    error = driver.fail(watch(driver).run(), DeadlinePassedError)
    assert (error.status, error.trouble) == (None, "The server could not answer: busy")
    driver = Driver(QUEUED, TransportFault("reset"), seconds=5.0)
    error = driver.fail(watch(driver).run(), DeadlinePassedError)
    assert error.status == "in_queue"
    assert "reset" in error.trouble
    driver = Driver((503, {"detail": "busy"}), QUEUED, seconds=5.0)
    error = driver.fail(watch(driver).run(), DeadlinePassedError)
    assert (error.status, error.trouble, str(error)) == ("in_queue", None, "in_queue")


def test_a_wait_whose_time_is_up_asks_nothing_more() -> None:
    driver = Driver(QUEUED, seconds=0.0)
    assert driver.fail(watch(driver).run(), DeadlinePassedError).trouble is None
    assert driver.sent == []
    driver = Driver({"status": "completed"}, seconds=1.0, takes=1.0)
    driver.fail(watch(driver).run(), DeadlinePassedError)
    assert len(driver.sent) == 1


def test_a_404_is_not_yet_only_shortly_after_the_submit() -> None:
    for settings, looks in (({"fresh": True}, 6), ({"fresh": False}, 1), ({"begun": 990.0}, 1)):
        driver = Driver((404, {"detail": "gone"}), poll_interval=1.0)
        error = driver.fail(watch(driver, **settings).run(), errors.NotFoundError)
        assert error.request_id == "r1"
        assert len(driver.sent) == looks, settings
    driver = Driver({"error_code": 404001}, DONE)
    driver.fail(watch(driver, fresh=False).run(), errors.NotFoundError)
    driver = Driver((404, {"detail": "gone"}), {"status": "completed"}, DONE)
    assert driver.run(watch(driver, begun=990.1).run()).state == "completed"


def test_an_error_that_no_one_knows_is_looked_at_eight_times() -> None:
    driver = Driver((418, {"detail": "tea"}))
    driver.fail(watch(driver).run(), errors.APIError)
    assert len(driver.sent) == 8
    driver = Driver(Answer(301, {"location": "https://else.example"}, b""))
    driver.fail(watch(driver).run(), errors.APIError)
    assert len(driver.sent) == 1


def test_the_pause_after_a_failed_look() -> None:
    driver = Driver(*[503] * 5, {"status": "completed"}, DONE, poll_interval=3.0)
    driver.run(watch(driver).run())
    assert driver.slept == [1.0, 1.0, 2.0, 4.0, 8.0]
    driver = Driver(503, {"status": "completed"}, DONE, poll_interval=0.75)
    driver.run(watch(driver).run())
    assert driver.slept == [0.75]
    for asked, slept in (("7", 7.05), ("999", 60.05)):
        driver = Driver(asking(asked), {"status": "completed"}, DONE)
        driver.run(watch(driver).run())
        assert driver.slept == [pytest.approx(slept)]


def test_long_trouble_is_logged_once_without_the_server_s_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="runcomfy")
    driver = Driver(*[(503, {"detail": "secret"})] * 7, {"status": "completed"}, DONE)
    driver.run(watch(driver).run())
    warnings = [one.getMessage() for one in caplog.records if one.levelno == logging.WARNING]
    assert warnings == ["request r1: a look at its status failed 5 times in a row: HTTP 503, ServerError"]
    rest = [one.getMessage() for one in caplog.records if one.levelno == logging.DEBUG]
    assert rest == ["request r1: a look at its status failed: The server could not answer: secret"] * 7
    caplog.clear()
    driver = Driver(*[TransportFault("reset")] * 5, {"status": "completed"}, DONE)
    driver.run(watch(driver).run())
    warnings = [one.getMessage() for one in caplog.records if one.levelno == logging.WARNING]
    assert warnings == ["request r1: a look at its status failed 5 times in a row: no answer"]
    caplog.clear()
    driver = Driver(*[503] * 4, {"status": "completed"}, DONE)
    driver.run(watch(driver).run())
    assert not [one for one in caplog.records if one.levelno == logging.WARNING]


def test_an_unknown_word_is_told_once_and_waited_on(recwarn: pytest.WarningsRecorder) -> None:
    driver = Driver(QUEUED, {"status": "completed"}, DONE)
    driver.run(watch(driver).run())
    assert not recwarn.list
    driver = Driver({"status": "thawing"}, {"status": "thawing"}, {"status": "completed"}, DONE)
    with pytest.warns(runcomfy.RunComfyWarning) as caught:
        driver.run(watch(driver).run())
    texts = [str(one.message) for one in caught]
    assert texts == ["Request r1 has the unknown status 'thawing'; still waiting."]


def test_a_finished_job_without_output_is_looked_at_four_times() -> None:
    nothing = {"status": "succeeded"}
    driver = Driver(
        {"status": "completed"}, nothing, *[{"status": "completed"}, nothing] * 9, poll_interval=1.0
    )
    ending = driver.run(watch(driver).run())
    assert ending == Ending("failed", nothing, "the job has finished without an output")
    assert len(driver.sent) == 8
    assert driver.shown == [Update("r1", "failed", None, sum(driver.slept), "succeeded")]
    driver = Driver({"status": "completed"}, nothing, {"status": "completed"}, {"output": 1, "status": 5})
    assert driver.run(watch(driver).run()).state == "completed"
    assert driver.shown[-1].raw_status == ""


def test_every_look_is_seen_and_every_change_shown() -> None:
    seen: list[Update] = []
    moved = {"status": "in_queue", "queue_position": 1}
    driver = Driver(QUEUED, QUEUED, moved, {"status": "completed"}, DONE, poll_interval=1.0, poll_max=1.0)
    driver.run(watch(driver, seen=seen.append).run())
    assert [(one.status, one.queue_position) for one in seen] == [
        ("in_queue", 2), ("in_queue", 2), ("in_queue", 1), ("completed", None),
    ]  # fmt: skip
    assert driver.shown == [seen[0], seen[2], seen[3]]


def test_heartbeats_come_between_looks() -> None:
    driver = Driver(QUEUED, {"status": "completed"}, DONE, poll_interval=10.0)
    driver.run(watch(driver, heartbeat=4.0, begun=999.0).run())
    assert driver.slept == [4.0, 4.0, 2.0]
    assert driver.shown == [
        Update("r1", "in_queue", 2, 1.0, "in_queue"),
        Update("r1", "in_queue", 2, 5.0, "in_queue"),
        Update("r1", "in_queue", 2, 9.0, "in_queue"),
        Update("r1", "completed", None, 11.0, "succeeded"),
    ]
    driver = Driver(503, QUEUED, {"status": "completed"}, DONE, poll_interval=1.0)
    driver.run(watch(driver, heartbeat=0.4).run())
    assert driver.slept[0] == 1.0
    driver = Driver(QUEUED, QUEUED, {"status": "completed"}, DONE, poll_interval=1.0, takes=4.0)
    driver.run(watch(driver, heartbeat=5.0).run())
    assert driver.slept == [1.0, 1.5]
    driver = Driver(QUEUED, poll_interval=10.0, seconds=5.0)
    driver.fail(watch(driver, heartbeat=4.0).run(), DeadlinePassedError)
    assert driver.slept == [4.0, 1.0]
