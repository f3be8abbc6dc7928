"""Answers of the server: whatever comes back, a document, an ending or an error of the tree, and none of it harms.

A case is a status, some headers, the body (as Latin-1 text) and whether it was cut. It is read as the answer to a
submit, to a look at a job, to a cancellation and as a result, each as the client does it.
"""

from __future__ import annotations

import json
import math
import pickle
import re
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from runcomfy import errors, registry
from runcomfy._plain.urls import urls_in
from runcomfy._protocol import reads, submit, watch
from runcomfy._protocol.api_errors import read
from runcomfy._protocol.context import Context
from runcomfy._protocol.effects import Request, Response, Running, Send, Work
from runcomfy._protocol.options import ClientOptions
from runcomfy._protocol.retry import Clock
from runcomfy._schema.outputs import read_output

from tests.programs.fuzz.running import Target

if TYPE_CHECKING:
    from collections.abc import Generator

BASE = "https://x.example/v1"
_GET, _POST = Request("GET", f"{BASE}/requests/r1/status"), Request("POST", f"{BASE}/models/a/b", b"{}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
_TYPES = [registry[model_id].output_type for model_id in list(registry)[::20]]

_words = st.sampled_from([
    *("in_queue", "in_progress", "completed", "succeeded", "FAILED", "canceled", "cancelled", "odd", "not_cancellable"),
    *("400001", "429", "0", "", "r1", "../x", "https://h.example/a.png", "data:image/png;base64,AA", "\x1b[31m", "\ud800"),
])  # fmt: skip
_leaves = st.none() | st.booleans() | st.integers() | st.floats() | _words | st.text(max_size=8)
_keys = st.sampled_from([
    *("request_id", "status", "error_code", "error_message", "message", "error", "detail", "output", "queue_position"),
    *("code", "msg", "loc", "reason", "title", "outcome", "cost", "image", "images", "video", "videos", "audio"),
]) | st.text(max_size=4)  # fmt: skip
_codes = st.sampled_from(
    [0, 400001, 400002, 400004, 403001, 404001, 422003, 429001, 500001, 42, 10**30, "", "0", "E1"]
)
_values = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=8,
)
_documents = st.fixed_dictionaries(
    {},
    optional={
        "request_id": st.sampled_from(["r1", "a" * 128, "a" * 129, "", "r/1", 7]) | _leaves,
        "status": _words | _values,
        "error_code": _codes | _values,
        "error": _values,
        "detail": _values,
        "output": _values,
        "queue_position": st.integers() | _leaves,
        "outcome": _words,
    },
)
_json = (_documents | _values).map(json.dumps)
_odd = st.sampled_from([
    *("", " ", "{", "[" * 300, '{"a":' * 250 + "1" + "}" * 250, "NaN", "1" * 5000, "1e999", '"\\ud800"', "\xef\xbb\xbf{}"),
    *("<html><title>502 Bad</title>", "<script>x", "<" * 999, "<title>" * 99, "&#x110000;&#0;", "\x1b[31m", "\xff\xfe"),
])  # fmt: skip
_bodies = (
    _json
    | _odd
    | st.binary(max_size=40).map(lambda raw: raw.decode("latin-1"))
    | st.tuples(_json, st.integers(0, 60), _odd).map(
        lambda part: part[0][: part[1]] + part[2] + part[0][part[1] :]
    )
)
_statuses = st.sampled_from([
    *(200, 201, 202, 204, 299, 301, 302, 308, 400, 401, 402, 403, 404, 408, 409, 413, 418, 422, 425, 429, 500, 503, 599),
])  # fmt: skip
_headers = st.fixed_dictionaries(
    {},
    optional={
        "retry-after": st.sampled_from(["1", "-1", "nan", "1e9", "Wed, 21 Oct 2026 07:28:00 GMT"])
        | st.text(max_size=8),
        "content-type": st.sampled_from(["application/json", "text/html"]) | st.text(max_size=8),
    },
)


