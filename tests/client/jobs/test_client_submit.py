"""The paid request: sent once, whatever happens, and nothing about it is guessed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy

from tests.client.conftest import log_of
from tests.client.protocol.protocol_kit import OK, Driver, Line

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, VirtualClock

PATH = "/models/v/m"


def submit(kit: Kit, **options: Any) -> Any:
    return kit.call(kit.client().with_options(**options).model("v/m").submit({"prompt": "x"}))


def body(document: object, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=document)


UNCLEAR = {
    "dropped": httpx.RemoteProtocolError("Server disconnected without sending a response."),
    "reset": httpx.ReadError("reset"),
    "reset while sending": httpx.WriteError("broken pipe"),
    "no answer": httpx.ReadTimeout("slow"),
    "slow to take": httpx.WriteTimeout("slow"),
    "garbage": httpx.DecodingError("gzip"),
    "408": httpx.Response(408),
    "500": httpx.Response(500),
    "500 with a code": body({"error_code": 400002}, 500),
    "502 html": httpx.Response(502, html="<html><head><title>502 Bad Gateway</title></head></html>"),
    "503": httpx.Response(503, headers={"retry-after": "1"}),
    "504": httpx.Response(504),
    "not json": httpx.Response(200, text="OK"),
    "html": httpx.Response(200, html="<html>Hello</html>"),
    "empty": httpx.Response(200),
    "204": httpx.Response(204),
    "truncated": httpx.Response(200, text='{"request_id": "r'),
    "a list": body([{"request_id": "r1"}]),
    "no id": body({"status": "in_queue"}),
    "null id": body({"request_id": None}),
    "a number for an id": body({"request_id": 17}),
    "empty id": body({"request_id": ""}),
    "a path for an id": body({"request_id": "../../users/me"}),
    "a line in the id": body({"request_id": "r1\n"}),
    "a long id": body({"request_id": "r" * 129}),
    "a foreign letter in the id": body({"request_id": "r\u0661"}),
    "a code of the server's own trouble": body({"error_code": 500001, "message": "database"}),
    "nested": httpx.Response(200, content=b'{"request_id": "r1", "x": ' + b"[" * 5000 + b"]" * 5000 + b"}"),
    "redirect": httpx.Response(307, headers={"location": "https://model-api.runcomfy.net/v1/models/v/m"}),
    "302": httpx.Response(302, headers={"location": "/login"}),
    "304": httpx.Response(304),
}


@pytest.mark.parametrize("answer", UNCLEAR.values(), ids=UNCLEAR.keys())
def test_an_unclear_answer_is_said_to_be_unclear_and_nothing_is_sent_again(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, answer: Any
) -> None:
    route = api.post(PATH)
    if isinstance(answer, Exception):
        route.mock(side_effect=answer)
    else:
        route.mock(return_value=answer)
    with pytest.raises(runcomfy.SubmissionUnknownError) as caught:
        submit(kit, resubmit_on_429=True)
    assert log_of(api) == [("POST", PATH)]
    assert caught.value.model_id == "v/m"
    assert "may exist" in str(caught.value)
    assert clock.naps == []


REFUSED: dict[str, tuple[httpx.Response, type[runcomfy.APIError], str]] = {
    "400": (body({"message": "bad"}, 400), runcomfy.RejectedInputError, "bad"),
    "401": (body({"detail": "no token"}, 401), runcomfy.AuthenticationError, "no token"),
    "402": (httpx.Response(402, text="pay"), runcomfy.InsufficientBalanceError, "pay"),
    "403": (httpx.Response(403, html="<title>Blocked</title>"), runcomfy.PermissionDeniedError, "Blocked"),
    "404": (httpx.Response(404), runcomfy.NotFoundError, "gone or renamed"),
    "409": (body({"error": {"message": "twice"}}, 409), runcomfy.APIError, "twice"),
    "413": (httpx.Response(413, text="too large"), runcomfy.RejectedInputError, "too large"),
    "422": (
        body({"detail": [{"loc": ["body", "prompt"], "msg": "Field required"}]}, 422),
        runcomfy.RejectedInputError,
        "prompt: Field required",
    ),
    "429": (httpx.Response(429), runcomfy.RateLimitError, "too many"),
    "400001": (body({"error_code": 400001, "error_message": "no model"}), runcomfy.NotFoundError, "no model"),
    "400002": (body({"error_code": 400002}), runcomfy.InsufficientBalanceError, "balance"),
    "400002 as text": (body({"error_code": "400002"}, 400), runcomfy.InsufficientBalanceError, "balance"),
    "400004": (body({"code": 400004, "message": "token"}, 400), runcomfy.AuthenticationError, "token"),
    "403001": (body({"error_code": 403001}), runcomfy.PermissionDeniedError, "not allowed"),
    "404001": (body({"error_code": 404001}), runcomfy.NotFoundError, "gone or renamed"),
    "422001": (body({"error_code": 422001, "error": "prompt"}), runcomfy.RejectedInputError, "prompt"),
    "429000": (body({"error_code": 429000}), runcomfy.RateLimitError, "too many"),
    "a word": (body({"error_code": "NOPE", "detail": ["a", "b"]}), runcomfy.APIError, "a; b"),
}


@pytest.mark.as_written("errors")
@pytest.mark.parametrize(("answer", "error", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_clear_refusal_is_its_own_error(  # noqa: PLR0917 (three are fixtures)
    kit: Kit,
    api: respx.MockRouter,
    clock: VirtualClock,
    answer: httpx.Response,
    error: type[runcomfy.APIError],
    said: str,
) -> None:
    api.post(PATH).mock(return_value=answer)
    with pytest.raises(error, match=said) as caught:
        submit(kit)
    assert type(caught.value) is error
    assert caught.value.status == answer.status_code
    assert caught.value.method == "POST"
    assert log_of(api) == [("POST", PATH)]


def test_an_error_code_with_an_id_keeps_the_id(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    api.post(PATH).respond(json={"request_id": "r7", "error_code": 403001})
    with pytest.raises(runcomfy.PermissionDeniedError) as caught:
        submit(kit)
    assert caught.value.request_id == "r7"


def test_a_code_of_zero_is_none(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    api.post(PATH).respond(json={"request_id": "r7", "error_code": 0})
    assert submit(kit).request_id == "r7"


@pytest.mark.parametrize(
    "fault", [httpx.ConnectError("refused"), httpx.ConnectTimeout("tls"), httpx.ProxyError("502 Bad Gateway")]
)
def test_a_connection_never_made_is_tried_again(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, fault: Exception
) -> None:
    api.post(PATH).mock(side_effect=[fault, fault, body({"request_id": "r1"})])
    assert submit(kit).request_id == "r1"
    assert len(clock.naps) == 2


def test_a_server_that_is_never_reached_is_an_error_that_says_that_nothing_was_sent(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    api.post(PATH).mock(side_effect=httpx.ConnectError("refused"))
    with pytest.raises(runcomfy.APIConnectionError, match="nothing was sent"):
        submit(kit, max_retries=3)
    assert len(api.calls) == 4


def test_nothing_is_tried_beyond_the_deadline(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    api.post(PATH).mock(side_effect=httpx.ConnectTimeout("slow"))
    with pytest.raises(runcomfy.APITimeoutError, match="nothing was sent"):
        submit(kit, max_retries=100, timeout=5)
    assert clock.time <= 1005


def test_no_time_left_sends_nothing(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    from tests.inside import submit as operation

    driver = Driver(OK, seconds=0.0)
    with pytest.raises(runcomfy.APITimeoutError, match="Nothing was sent"):
        driver.run(operation(driver.context, Line("v/m"), b"{}"))
    assert driver.sent == []


@pytest.mark.parametrize("header", ["12", "12.5", None])
def test_429_is_not_sent_again_unless_the_caller_asks(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, header: str | None
) -> None:
    headers = {"retry-after": header} if header else {}
    api.post(PATH).mock(side_effect=[httpx.Response(429, headers=headers), body({"request_id": "r1"})])
    with pytest.raises(runcomfy.RateLimitError) as caught:
        submit(kit)
    assert caught.value.retry_after == (float(header) if header else None)
    assert submit(kit).request_id == "r1"


def test_429_is_sent_again_after_the_wait_where_the_caller_asks(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    busy = httpx.Response(429, headers={"retry-after": "90"})
    api.post(PATH).mock(side_effect=[busy, busy, body({"request_id": "r1"})])
    assert submit(kit, resubmit_on_429=True).request_id == "r1"
    assert all(60 <= nap <= 63 for nap in clock.naps)


def test_429_is_not_sent_again_beyond_the_deadline(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    api.post(PATH).respond(429, headers={"retry-after": "90"})
    with pytest.raises(runcomfy.RateLimitError):
        submit(kit, resubmit_on_429=True, timeout=60)
    assert clock.naps == []


def test_after_a_429_an_unclear_answer_still_ends_it(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    api.post(PATH).mock(side_effect=[httpx.Response(429), httpx.Response(502)])
    with pytest.raises(runcomfy.SubmissionUnknownError):
        submit(kit, resubmit_on_429=True)
    assert len(api.calls) == 2


def test_inputs_are_checked_before_anything_is_sent(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    client = kit.client()
    for wrong in (
        lambda: client.openai.gpt_image_2.edit.run(
            prompt="x", images=["https://e.com/a.png"], resolution="9k"
        ),
        lambda: client.model("openai/gpt-image-2/edit").run({"prompt": 3}),
        lambda: client.openai.gpt_image_2.edit.submit(nope=1),
    ):
        with pytest.raises(runcomfy.InputError):
            kit.call(wrong())
    assert log_of(api) == []


def test_a_body_that_is_too_large_is_not_sent(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    with pytest.raises(runcomfy.InputError):
        kit.call(kit.client().with_options(max_body_bytes=100).model("v/m").run({"prompt": "x" * 200}))
    assert log_of(api) == []


def test_the_rest_of_the_answer_is_not_believed(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    evil = "https://evil.example/steal"
    urls = {"status_url": evil, "result_url": evil, "cancel_url": evil}
    api.post(PATH).respond(json={"request_id": "r1", **urls})
    api.get("/requests/r1/status").respond(json={"status": "completed", **urls})
    api.get("/requests/r1/result").respond(json={"status": "completed", "output": {}, **urls})
    api.post("/requests/r1/cancel").respond(json={"status": "canceled", **urls})
    job = submit(kit)
    kit.call(job.wait())
    assert kit.call(job.cancel())
    assert {call.request.url.host for call in api.calls} == {"model-api.runcomfy.net"}


def test_an_error_keeps_a_short_readable_body(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    api.post(PATH).respond(400, text="\x1b[31mred\x07 " + "long " * 100_000)
    with pytest.raises(runcomfy.RejectedInputError) as caught:
        submit(kit)
    assert "\x1b" not in str(caught.value) + str(caught.value.body)
    assert len(str(caught.value)) < 1000
    assert len(caught.value.body or "") <= 2000


def test_the_body_is_what_was_given(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    api.post(PATH).respond(json={"request_id": "r1"})
    inputs = {"prompt": "Ein schönes 🐈", "n": 1, "x": None, "list": [1.5, {"a": True}]}
    kit.call(kit.client().model("v/m").submit(inputs, extra="y"))
    assert json.loads(api.calls[0].request.content) == {**inputs, "extra": "y"}
