"""The one request that costs money. It is claimed and sent once; what cannot be known about it is said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from .._plain.log import logger
from .._plain.text import one_line
from ..errors import (
    APIConnectionError,
    APITimeoutError,
    NotFoundError,
    RateLimitError,
    RejectedInputError,
    RunComfyError,
    ServerError,
    SubmissionUnknownError,
)
from .api_errors import UNREACHED, error_details, make_error
from .effects import Operation, Request, Response, Sleep, TransportError, WithheldError, Work, send
from .ids import model_url, usable_request_id
from .reading import UnreadableError, body_text, decode_object, error_code
from .retry import backoff, log_wait

if TYPE_CHECKING:
    from .context import Context
    from .ledger import Claim, Entry

_BUSY_FIRST = 0.5  # seconds before the next look at what another process is doing
_BUSY_LONGEST = 5.0

# What gateways answer whose patience is over, or who take the client for gone: the server behind them may go on.
_GIVEN_UP = frozenset({408, 499})

_HINT = (
    "The job may exist, and may be paid for. It is not sent again by itself: look at your requests on the "
    "RunComfy website before you do."
)


class Accepted(NamedTuple):
    """The id of a paid job; `fresh` where it was made by this very request."""

    request_id: str
    fresh: bool


def submit(
    context: Context, entry: Entry, body: bytes, *, refusals: int | None = None
) -> Operation[Accepted]:
    """Return the job of a paid request: a new one, or the one that the books know it to have.

    Before it leaves it stands in the books, and what came of it does when this ends, however it ends. `refusals` is
    how many answers 429 are waited out; None is as the options say.

    Raises:
        APIError: The server refuses; there is no job.
        APIConnectionError: The server was never reached; nothing was sent.
        SubmissionUnknownError: Something was sent, now or before, and nobody can say whether there is a job.
        BudgetError, JournalError: The books do not let it leave; nothing was sent.
    """
    post = _Post(context, entry, body, refusals)
    try:
        while True:
            claim = yield from _until_ours(context, entry)
            if claim.request_id is not None:
                return Accepted(claim.request_id, fresh=False)
            request_id = yield from post.run()
            if request_id is not None:
                break
            # It waited for so long that somebody else has taken it over.
    except GeneratorExit as error:
        # Nobody carries anything out any more.
        entry.fail(error, sent=post.sent)
        raise
    except BaseException as error:
        yield context.note(partial(entry.fail, error, sent=post.sent))
        if isinstance(error, RejectedInputError | NotFoundError):
            error.hint = (yield Work(partial(context.why_refused, entry.model_id, error))) or error.hint
        if post.sent and not isinstance(error, RunComfyError):
            note = submit_note(entry.model_id)
            error.add_note(note)
            logger.warning("%s", note)
        raise
    try:
        yield context.note(partial(entry.accept, request_id))
    except (GeneratorExit, SubmissionUnknownError):
        raise
    except BaseException as error:
        again = f"client.job({request_id!r}).wait()"
        note = f"RunComfy request {request_id}: it is still running; find it again with {again}"
        error.add_note(note)
        logger.warning("%s", note)
        raise
    return Accepted(request_id, fresh=True)


def _until_ours(context: Context, entry: Entry) -> Operation[Claim]:
    """Return the claim, waited for while another process is at the same request."""
    looks = 0
    while True:
        claim: Claim = yield context.note(partial(entry.claim, context.left()))
        if not claim.busy:
            return claim
        left = context.left()
        if left is not None and left <= 0:
            raise APITimeoutError(
                "Another process is sending this request, and had not ended at the deadline. Nothing was sent twice.",
                hint="Do the same again: what the other one has sent is found by its id.",
            )
        pause = min(_BUSY_FIRST * 1.5 ** min(looks, 20), _BUSY_LONGEST)
        looks += 1
        yield Sleep(pause if left is None else min(pause, left))


class _Post:
    """The sending of one request that is ours. `sent` says whether the server may have it."""

    def __init__(self, context: Context, entry: Entry, body: bytes, refusals: int | None) -> None:
        self._context = context
        self._entry = entry
        self._request = Request("POST", model_url(context.base, entry.model_id), body)
        options = context.options
        self._refusals = (
            (options.max_retries if options.resubmit_on_429 else 0) if refusals is None else refusals
        )
        self.sent = False

    def run(self) -> Operation[str | None]:
        """Return the id of the new job; None where the request is not ours any more."""
        context, request, model_id = self._context, self._request, self._entry.model_id
        unreached = refused = 0
        while True:
            left = context.left()
            if left is not None and left <= 0:
                raise APITimeoutError(
                    "The deadline passed before the request could be sent. Nothing was sent.",
                    method=request.method,
                    url=request.url,
                )
            self.sent, asked = True, None
            try:
                response = yield from send(request, left, paid=True)
            except WithheldError as stop:
                self.sent = False
                raise stop.reason from None
            except TransportError as fault:
                if not fault.unsent:
                    raise _no_response_error(fault, request, model_id) from None
                self.sent = False
                error: RunComfyError = _unreached_error(fault, request)
                unreached += 1
                final = fault.lasting or unreached > context.options.max_retries
                pause = backoff(unreached - 1, None, context.clock.chance)
            else:
                verdict = judge(response, request, model_id)
                if isinstance(verdict, str):
                    return verdict
                self.sent = isinstance(verdict, SubmissionUnknownError)
                if not isinstance(verdict, RateLimitError):
                    raise verdict
                error, asked = verdict, verdict.retry_after
                refused += 1
                final = refused > self._refusals
                pause = backoff(refused - 1, asked, context.clock.chance)
            left = context.left()
            if final or (left is not None and pause >= left):
                raise error
            yield context.note(partial(self._entry.pause, pause))
            log_wait(f"submit of {model_id}", asked, pause)
            yield Sleep(pause, crowded=True)
            claim: Claim = yield context.note(self._entry.go_on)
            if not claim.ours:
                return None


def judge(response: Response, request: Request, model_id: str) -> str | RunComfyError:
    """Return the request id in the answer to a submit, or the error that the answer is."""
    if 400 <= response.status < 500 and response.status not in _GIVEN_UP:
        return _refusal(response, request, model_id)
    if not 200 <= response.status < 300:
        return _unclear_response_error(
            response, request, model_id, f"the server answered HTTP {response.status}"
        )
    try:
        document = decode_object(response)
    except UnreadableError as fault:
        return _unclear_response_error(response, request, model_id, str(fault))
    request_id = usable_request_id(document.get("request_id"))
    if error_code(document) is not None:
        return _refusal(response, request, model_id)
    if request_id is None:
        given = document.get("request_id")
        what = "no request id" if given is None else f"an unusable request id ({one_line(repr(given), 80)})"
        return _unclear_response_error(response, request, model_id, f"the answer holds {what}")
    return request_id


def _refusal(response: Response, request: Request, model_id: str) -> RunComfyError:
    error = make_error(response, request)
    # A code that speaks of the server's own trouble does not say that it took nothing.
    if isinstance(error, ServerError) and error.code is not None:
        return _unclear_response_error(
            response, request, model_id, f"the server answered with error code {error.code}"
        )
    return error


def _unclear_response_error(
    response: Response, request: Request, model_id: str, fact: str
) -> SubmissionUnknownError:
    said = error_details(response)[2] if response.status >= 400 else ""
    return SubmissionUnknownError(
        f"Nobody can say whether the request was accepted: {fact}{f' ({said})' if said else ''}.",
        model_id=model_id,
        status=response.status,
        method=request.method,
        url=request.url,
        body=body_text(response) or None,
        hint=_HINT,
    )


def _no_response_error(fault: TransportError, request: Request, model_id: str) -> SubmissionUnknownError:
    fact = "no answer came in time" if fault.timed_out else "the connection broke before the answer"
    return SubmissionUnknownError(
        f"Nobody can say whether the request was accepted: {fact} ({fault.message}).",
        model_id=model_id,
        method=request.method,
        url=request.url,
        hint=_HINT,
    )


def _unreached_error(fault: TransportError, request: Request) -> APIConnectionError:
    cls = APITimeoutError if fault.timed_out else APIConnectionError
    error = cls(
        f"The server could not be reached, and nothing was sent: {fault.message}",
        method=request.method,
        url=request.url,
        hint=UNREACHED,
    )
    error.lasting = fault.lasting
    return error


def submit_note(model_id: str) -> str:
    """Return what is left with an interrupt that came while the paid request was on its way."""
    return (
        f"RunComfy: a paid request to {model_id} was on its way when this came. Nobody can say whether it was "
        "accepted; look at your requests on the RunComfy website."
    )