def holds(case: list[Any]) -> None:
    """One answer, in each place where one may come."""
    status, headers, body, cut = case
    answer = Response(status, headers, body.encode("latin-1", "replace"), cut)
    document = _as_a_read(answer)
    _as_a_submit(answer)
    _as_a_cancellation(answer)
    if document is not None:
        _as_a_status(document)
        _as_a_result(document)


def _as_a_read(answer: Response) -> dict[str, Any] | None:
    reading = read(answer, _GET, "r1")
    if reading.error is None:
        assert 200 <= answer.status < 300
        assert isinstance(reading.document, dict)
        assert not answer.cut
        return reading.document
    assert isinstance(reading.error, errors.APIError)
    assert reading.error.request_id == "r1"
    assert reading.transient is isinstance(reading.error, errors.RateLimitError | errors.ServerError)
    assert reading.asked is None or 0 <= reading.asked <= 86_400
    _is_sound(reading.error)
    return None


def _as_a_submit(answer: Response) -> None:
    verdict = submit.judge(answer, _POST, "a/b")
    if isinstance(verdict, str):
        assert _ID.fullmatch(verdict)
        assert 200 <= answer.status < 300
        return
    # Money: an answer that does not say that nothing was taken must not be a plain refusal.
    unclear = (
        answer.status >= 500 or answer.status < 200 or 300 <= answer.status < 400 or answer.status == 408
    )
    assert (
        isinstance(verdict, errors.SubmissionUnknownError)
        if unclear
        else isinstance(verdict, errors.RunComfyError)
    )
    _is_sound(verdict)


def _as_a_cancellation(answer: Response) -> None:
    context = Context(BASE, ClientOptions(max_retries=0), Clock(now=lambda: 0.0, chance=lambda: 0.5))
    try:
        outcome = _driven(reads.cancel(context, "r1"), answer)
    except errors.APIError as error:
        _is_sound(error)
        return
    assert outcome.request_id == "r1"
    assert bool(outcome) is outcome.cancelled
    assert bool(outcome.reason) is not outcome.cancelled
    for text in (outcome.outcome, outcome.status, outcome.reason):
        assert text is None or (text.isprintable() and len(text) < 900)


def _driven(operation: Generator[Any, Any, Any], answer: Response) -> Any:
    running = Running(operation)
    assert isinstance(running.effect, Send)
    running.resume(answer)
    while isinstance(running.effect, Work):
        running.resume(running.effect.do())
    assert running.effect is None, "without retries one answer decides"
    return running.value


def _as_a_status(document: dict[str, Any]) -> None:
    update = reads.update_of(document, "r1", 0.0)
    assert update.status
    assert update.status.isprintable()
    assert len(update.status) <= 100
    assert update.queue_position is None or type(update.queue_position) is int


def _as_a_result(document: dict[str, Any]) -> None:
    before = json.dumps(document)
    for finished in (False, True):
        verdict = watch.judge(document, finished=finished)
        if isinstance(verdict, watch.Ending):
            assert verdict.state in {"completed", "failed", "cancelled"}
            assert verdict.state != "completed" or document.get("output") is not None
        else:
            assert verdict in {"running", "empty"}
    output = document.get("output")
    for output_type in _TYPES:
        value, problems = read_output("a/b", output_type, output)
        assert len(problems) <= 11
        assert all(isinstance(problem, str) for problem in problems)
        assert not any("could not be read" in problem for problem in problems)
        assert isinstance(value, output_type) or problems
    urls = list(urls_in(output))
    assert len(set(urls)) == len(urls)
    assert json.dumps(document) == before


def _is_sound(error: errors.RunComfyError) -> None:
    assert error.message.isprintable()
    assert len(error.message) < 1000
    assert str(error)
    twin = pickle.loads(pickle.dumps(error))
    assert (type(twin), str(twin)) == (type(error), str(error))
    if isinstance(error, errors.RateLimitError):
        assert error.retry_after is None or math.isfinite(error.retry_after)


TARGET = Target(
    "answers",
    st.tuples(_statuses, _headers, _bodies, st.sampled_from([False] * 19 + [True])).map(list),
    holds,
)
