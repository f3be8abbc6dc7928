"""The token is nowhere but in the header of requests to the configured hosts."""

from __future__ import annotations

import io
import json
import logging
import pickle
import traceback
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy

from tests.client.conftest import TOKEN, script
from tests.inside import Secret

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, VirtualClock


def locals_of(error: BaseException) -> str:
    """What a traceback that shows local variables would show."""
    shown = []
    chain: BaseException | None = error
    while chain is not None:
        for frame, _ in traceback.walk_tb(chain.__traceback__):
            if "test" not in frame.f_code.co_name:
                shown += [f"{name}={value!r}" for name, value in frame.f_locals.items() if name != "value"]
        chain = chain.__cause__ or chain.__context__
    return "\n".join(shown)


def test_nothing_shows_the_token(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    root.addHandler(handler)
    caplog.set_level(logging.DEBUG)
    try:
        script(api, statuses=["in_queue", 504, "completed"])
        client = kit.client()
        job = kit.call(client.model("v/m").submit({"prompt": "x"}))
        updates = kit.items(job.updates())
        result = kit.call(job.wait())
        outcome = kit.call(job.cancel())
    finally:
        root.removeHandler(handler)
    bound = client.openai.gpt_image_2.edit
    things: list[Any] = [
        client,
        client.openai,
        bound,
        bound.run,
        job,
        *updates,
        result,
        outcome,
        client.options,
    ]
    for thing in things:
        assert TOKEN not in repr(thing)
        assert TOKEN not in str(thing)
        assert TOKEN.encode() not in pickle.dumps(thing)
        assert TOKEN not in repr(getattr(thing, "__dict__", ""))
        assert len(repr(thing)) < 1500
    assert TOKEN not in stream.getvalue()
    assert TOKEN not in caplog.text


ECHO = f"Bearer {TOKEN} is not allowed"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(401, json={"message": ECHO}),
        httpx.Response(403, text=ECHO),
        httpx.Response(500, html=f"<title>{ECHO}</title>"),
        httpx.Response(200, json={"error_code": 400004, "detail": ECHO}),
        httpx.Response(200, text=ECHO),
        httpx.Response(200, json={"request_id": f"{TOKEN}/"}),
        httpx.Response(307, headers={"location": f"https://e.example/{TOKEN}"}),
        httpx.Response(401, content=json.dumps({"detail": ECHO}).replace("-", "\\u002d")),
        httpx.Response(401, content=json.dumps({"detail": ECHO}).replace("e", "\\u0065")),
        httpx.Response(502, html=f"<p>{ECHO.replace('-', '&#x2D;').replace('t', '&#116;')}</p>"),
        httpx.ReadError("reset"),
        httpx.RemoteProtocolError(f"illegal header line: {bytearray(ECHO.encode())}"),
        httpx.ConnectError("refused"),
    ],
    ids=str,
)
def test_a_server_that_repeats_the_token_does_not_get_it_into_an_error(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, answer: Any
) -> None:
    route = api.post("/models/v/m")
    route.mock(side_effect=answer) if isinstance(answer, Exception) else route.mock(return_value=answer)
    with pytest.raises(runcomfy.RunComfyError) as caught:
        kit.call(kit.client().model("v/m").submit({}))
    error = caught.value
    for text in (str(error), repr(error), repr(vars(error)), "".join(traceback.format_exception(error))):
        assert TOKEN not in text
    assert TOKEN.encode() not in pickle.dumps(error)
    shown = locals_of(error)
    assert shown
    assert TOKEN not in shown


def test_a_token_with_a_slash_is_found_where_json_escapes_that(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    token = "abcdefgh/ijklmnop+qr=="
    answer = json.dumps({"detail": token}).replace("/", "\\/").replace("+", "\\u002B")
    api.post("/models/v/m").respond(401, content=answer)
    with pytest.raises(runcomfy.AuthenticationError, match=r"\[token\]") as caught:
        kit.call(kit.client(token=token).model("v/m").submit({}))
    assert token not in str(caught.value)


def test_a_failed_job_that_repeats_the_token(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, result={"status": "failed", "error": {"message": ECHO, "headers": [TOKEN]}})
    with pytest.raises(runcomfy.JobFailedError, match="not allowed") as caught:
        kit.call(kit.client().model("v/m").run({}))
    assert TOKEN not in str(caught.value) + repr(caught.value.reason)
    assert TOKEN.encode() not in pickle.dumps(caught.value)


def test_a_short_token_is_not_looked_for_in_answers(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api)
    assert kit.call(kit.client(token="e").model("v/m").run({})).output


def test_no_request_leaves_for_a_foreign_host(kit: Kit) -> None:
    from tests.inside import ClientOptions, Request, Session

    session = Session(Secret(TOKEN), "https://a.example/v1", object)
    for url in (
        "https://b.example/v1/requests/r1/status",
        "https://a.example.evil.example/v1/x",
        "https://a.example/v10/x",
        "http://a.example/v1/x",
        "https://a.example/v1",
        "https://api.runcomfy.net/prod/v2/balance",
    ):
        with pytest.raises(runcomfy.ConfigError):
            session.headers(Request("GET", url), ClientOptions())
    assert session.balance_url == "https://api.runcomfy.net/prod/v2/balance"
    assert session.headers(Request("GET", session.balance_url), ClientOptions())
    with pytest.raises(runcomfy.ConfigError):
        session.headers(Request("GET", session.balance_url + "/"), ClientOptions())


def test_a_secret_keeps_itself() -> None:
    secret = Secret(TOKEN)
    assert TOKEN not in f"{secret!r} {secret}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
