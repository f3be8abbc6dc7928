"""A paid request meets everything a network and a server can do wrong: it is sent once, and what is known is said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.client.conftest import TOKEN
from tests.client.faults import fault_kinds as kinds
from tests.client.faults.fault_server import FaultServer, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.client.conftest import Kit, VirtualClock
    from tests.client.faults.fault_server import Fault
    from tests.manners import Manner

ELSEWHERE = "https://elsewhere.example/v1/requests/r1"


@pytest.fixture
def server(manner: Manner, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    monkeypatch.setattr("runcomfy._protocol.retry.FIRST", 0.01)
    with running() as server:
        yield server


def submit(kit: Kit, server: FaultServer, marker: str = "a", *, read: float = 120, **options: Any) -> Any:
    timeouts = runcomfy.HTTPTimeouts(read=read)
    client = kit.client(base_url=server.base_url, http_timeout=timeouts)
    endpoint = client.with_options(**options).model(f"t/{marker}")
    return kit.call(endpoint.submit({"marker": marker, "prompt": "x" * 5000}))


# Nobody waits for the end of these. (All others answer; how soon, is the busy machine's business.)
HOLDING: dict[str, Fault] = {
    "never an answer": kinds.silent,
    "slow headers": kinds.slow(30),
    "slow body": kinds.slow(30, body=True),
}
UNCLEAR: dict[str, Fault] = {
    **HOLDING,
    "reset before the body": kinds.reset_before_body,
    "reset during the body": kinds.reset_during_body,
    "reset after the body": kinds.reset_after_body,
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
    "an endless body": kinds.endless_body,
    "100 and no more": kinds.only_continues,
    "another protocol": kinds.switches,
    "an id with a path": kinds.says(request_id="../../v1/requests/x"),
    "an id with a query": kinds.says(request_id="a?b=c"),
    "an id with a line break": kinds.says(request_id="a\r\nx: y"),
    "an id that is none": kinds.says(request_id=None),
    "an id that is a number": kinds.says(request_id=7),
    "an id too long": kinds.says(request_id="x" * 200),
    "an error code of the server's own": kinds.error_code(500001),
    "the same with 400": kinds.status(400, {"error_code": 500001}, takes_it=True),
    "HTML with 502": kinds.status(502, kinds.HTML, ("content-type", "text/html"), takes_it=True),
    **{
        f"{code}": kinds.status(code, {"message": "odd"}, takes_it=True)
        for code in (408, 499, 500, 501, 502, 503, 504, 520, 599)
    },
    "503 with Retry-After": kinds.status(503, b"", ("retry-after", "0"), takes_it=True),
    **{f"{code} to elsewhere": kinds.redirect(code, ELSEWHERE) for code in (301, 302, 303, 307, 308)},
    "304": kinds.status(304, takes_it=True),
}


@pytest.mark.parametrize("name", UNCLEAR)
@pytest.mark.sample(32)
def test_an_unclear_end_of_the_one_request(kit: Kit, server: FaultServer, name: str) -> None:
    server.script("a", submit=UNCLEAR[name])
    with pytest.raises(runcomfy.SubmissionUnknownError) as caught:
        submit(kit, server, read=0.5 if name in HOLDING else 120, resubmit_on_429=True)
    assert server.sent("a") == 1
    error = caught.value
    assert error.model_id == "t/a"
    assert "may be paid for" in str(error)
    assert "website" in str(error)
    assert TOKEN not in f"{error!r} {error} {error.body}"
    # The client is none the worse for it.
    assert submit(kit, server, "b").request_id in server.jobs


@pytest.mark.parametrize("code", [302, 307, 308])
def test_a_redirect_is_not_followed_with_the_token(kit: Kit, server: FaultServer, code: int) -> None:
    server.script("a", submit=kinds.redirect(code, f"{server.url('foreign')}/v1/models/t/a"))
    with pytest.raises(runcomfy.SubmissionUnknownError) as caught:
        submit(kit, server)
    assert caught.value.status == code
    assert server.posts["a"] == 1
    assert server.reached("foreign") == []


REFUSED: dict[str, tuple[Fault, type[runcomfy.RunComfyError]]] = {
    "400": (kinds.status(400, {"detail": "no"}), runcomfy.RejectedInputError),
    "401": (kinds.status(401, {"detail": "no"}), runcomfy.AuthenticationError),
    "402": (kinds.status(402, {"error": "no"}), runcomfy.InsufficientBalanceError),
    "403": (kinds.status(403, b"no"), runcomfy.PermissionDeniedError),
    "404": (kinds.status(404, kinds.HTML), runcomfy.NotFoundError),
    "413": (kinds.status(413), runcomfy.RejectedInputError),
    "422": (
        kinds.status(422, {"detail": [{"loc": ["body", "prompt"], "msg": "no"}]}),
        runcomfy.RejectedInputError,
    ),
    "429": (kinds.late(7), runcomfy.RateLimitError),
    "200 with 400001": (kinds.error_code(400001), runcomfy.NotFoundError),
    "200 with 400002": (kinds.error_code("400002"), runcomfy.InsufficientBalanceError),
    "200 with 400004": (kinds.error_code(400004), runcomfy.AuthenticationError),
    "200 with 403001": (kinds.error_code(403001), runcomfy.PermissionDeniedError),
    "200 with 429000": (kinds.error_code(429000), runcomfy.RateLimitError),
    "200 with a new code": (kinds.error_code("E_NEW"), runcomfy.APIError),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_clear_refusal_is_its_own_error(kit: Kit, server: FaultServer, name: str) -> None:
    fault, kind = REFUSED[name]
    server.script("a", submit=fault)
    with pytest.raises(kind) as caught:
        submit(kit, server)
    assert type(caught.value) is kind
    assert server.posts["a"] == 1
    assert server.jobs == {}


@pytest.mark.parametrize("date", [False, True])
def test_429_tells_the_wait_in_both_forms(kit: Kit, server: FaultServer, date: bool) -> None:
    server.script("a", submit=kinds.late(50, date=date))
    with pytest.raises(runcomfy.RateLimitError) as caught:
        submit(kit, server)
    assert caught.value.retry_after is not None
    assert 0 < caught.value.retry_after <= 50
    assert date or caught.value.retry_after == 50
    assert server.posts["a"] == 1


def test_429_is_sent_again_only_where_the_caller_said_so(kit: Kit, server: FaultServer) -> None:
    server.script("a", submit=[kinds.late(0), kinds.late(0)])
    assert submit(kit, server, resubmit_on_429=True).request_id in server.jobs
    assert server.posts["a"] == 3
    assert len(server.jobs_of("a")) == 1


WELL: dict[str, Fault] = {
    "100s and hints before it": kinds.continues,
    "HTTP/1.0": kinds.old_http,
    "a little late": kinds.slow(0.1),
    "its body a little late": kinds.slow(0.1, body=True),
    "error_code null": kinds.says(error_code=None),
    "error_code 0": kinds.says(error_code=0),
}


@pytest.mark.parametrize("name", WELL)
def test_odd_but_right(kit: Kit, server: FaultServer, name: str) -> None:
    server.script("a", submit=WELL[name])
    assert submit(kit, server).request_id in server.jobs
    assert server.posts["a"] == 1


@pytest.mark.usefixtures("manner")
def test_a_refused_connection_is_tried_again(
    kit: Kit, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(seconds: float) -> None:
        clock.naps.append(seconds)
        if len(clock.naps) == 2:
            server.listen()

    monkeypatch.setattr(clock, "sleep", sleep)
    with running(listen=False) as server:
        job = submit(kit, server)
        assert len(clock.naps) == 2
        assert job.request_id in server.jobs
        assert server.posts["a"] == 1


@pytest.mark.usefixtures("manner")
def test_a_connection_refused_for_ever_says_that_nothing_was_sent(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runcomfy._protocol.retry.FIRST", 0.01)
    with (
        running(listen=False) as server,
        pytest.raises(runcomfy.APIConnectionError, match="nothing was sent"),
    ):
        submit(kit, server)


def test_a_connection_that_died_while_idle_costs_no_submit(kit: Kit, server: FaultServer) -> None:
    client = kit.client(base_url=server.base_url)

    async def close_all() -> None:
        tasks = list(server._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.02)  # the loop closes sockets a turn later

    for number in range(5):
        kit.call(client.model(f"t/m{number}").submit({"marker": "x"}))
        server.call(close_all)
    assert sum(server.posts.values()) == len(server.jobs) == 5


def test_urls_of_the_answer_lead_nowhere(kit: Kit, server: FaultServer) -> None:
    foreign = server.url("foreign")
    server.extra = {
        name: f"{foreign}/steal/{name}"
        for name in ("status_url", "result_url", "cancel_url", "response_url", "url", "next", "location")
    }
    client = kit.client(base_url=server.base_url)
    job = kit.call(client.model("t/a").submit({"marker": "a"}))
    kit.call(job.status())
    kit.call(job.cancel())
    with pytest.raises(runcomfy.JobCancelledError):
        kit.call(job.wait(timeout=60))
    assert server.reached("foreign") == []
    assert {seen.path.partition("?")[0].rpartition("/")[2] for seen in server.seen} == {
        "a", "status", "cancel", "result",
    }  # fmt: skip
