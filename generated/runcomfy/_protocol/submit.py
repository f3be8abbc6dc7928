"""The one request that costs money. It is sent once; what cannot be known about it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._registry import registry
from ..errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    RateLimitError,
    RejectedInputError,
    RunComfyError,
    ServerError,
    SubmissionUnknownError,
)
from .effects import Answer, Operation, Request, Sleep, TransportFault, send
from .faults import make_error, what_is_said
from .ids import model_url, usable_request_id
from .reading import UnreadableError, body_text, decode_object, error_code, shorten
from .retry import backoff, tell_wait

if TYPE_CHECKING:
    from .context import Context

_HINT = (
    "The job may exist, and may be paid for. It is not sent again by itself: look at your requests on the "
    "RunComfy website before you do."
)


def submit(context: Context, model_id: str, body: bytes) -> Operation[str]:
    """The request id of a new job.

    Raises:
        APIError: The server refuses; there is no job.
        APIConnectionError: The server was never reached; nothing was sent.
        SubmissionUnknownError: Something was sent, and nobody can say whether there is a job.
    """
    request = Request("POST", model_url(context.base, model_id), body)
    attempt = 0
    while True:
        asked: float | None = None
        left = context.left()
        if left is not None and left <= 0:
            raise APITimeoutError(
                "The deadline passed before the request could be sent. Nothing was sent.",
                method=request.method,
                url=request.url,
            )
        try:
            answer = yield from send(request, left)
        except TransportFault as fault:
            if not fault.unsent:
                raise _lost(fault, request, model_id) from None
            error: RunComfyError = _unreached(fault, request)
            if fault.lasting:
                raise error from None
            pause = backoff(attempt, None, context.clock.chance)
        else:
            verdict = judge(answer, request, model_id)
            if isinstance(verdict, str):
                return verdict
            if not isinstance(verdict, RateLimitError) or not context.options.resubmit_on_429:
                raise verdict
            error, asked = verdict, verdict.retry_after
            pause = backoff(attempt, asked, context.clock.chance)
        attempt += 1
        left = context.left()
        if attempt > context.options.retries or (left is not None and pause >= left):
            raise error
        tell_wait(f"submit of {model_id}", asked, pause)
        yield Sleep(pause)


def judge(answer: Answer, request: Request, model_id: str) -> str | RunComfyError:
    """The request id in the answer to a submit, or the error that the answer is."""
    if 400 <= answer.status < 500 and answer.status != 408:
        return _refused(make_error(answer, request), model_id)
    if not 200 <= answer.status < 300:
        return _unclear(answer, request, model_id, f"the server answered HTTP {answer.status}")
    try:
        document = decode_object(answer)
    except UnreadableError as fault:
        return _unclear(answer, request, model_id, str(fault))
    request_id = usable_request_id(document.get("request_id"))
    if error_code(document) is not None:
        error = make_error(answer, request)
        # A code that speaks of the server's own trouble does not say that it took nothing.
        if not isinstance(error, ServerError):
            return _refused(error, model_id)
        return _unclear(answer, request, model_id, f"the server answered with error code {error.code}")
    if request_id is None:
        given = document.get("request_id")
        what = "no request id" if given is None else f"an unusable request id ({shorten(repr(given), 80)})"
        return _unclear(answer, request, model_id, f"the answer holds {what}")
    return request_id


def _refused(error: APIError, model_id: str) -> APIError:
    """The error, with what can be done where the server wants other inputs than the schema in this client."""
    info = registry.get(model_id)
    if isinstance(error, RejectedInputError) and error.status != 413 and info is not None:
        day = info.schema.get("as_of")
        error.hint = (
            f"This client's schema of the model{f', of {day},' if day else ''} may be older than the server's: "
            "update the client, or generate it anew with `make sync generate`."
        )
    return error


def _unclear(answer: Answer, request: Request, model_id: str, fact: str) -> SubmissionUnknownError:
    said = what_is_said(answer)[2] if answer.status >= 400 else ""
    return SubmissionUnknownError(
        f"Nobody can say whether the request was accepted: {fact}{f' ({said})' if said else ''}.",
        model_id=model_id,
        status=answer.status,
        method=request.method,
        url=request.url,
        body=body_text(answer) or None,
        hint=_HINT,
    )


def _lost(fault: TransportFault, request: Request, model_id: str) -> SubmissionUnknownError:
    fact = "no answer came in time" if fault.timed_out else "the connection broke before the answer"
    return SubmissionUnknownError(
        f"Nobody can say whether the request was accepted: {fact} ({fault.message}).",
        model_id=model_id,
        method=request.method,
        url=request.url,
        hint=_HINT,
    )


def _unreached(fault: TransportFault, request: Request) -> APIConnectionError:
    cls = APITimeoutError if fault.timed_out else APIConnectionError
    return cls(
        f"The server could not be reached, and nothing was sent: {fault.message}",
        method=request.method,
        url=request.url,
        hint="Check the network, the proxy and the base URL.",
    )
