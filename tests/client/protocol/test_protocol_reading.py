"""Reading answers and deciding waits: plain functions, looked at without any client."""

from __future__ import annotations

import asyncio
import json
import time
from email.utils import formatdate
from threading import Condition
from typing import Any

import pytest
from runcomfy import errors

from tests.inside import (
    Clock,
    Ending,
    Request,
    Response,
    UnreadableError,
    backoff,
    decode,
    error_facts,
    log_wait,
    make_error,
    read,
    retry_after,
    text_message,
)
from tests.inside import watch_judge as judge

REQUEST = Request("GET", "https://x.example/v1/requests/r1/status")
SUBMIT = Request("POST", "https://x.example/v1/models/v/m")


def answer(body: object, status: int = 200, **headers: str) -> Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(status, {name.replace("_", "-"): value for name, value in headers.items()}, content)


@pytest.mark.parametrize(
    ("document", "facts"),
    [
        ({"error_code": 400001, "error_message": "no"}, ("400001", "no")),
        ({"error_code": "400001", "message": "no"}, ("400001", "no")),
        ({"code": 42, "error": "no"}, ("42", "no")),
        ({"error": {"code": "E7", "message": "no"}}, ("E7", "no")),
        ({"error": {"error_code": 7, "detail": "no"}}, ("7", "no")),
        ({"detail": "no"}, (None, "no")),
        ({"detail": ["no", "never"]}, (None, "no; never")),
        ({"detail": [{"loc": ["body", "images", 2], "msg": "no"}]}, (None, "images[2]: no")),
        ({"message": "", "detail": "no"}, (None, "no")),
        ({"error": None, "message": None}, (None, "")),
        ({"error": True}, (None, "True")),
        (["no"], (None, "no")),
        ("no", (None, "no")),
        (None, (None, "")),
        ({"error": {"error": {"error": {"error": {"error": "deep"}}}}}, (None, "")),
    ],
    ids=str,
)
def test_error_documents_of_every_dialect(document: object, facts: tuple[str | None, str]) -> None:
    assert error_facts(document) == facts


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html><head><title>\n 502 Bad\tGateway </title></head><body>x</body></html>", "502 Bad Gateway"),
        (b"<!doctype html><style>a{}</style><script>x</script><h1>Down &amp; out</h1>", "Down & out"),
        (b"upstream timed out", "upstream timed out"),
        (b"a\x1b[31mb\x00c", r"a\x1b[31mb\x00c"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"", ""),
        (b"<" * 100_000, None),
        (b"<title>" * 100_000, None),
        (b"<script" * 100_000, None),
    ],
)
def test_bodies_that_are_no_json_are_told_shortly(body: bytes, said: str | None) -> None:
    message = text_message(answer(body, 502))
    assert len(message) <= 500
    assert said is None or message == said


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[" * 100_000, b"nul", b"\xff\xfe", b"1" * 10_000, b'{"a":' * 300 + b"1" + b"}" * 300],
)
def test_bodies_that_cannot_be_read(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode(answer(body))


def test_a_large_but_flat_body_can_be_read() -> None:
    assert decode(answer([{}] * 1000)) == [{}] * 1000
    with pytest.raises(UnreadableError):
        decode(Response(200, {}, b"{}", cut=True))


@pytest.mark.parametrize(
    "status", [400, 401, 402, 403, 404, 408, 409, 410, 413, 422, 425, 429, 451, 500, 502, 503, 504, 520, 599]
)
def test_every_status_is_an_error_of_the_tree(status: int) -> None:
    found = read(answer(b"", status), REQUEST, "r1")
    assert isinstance(found.error, errors.APIError)
    assert (found.error.status, found.error.request_id) == (status, "r1")
    assert found.transient is (status in {408, 425, 429} or status >= 500)


@pytest.mark.parametrize(
    ("code", "cls"),
    [
        (400001, errors.NotFoundError),
        (400002, errors.InsufficientBalanceError),
        (400004, errors.AuthenticationError),
        (403001, errors.PermissionDeniedError),
        (404001, errors.NotFoundError),
        (401000, errors.AuthenticationError),
        (402, errors.InsufficientBalanceError),
        (422003, errors.RejectedInputError),
        (429001, errors.RateLimitError),
        (500001, errors.ServerError),
        (12345, errors.APIError),
        (999999, errors.ServerError),
        ("E_GPU", errors.APIError),
    ],
)
@pytest.mark.parametrize("status", [200, 400])
def test_codes_mean_the_same_with_and_without_a_status(code: object, cls: type, status: int) -> None:
    error = make_error(answer({"error_code": code}, status), SUBMIT)
    if status == 400 and cls is errors.APIError:
        # A code that is not known says less than the status.
        assert isinstance(error, errors.RejectedInputError)
    else:
        assert type(error) is cls
    assert error.code == str(code)


def test_the_status_of_the_servers_trouble_is_not_overruled_by_a_family() -> None:
    assert type(make_error(answer({"error_code": 422001}, 503), REQUEST)) is errors.ServerError


def test_the_text_of_an_error_never_makes_it_transient() -> None:
    found = read(answer({"error_code": 404001, "message": "timeout 429 503"}), REQUEST)
    assert not found.transient


def test_an_error_says_where_and_what_to_do() -> None:
    error = make_error(answer({"error_code": 400004, "message": "bad token"}), REQUEST, "r1")
    text = str(error)
    for fact in ("bad token", "400004", "r1", "GET https://x.example/v1/requests/r1/status", "profile page"):
        assert fact in text


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        (" 1.5 ", 1.5),
        (formatdate(1_000_010, usegmt=True), 10),
        (formatdate(999_000, usegmt=True), 0),
        ("Mon, 12 Jan 1970 14:47:10 +0100", 30),
        ("999999999", 86400),
        ("9223372036854775807", 86400),
        ("0.1234567890123", 0.1234567890123),
        ("-1", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("1e9", None),
        ("", None),
        ("٣", None),
        ("Tue, 99 Foo 2026 99:99:99 GMT", None),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": header}, wall=lambda: 1_000_000.0) == seconds


def test_back_off_doubles_spreads_and_ends() -> None:
    assert [backoff(n, None, lambda: 1.0) for n in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert [backoff(n, None, lambda: 0.0) for n in range(3)] == [0.25, 0.5, 1]
    assert backoff(10**9, None, lambda: 1.0) == 30
    assert backoff(3, 7, lambda: 1.0) == 7.4


@pytest.mark.parametrize("asked", [60.5, 3600.0, 86400.0, 1e300])
def test_no_server_is_waited_for_longer_than_a_minute(asked: float) -> None:
    for attempt in (0, 3, 10**9):
        assert 60 <= backoff(attempt, asked, lambda: 1.0) <= 63


def test_a_wait_is_told_where_the_server_asks_for_it(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        log_wait("GET status", None, 1.0)
        log_wait("GET status", 7, 7.25)
    assert [record.getMessage() for record in caplog.records] == [
        "GET status: the server asks for a wait of 7 s; it is tried again in 7.2 s"
    ]


def test_the_clock_of_every_client_lets_only_that_much_time_pass() -> None:
    class Changed(Condition):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout)
            return True

    waited: list[float | None] = []
    Clock().wait(Changed(), 0.25)
    assert waited == [0.25]

    async def wait() -> Any:
        await Clock().sleep_async(0.001)
        # Nobody sets the event; if it is waited for without end, that is told after some seconds.
        await asyncio.wait_for(Clock().wait_async(asyncio.Event(), 0.001), 10)

    asyncio.run(wait())


@pytest.mark.parametrize(
    ("document", "finished", "verdict"),
    [
        ({"status": "succeeded", "output": 1}, True, "completed"),
        ({"status": "finished_somehow", "output": 1}, True, "completed"),
        ({"status": "finished_somehow", "output": 1}, False, "running"),
        ({"status": "finished_somehow"}, True, "running"),
        ({"status": "finished_somehow", "error": "x"}, True, "failed"),
        ({}, True, "running"),
        ({}, False, "running"),
        ({"error": "x"}, False, "failed"),
        ({"status": "completed"}, True, "empty"),
        ({"status": None, "output": 1}, False, "completed"),
        ({"status": "in_progress", "output": 1}, True, "running"),
        ({"status": "failed", "output": 1}, True, "failed"),
        ({"status": "canceled", "output": 1}, True, "cancelled"),
    ],
    ids=str,
)
def test_what_a_result_says(document: dict[str, object], finished: bool, verdict: str) -> None:
    found = judge(document, finished=finished)
    assert (found.state if isinstance(found, Ending) else found) == verdict


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs a time zone that can be set")
@pytest.mark.parametrize("date", ["Mon Jan 12 13:47:00 1970", "Mon, 12 Jan 1970 13:47:00 -0000"])
def test_a_date_without_a_zone_is_one_of_greenwich(date: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert retry_after({"retry-after": date}, wall=lambda: 1_000_000.0) == 20
    finally:
        monkeypatch.undo()
        time.tzset()
