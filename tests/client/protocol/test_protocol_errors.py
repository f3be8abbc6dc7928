"""The errors that answers become, to the letter: a user reads them, and money hangs on which one it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from runcomfy import errors

from tests.inside import (
    Request,
    Response,
    TransportError,
    body_text,
    connection_error,
    decode,
    decode_object,
    error_class,
    error_code,
    error_facts,
    make_error,
    message_of,
    one_line,
    read,
    short_json,
    text_message,
)

URL = "https://x.example/v1/requests/r1/status"
REQUEST = Request("GET", URL)
PROXY = "Check the base URL, and whether a proxy stands between."


def answer(body: object, status: int = 200, *, cut: bool = False, **headers: str) -> Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(status, {name.replace("_", "-"): value for name, value in headers.items()}, content, cut)


def facts(error: errors.APIError | None) -> tuple[Any, ...]:
    assert error is not None
    return error.status, error.code, error.request_id, error.method, error.url, error.body, error.hint


@pytest.mark.parametrize(
    ("given", "message", "body"),
    [
        (
            answer(b"<title>Login</title>", 200),
            "This is not an answer of the API: the answer is not JSON (Login).",
            "<title>Login</title>",
        ),
        (answer(b"", 201), "This is not an answer of the API: the answer is not JSON.", None),
        (answer([1], 299), "This is not an answer of the API: the answer is not a JSON object ([1]).", "[1]"),
        (answer(b"{}", cut=True), "This is not an answer of the API: the answer is too large ({}).", "{}"),
    ],
)
def test_what_is_no_answer_of_the_api_is_looked_at_again(
    given: Response, message: str, body: str | None
) -> None:
    found = read(given, REQUEST, "r1")
    assert found.document is None
    assert found.transient is True
    assert found.asked is None
    assert isinstance(found.error, errors.ServerError)
    assert found.error.message == message
    assert facts(found.error) == (given.status, None, "r1", "GET", URL, body, PROXY)


@pytest.mark.parametrize("status", [200, 201, 299])
def test_any_2xx_with_an_object_is_a_document(status: int) -> None:
    found = read(answer({"a": 1}, status), REQUEST, "r1")
    assert (found.document, found.error, found.transient, found.asked) == ({"a": 1}, None, False, None)


@pytest.mark.parametrize("status", [199, 300, 503])
def test_no_other_status_is(status: int) -> None:
    found = read(answer({"a": 1}, status, retry_after="7"), REQUEST, "r1")
    assert found.document is None
    assert found.error is not None
    assert found.error.request_id == "r1"
    assert found.transient is (status == 503)
    assert found.asked == 7


def test_an_error_code_in_a_2xx_is_an_error_with_its_document() -> None:
    document = {"error_code": 429001, "message": "slow down"}
    found = read(answer(document, retry_after="7"), REQUEST, "r1")
    assert found.document == document
    assert isinstance(found.error, errors.RateLimitError)
    assert found.error.message == "There are too many requests for the server: slow down"
    assert found.error.retry_after == 7
    assert facts(found.error) == (
        *(200, "429001", "r1", "GET", URL, json.dumps(document)),
        "Wait 7 s before the next request.",
    )
    assert (found.transient, found.asked) == (True, 7)


@pytest.mark.parametrize("word", ["failed", "cancelled", "canceled"])
def test_the_error_code_of_a_job_that_ended_is_the_jobs(word: str) -> None:
    document = {"status": word, "error_code": 500001}
    assert read(answer(document), REQUEST).document == document
    assert read(answer(document), REQUEST).error is None
    assert read(answer({**document, "status": "completed"}), REQUEST).error is not None


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        (answer({}, 401), "The server does not accept the token.",
         "Copy a fresh token from the RunComfy profile page; it may have expired."),
        (answer({"message": "no"}, 403), "The token is not allowed to do this: no", None),
        (answer({}, 402), "The account's balance is too low.", "Top it up on the RunComfy website."),
        (answer({}, 404), "The server knows no such request.",
         "Check the id; requests and their results also expire."),
        (answer({}, 422), "The server answered with an error.", None),
        (answer({}, 413), "The server answered with an error.", None),
        (answer({}, 429), "There are too many requests for the server.", None),
        (answer({}, 500), "The server could not answer.", None),
        (answer({}, 408), "The server could not answer.", None),
        (answer({}, 418), "The server answered with an error.", None),
        (answer({}, 299), "The server answered with an error.", None),
        (answer(b"gone", 300), "The server answered with a redirect, which is not followed: gone", "Check the base URL."),
        (answer({}, 399), "The server answered with a redirect, which is not followed.", "Check the base URL."),
        (answer(b"x", 400), "The server answered with an error: x", None),
    ],
)  # fmt: skip
def test_an_error_says_what_happened_and_what_to_do(given: Response, message: str, hint: str | None) -> None:
    error = make_error(given, REQUEST)
    assert (error.message, error.hint) == (message, hint)
    assert facts(error)[:5] == (given.status, None, None, "GET", URL)


ROOT = "https://model-api.runcomfy.net/v1"
SUBMIT = Request("POST", f"{ROOT}/models/v/m")
RESULT = Request("GET", f"{ROOT}/requests/r1/result?include_cost=true")
OTHERS = [
    Request("GET", f"{ROOT}/requests/r1/status"),
    Request("POST", f"{ROOT}/requests/r1/cancel"),
    RESULT,
    Request("GET", f"{ROOT}/models?limit=100"),
    Request("GET", f"{ROOT}/models/v/balance"),
    Request("GET", "https://api.runcomfy.net/prod/v2/balance"),
]


@pytest.mark.parametrize("status", [400, 413, 422])
def test_only_a_submit_can_have_its_inputs_refused(status: int) -> None:
    # The exit code of refused inputs invites another try, which is another paid job.
    for given in (answer({}, status), answer({"error_code": 422001}, status)):
        assert type(make_error(given, SUBMIT)) is errors.RejectedInputError
        assert {type(make_error(given, request)) for request in OTHERS} == {errors.APIError}


@pytest.mark.parametrize(
    ("request_", "message", "hint"),
    [
        (SUBMIT, "The server does not know the model", "gone or renamed"),
        (Request("GET", f"{ROOT}/models/v/m"), "The server does not know the model", "gone or renamed"),
        (OTHERS[5], "The server has no balance at this address", "RUNCOMFY_SERVERLESS_API_BASE"),
        (RESULT, "The server knows no such request", "also expire"),
        (OTHERS[1], "The server knows no such request", "also expire"),
        (OTHERS[4], "The server does not know the model", "gone or renamed"),
        (Request("GET", f"{ROOT}/models/v/models"), "The server does not know the model", "gone or renamed"),
        (OTHERS[3], "The server has no catalogue at this address", "/v1"),
        (Request("GET", f"{ROOT}/models/categories"), "The server has no catalogue at this address", "/v1"),
    ],
)
def test_what_is_not_found_depends_on_what_was_asked_for(request_: Request, message: str, hint: str) -> None:
    for status in (404, 410):
        error = make_error(answer({"detail": "Not Found"}, status), request_)
        assert isinstance(error, errors.NotFoundError)
        assert error.message == f"{message}: Not Found"
        assert hint in (error.hint or "")


@pytest.mark.parametrize(("status", "code"), [(400, 400005), (200, 400005), (400, "400005"), (425, None)])
def test_a_result_that_is_not_ready_is_no_trouble(status: int, code: object) -> None:
    given = answer({"error_code": code, "error_message": "wait"} if code else {}, status)
    found = read(given, RESULT, "r1")
    assert found.transient
    assert found.early
    assert not isinstance(found.error, errors.RejectedInputError)
    # A status that is not ready is asked for again; a cancellation that is not is none.
    status_, cancel, catalogue = (read(given, OTHERS[index], "r1") for index in (0, 1, 3))
    assert (status_.transient, status_.early) == (True, False)
    assert {cancel.early, catalogue.early} == {False}
    assert {cancel.transient, catalogue.transient} == {status == 425}


@pytest.mark.parametrize(
    ("request_", "message", "hint"),
    [
        (OTHERS[0], "The status is not ready yet: wait", "Wait for the job: `job.wait()`."),
        (RESULT, "The result is not ready yet: wait", "Wait for the job: `job.wait()`."),
        (OTHERS[1], "The server answered with an error: wait", None),
        (OTHERS[3], "The server answered with an error: wait", None),
    ],
)
def test_only_what_belongs_to_a_job_is_not_ready(request_: Request, message: str, hint: str | None) -> None:
    error = make_error(answer({"error_code": 400005, "error_message": "wait"}, 400), request_)
    assert (error.message, error.hint) == (message, hint)


def test_faults_of_fields_stand_beside_the_message_with_their_paths() -> None:
    detail = [
        {"loc": ["input", "image_urls", 0], "msg": "no address", "type": "url_parsing"},
        {"loc": ["input", "input"], "msg": "Field required", "type": "missing"},
        {"loc": ["body", "a", "b", 2, "c"], "msg": "no", "type": "x"},
        {"loc": ["input"], "msg": "all wrong", "type": "x"},
    ]
    given = answer({"error_code": 422001, "error_message": "Invalid input", "detail": detail}, 422)
    assert make_error(given, SUBMIT).message == (
        "The server does not accept the inputs: Invalid input "
        "(image_urls[0]: no address; input: Field required; a.b[2].c: no; all wrong)"
    )
    alone = answer({"detail": detail[:1]}, 422)
    assert make_error(alone, SUBMIT).message.endswith("the inputs: image_urls[0]: no address")
    twice = answer({"error_message": "no", "detail": "no"}, 422)
    assert make_error(twice, SUBMIT).message.endswith("the inputs: no")


def test_the_request_id_of_an_error_is_the_callers_else_the_answers() -> None:
    given = answer({"request_id": "r9"}, 500)
    assert make_error(given, REQUEST, "r1").request_id == "r1"
    assert make_error(given, REQUEST).request_id == "r9"
    assert make_error(answer({"request_id": "../r"}, 500), REQUEST).request_id is None
    assert make_error(answer(["request_id"], 500), REQUEST).request_id is None
    assert make_error(answer(b"", 500), REQUEST).body is None


@pytest.mark.parametrize(
    ("status", "code", "cls"),
    [
        (200, "404001", errors.NotFoundError),
        (503, "404001", errors.NotFoundError),
        (499, "429", errors.RateLimitError),
        (500, "429", errors.ServerError),
        (400, "418001", errors.RejectedInputError),
        (399, "418001", errors.APIError),
        (200, "500001", errors.ServerError),
        (400, "500001", errors.ServerError),
        (422, "503", errors.ServerError),
        (400, "499001", errors.RejectedInputError),
        (400, "4290011", errors.RejectedInputError),
        (400, "42", errors.RejectedInputError),
        (400, "४२९", errors.RejectedInputError),
        (400, "E29", errors.RejectedInputError),
        (400, None, errors.RejectedInputError),
        (499, None, errors.APIError),
        (500, None, errors.ServerError),
        (600, None, errors.ServerError),
    ],
)
def test_the_class_of_a_status_and_a_code(status: int, code: str | None, cls: type) -> None:
    assert error_class(status, code) is cls


@pytest.mark.parametrize(
    ("fault", "cls", "message"),
    [
        (TransportError("reset"), errors.APIConnectionError, "There was no answer: reset"),
        (TransportError("slow", timed_out=True), errors.APITimeoutError, "There was no answer in time: slow"),
        (
            TransportError("no route", unsent=True),
            errors.APIConnectionError,
            "The server could not be reached: no route",
        ),
        (
            TransportError("slow", unsent=True, timed_out=True),
            errors.APITimeoutError,
            "The server could not be reached: slow",
        ),
    ],
)
def test_no_answer_at_all(fault: TransportError, cls: type, message: str) -> None:
    error = connection_error(fault, REQUEST, "r1")
    assert type(error) is cls
    assert (error.message, error.request_id, error.method, error.url) == (message, "r1", "GET", URL)
    assert error.hint == ("Check the network, the proxy and the base URL." if fault.unsent else None)


def test_a_reason_is_kept_as_it_came_up_to_its_limit() -> None:
    assert short_json("x" * 1998) == "x" * 1998
    assert short_json("x" * 1999) == f'"{"x" * 1999}…'
    assert short_json("é" * 1998) == "é" * 1998
    assert short_json({1, 2}) == {1, 2}


def test_text_is_one_printable_line_of_limited_length() -> None:
    assert one_line("a\n\tb\x00c ") == "a b\\x00c"
    assert one_line("x" * 500, 500) == "x" * 500
    assert one_line("x" * 501, 500) == "x" * 499 + "…"
    assert one_line("abc", 3) == "abc"
    assert one_line("abcd", 3) == "ab…"
    assert one_line("a bcd", 3) == "a…"
    assert one_line(" " * 23 + "x" + "y", 3) == "x"
    assert body_text(answer(b"x" * 2000)) == "x" * 2000
    assert body_text(answer(b"x" * 2001)) == "x" * 1999 + "…"
    assert body_text(answer(b"a\xffb")) == "a\ufffdb"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (answer(b"a <b>c", 502), "a <b>c"),
        (answer(b"a <b>c", 502, content_type="text/html; charset=utf-8"), "a c"),
        (answer(b" <b>c</b>d", 502), "c d"),
        (answer(b"<TITLE lang=en>a &lt; b</TITLE>c", 502), "a < b"),
        (answer(b"<p>a<STYLE>x</style>b<script>y", 502), "a b"),
        (answer(b"<scripted>a", 502), "a"),
    ],
)
def test_the_words_of_a_page(given: Response, said: str) -> None:
    assert text_message(given) == said


@pytest.mark.parametrize(
    ("value", "code"),
    [
        *((nothing, None) for nothing in (None, False, 0, 0.0, "", "0", " ", "\n", "\x00")),
        (400001, "400001"), ("E 1", "E 1"), ("X", "X"), (1.5, "1.5"), (True, "True"), ([], "unreadable"), ({"a": 1}, "unreadable"),
        ("x" * 101, "x" * 99 + "…"),
    ],
)  # fmt: skip
def test_an_error_code(value: object, code: str | None) -> None:
    assert error_code({"error_code": value}) == code


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"error_code": 1, "code": 2, "error": {"error_code": 3}}, "1"),
        ({"code": 2, "error": {"error_code": 3, "code": 4}}, "2"),
        ({"error": {"error_code": 3, "code": 4}}, "3"),
        ({"code": True, "error": {"code": 4}}, "4"),
        ({"code": 0}, None),
        ({"code": [1]}, None),
        ({"code": "x" * 101}, "x" * 99 + "…"),
        ({"error": "x"}, None),
    ],
)
def test_which_code_counts(document: object, code: str | None) -> None:
    assert error_facts(document)[0] == code


@pytest.mark.parametrize(
    ("value", "said"),
    [
        *(({name: "said", "x": "no"}, "said")
          for name in ("error_message", "message", "error", "detail", "msg", "reason", "title")),
        ({"title": "8", "reason": "7", "msg": "6", "detail": "5", "error": "4", "message": "3"}, "3"),
        ({"message": "None", "detail": "said"}, "said"),
        ({"detail": {"error": {"message": "three"}}}, "three"),
        ({"detail": {"error": {"message": {"msg": "four"}}}}, "four"),
        ({"a": {"detail": {"error": {"message": {"msg": "x"}}}}}, ""),
        ([str(n) for n in range(11)], "0; 1; 2; 3; 4; 5; 6; 7; 8; 9"),
        (["", None, "a"], "a"),
        ([[[["a"]]]], "a"), ([[[[["a"]]]]], ""), (7, "7"),
        ({"message": "a", "detail": [{"msg": {"msg": "b"}}]}, "a (b)"),
        ({"message": "a", "detail": [{"msg": {"msg": {"msg": "b"}}}]}, "a"),
        ("x" * 501, "x" * 499 + "…"),
        ({"loc": ["body", "a", 1, None, 1.5], "msg": "no"}, "a[1]: no"),
        ({"loc": ["body"], "msg": "no"}, "no"),
        ({"loc": "body", "msg": "no"}, "no"),
        ({"loc": list("abcdefghijkl"), "msg": "no"}, "a.b.c.d.e.f.g.h.i.j: no"),
    ],
)  # fmt: skip
def test_the_words_of_an_error(value: object, said: str) -> None:
    assert message_of(value) == said


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def test_what_is_nested_deeper_than_200_is_not_read() -> None:
    assert decode(answer(nested(200)))
    wide = [[number] for number in range(250)]
    assert decode(answer(wide)) == wide
    for body in (
        nested(201),
        b'{"a":' * 201 + b"1" + b"}" * 201,
        b'[{"a":' * 101 + b"1" + b"}]" * 101,
    ):
        with pytest.raises(ValueError, match=r"^the answer is nested too deeply$"):
            decode(answer(body))
    with pytest.raises(ValueError, match=r"^the answer is too large$"):
        decode(answer(b"{}", cut=True))
    with pytest.raises(ValueError, match=r"^the answer is not JSON$"):
        decode(answer(b"{"))
    with pytest.raises(ValueError, match=r"^the answer is not a JSON object$"):
        decode_object(answer([]))
    assert decode_object(answer({"a": 1})) == {"a": 1}
