"""A wait meets everything a network and a server can do wrong: it outlives what passes, and ends at what does not."""

from __future__ import annotations

import logging
import warnings
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.client.conftest import TOKEN
from tests.client.faults import fault_kinds as kinds
from tests.client.faults.fault_server import FaultServer, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.client.conftest import Kit
    from tests.client.faults.fault_server import Fault
    from tests.manners import Manner


@pytest.fixture
def server(manner: Manner, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    monkeypatch.setattr("runcomfy._protocol.retry.FIRST", 0.01)
    with running() as server:
        yield server


def client_of(kit: Kit, server: FaultServer, **options: Any) -> Any:
    client = kit.client(base_url=server.base_url, http_timeout=120)
    return client.with_options(
        **{"poll_interval": 0.01, "max_poll_interval": 0.02, "timeout": 300.0, **options}
    )


def run(kit: Kit, server: FaultServer, **options: Any) -> Any:
    return kit.call(client_of(kit, server, **options).model("t/a").run({"marker": "a"}))


# What only a time-out ends.
HOLDING: dict[str, Fault] = {
    "never an answer": kinds.silent,
    "slow headers": kinds.slow(30),
    "slow body": kinds.slow(30, body=True),
}
PASSING: dict[str, Fault] = {
    **HOLDING,
    "reset at once": kinds.reset_before_body,
    "closed without a word": kinds.closed_without_a_word,
    "reset in the answer": kinds.reset_in_answer,
    "half the headers": kinds.half_headers,
    "content length too great": kinds.too_short,
    "content length too small": kinds.too_long,
    "truncated JSON": kinds.truncated_json,
    "half a chunk": kinds.half_a_chunk,
    "bad chunks": kinds.bad_chunks,
    "not HTTP": kinds.not_http,
    "endless headers": kinds.endless_headers,
    "not an object": kinds.not_an_object,
    "an empty body": kinds.empty,
    "no content": kinds.no_content,
    "JSON too deep": kinds.too_deep,
    "HTML with 200": kinds.html,
    "a gzip bomb": kinds.gzip_bomb,
    "100 and no more": kinds.only_continues,
    "another protocol": kinds.switches,
    "HTML with 502": kinds.status(502, kinds.HTML, ("content-type", "text/html")),
    **{
        f"{code}": kinds.status(code, {"message": "odd"}) for code in (408, 425, 500, 501, 502, 503, 504, 599)
    },
    "429 with seconds": kinds.late(0),
    "429 with a date": kinds.late(-5, date=True),
    "503 with Retry-After": kinds.status(503, b"", ("retry-after", "0")),
    "200 with error 500001": kinds.error_code(500001),
    "200 with error 429000": kinds.error_code(429000),
    "200 with an unknown error": kinds.error_code("E_NEW"),
    "a teapot": kinds.status(418),
    "302 to a portal": kinds.redirect(302, "https://portal.example/login"),
}


@pytest.mark.parametrize("name", PASSING)
@pytest.mark.sample(26)
def test_a_wait_outlives(kit: Kit, server: FaultServer, name: str) -> None:
    server.script("a", status=PASSING[name], result=PASSING[name])
    client = client_of(kit, server)
    if name in HOLDING:
        # The paid request has all the time it needs; only looks can be made again.
        job = kit.call(client.model("t/a").submit({"marker": "a"}))
        result = kit.call(
            client.with_options(http_timeout=runcomfy.HTTPTimeouts(read=0.15)).job(job.request_id).wait()
        )
    else:
        result = kit.call(client.model("t/a").run({"marker": "a"}))
    assert result.output["marker"] == "a"
    assert server.posts["a"] == 1
    assert server.reached("foreign") == []


ENDING: dict[str, tuple[Fault, type[runcomfy.RunComfyError]]] = {
    "401": (kinds.status(401), runcomfy.AuthenticationError),
    "403": (kinds.status(403), runcomfy.PermissionDeniedError),
    "301": (kinds.redirect(301, "https://elsewhere.example/"), runcomfy.APIError),
    "200 with 400004": (kinds.error_code(400004), runcomfy.AuthenticationError),
}


@pytest.mark.parametrize("route", ["status", "result"])
@pytest.mark.parametrize("name", ENDING)
def test_a_clear_refusal_ends_it_with_the_id(kit: Kit, server: FaultServer, name: str, route: str) -> None:
    fault, kind = ENDING[name]
    server.script("a", status=[fault] if route == "status" else [], result=fault)
    with pytest.raises(kind) as caught:
        run(kit, server)
    assert caught.value.request_id in server.jobs
    assert caught.value.request_id in str(caught.value)
    assert TOKEN not in str(caught.value)


def test_an_error_that_no_one_knows_does_not_hold_a_wait_up_for_ever(
    kit: Kit, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.always["status"] = kinds.status(418, {"message": "a teapot"})
    with (
        caplog.at_level(logging.WARNING, "runcomfy"),
        pytest.raises(runcomfy.APIError, match="a teapot") as caught,
    ):
        run(kit, server, timeout=None)
    assert caught.value.request_id in server.jobs
    assert len([seen for seen in server.seen if seen.path.endswith("/status")]) == 8
    assert [record.message for record in caplog.records if "a look at its status failed" in record.message]


@pytest.mark.parametrize("words", ["queued", "PROCESSING", "warming_up", "brand new", "", "completed?"])
def test_new_words_keep_it_going_and_warn_once(kit: Kit, server: FaultServer, words: str) -> None:
    server.script("a", ["in_queue", words, words, "completed"])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert run(kit, server).output["marker"] == "a"
    known = {"queued", "PROCESSING"}
    shown = [
        str(warning.message) for warning in caught if issubclass(warning.category, runcomfy.RunComfyWarning)
    ]
    assert len(shown) == (0 if words in known else 1)


@pytest.mark.parametrize(
    "text",
    ["timeout", "429 Too Many Requests", "Retry-After: 5", "HTTP 503", "cancelled", "connection reset"],
)
def test_the_words_of_a_failed_job_decide_nothing(kit: Kit, server: FaultServer, text: str) -> None:
    server.script("a", document={"status": "failed", "error": {"message": text, "code": 429}})
    with pytest.raises(runcomfy.JobFailedError) as caught:
        run(kit, server)
    assert type(caught.value) is runcomfy.JobFailedError
    assert text in str(caught.value)
    assert len(server.seen) == 3


def test_foreign_hosts_in_every_url_never_see_the_token(kit: Kit, server: FaultServer) -> None:
    foreign = server.url("foreign")
    server.extra = dict.fromkeys(
        ("status_url", "result_url", "cancel_url", "response_url", "url"), f"{foreign}/steal"
    )
    server.script("a", ["in_queue", "in_progress", "completed"])
    run(kit, server)
    assert server.reached("foreign") == []
    assert all("authorization" in seen.headers for seen in server.reached("own"))


def test_files_come_from_foreign_hosts_without_the_token(
    kit: Kit, server: FaultServer, tmp_path: Any
) -> None:
    extra = {"x-key": "header-of-ones-own"}
    client = kit.client(base_url=server.base_url, headers=extra)
    result = kit.call(client.model("t/a").run({"marker": "a"}))
    (path,) = kit.call(result.save(tmp_path))
    assert path.read_bytes().startswith(b"\x89PNG")
    (seen,) = server.reached("foreign")
    assert TOKEN.encode() not in seen.head
    assert not {"authorization", "cookie", "x-key", "proxy-authorization"} & set(seen.headers)
    assert all(seen.headers["x-key"] == "header-of-ones-own" for seen in server.reached("own"))
