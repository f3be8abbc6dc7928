"""Turns bad answers into the errors a user catches. Both of the server's dialects end in the same ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple, cast

from .._states import state_of
from ..errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AuthenticationError,
    InsufficientBalanceError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RejectedInputError,
    ServerError,
)
from .ids import route_of, usable_request_id
from .reading import UnreadableError, body_text, decode, error_code, error_facts, text_message
from .retry import retry_after

if TYPE_CHECKING:
    from .effects import Request, Response, TransportError
    from .ids import Route

# The documented codes whose meaning their first three digits do not say.
_CODES: dict[str, type[APIError]] = {
    "400001": NotFoundError,
    "400002": InsufficientBalanceError,
    "400004": AuthenticationError,
    "403001": PermissionDeniedError,
    "404001": NotFoundError,
}
_STATUSES: dict[int, type[APIError]] = {
    400: RejectedInputError,
    401: AuthenticationError,
    402: InsufficientBalanceError,
    403: PermissionDeniedError,
    404: NotFoundError,
    408: ServerError,
    410: NotFoundError,
    413: RejectedInputError,
    422: RejectedInputError,
    425: ServerError,
    429: RateLimitError,
}
UNREACHED = "Check the network, the proxy and the base URL."
"""What to do where no connection was made."""
NOT_READY = "400005"
"""The code by which some servers say that a result is not there yet; no page documents it."""
_WORDS: dict[type[APIError], tuple[str, str | None]] = {
    AuthenticationError: (
        "The server does not accept the token.",
        "Copy a fresh token from the RunComfy profile page; it may have expired.",
    ),
    PermissionDeniedError: ("The token is not allowed to do this.", None),
    InsufficientBalanceError: (
        "The account's balance is too low.",
        "Top it up on the RunComfy website.",
    ),
    NotFoundError: (
        "The server knows no such model or request.",
        "Check the id; requests and their results also expire.",
    ),
    RejectedInputError: ("The server does not accept the inputs.", None),
    RateLimitError: ("There are too many requests for the server.", None),
    ServerError: ("The server could not answer.", None),
}


_REASON = 2000  # characters of what a server says of a failed job


class Reading(NamedTuple):
    """What an answer says: a `document`, or an `error` that is `transient` or not, with the wait it asks for."""

    document: dict[str, object] | None
    error: APIError | None
    transient: bool = False
    asked: float | None = None
    early: bool = False
    """The job has not come to its end yet: not a trouble, and not to be asked again at once."""


# What is said of an error by its route, where that differs.
_ROUTE_WORDS: dict[tuple[str, type[APIError]], tuple[str, str | None]] = {
    ("submit", NotFoundError): (
        "The server does not know the model.",
        "Its id or the base URL is wrong, or it is gone or renamed: `client.catalogue.search(...)` lists all.",
    ),
    ("model", NotFoundError): (
        "The server does not know the model.",
        "It may be gone or renamed: `client.catalogue.search(...)` lists what there is now.",
    ),
    ("catalogue", NotFoundError): (
        "The server has no catalogue at this address.",
        "Check the base URL: it ends in `/v1`.",
    ),
    ("balance", NotFoundError): (
        "The server has no balance at this address.",
        "RUNCOMFY_SERVERLESS_API_BASE, if it is set, includes `/prod/v2`.",
    ),
    **{
        (route, NotFoundError): (
            "The server knows no such request.",
            "Check the id; requests and their results also expire.",
        )
        for route in ("status", "result", "cancel")
    },
}


def error_class(status: int, code: str | None, route: Route = "submit") -> type[APIError]:
    """Return the error for an HTTP status and a code. A known code says more than the status it came with.

    Inputs go out with a submit alone: on any other route nothing says that they were refused.
    """
    found = _class_of(status, code)
    return APIError if found is RejectedInputError and route != "submit" else found


def _class_of(status: int, code: str | None) -> type[APIError]:
    if code in _CODES:
        return _CODES[code]
    if code is not None and code.isascii() and code.isdigit() and len(code) in {3, 6} and status < 500:
        from_code = int(code[:3])
        if status < 400 or from_code in _STATUSES or from_code >= 500:
            status = from_code
    if status >= 500:
        return ServerError
    return _STATUSES.get(status, APIError)


def error_details(response: Response) -> tuple[object, str | None, str]:
    """Return the JSON of a bad answer, or None, with the code and the message that are in it or in its text."""
    try:
        payload = decode(response)
        return (payload, *error_facts(payload))
    except UnreadableError:
        return None, None, text_message(response)


def make_error(response: Response, request: Request, request_id: str | None = None) -> APIError:
    """Return the error for a bad answer."""
    payload, code, said = error_details(response)
    route = route_of(request.method, request.url)
    cls = error_class(response.status, code, route)
    message, hint = _ROUTE_WORDS.get(
        (route, cls), _WORDS.get(cls, ("The server answered with an error.", None))
    )
    if code == NOT_READY and route in ("status", "result"):
        message, hint = f"The {route} is not ready yet.", "Wait for the job: `job.wait()`."
    if 300 <= response.status < 400:
        message, hint = "The server answered with a redirect, which is not followed.", "Check the base URL."
    if said:
        message = f"{message[:-1]}: {said}"
    if request_id is None and isinstance(payload, dict):
        request_id = usable_request_id(cast("dict[str, object]", payload).get("request_id"))
    error = cls(
        message,
        status=response.status,
        code=code,
        request_id=request_id,
        method=request.method,
        url=request.url,
        body=body_text(response) or None,
        hint=hint,
    )
    if isinstance(error, RateLimitError):
        error.retry_after = retry_after(response.headers)
        if error.retry_after is not None:
            error.hint = f"Wait {error.retry_after:g} s before the next request."
    return error


def is_transient(error: APIError) -> bool:
    """Return whether the same read may succeed a little later. Only status and code count, never the text."""
    return isinstance(error, RateLimitError | ServerError)


def read(response: Response, request: Request, request_id: str | None = None) -> Reading:
    """Return what the answer to a read says: a JSON object, or an error."""
    if response.status < 200 or response.status >= 300:
        return _refusal(response, request, request_id)
    try:
        value = decode(response)
    except UnreadableError as fault:
        return Reading(None, _malformed_response(response, request, request_id, str(fault)), transient=True)
    if not isinstance(value, dict):
        fault_text = "the answer is not a JSON object"
        return Reading(None, _malformed_response(response, request, request_id, fault_text), transient=True)
    document = cast("dict[str, object]", value)
    # The error code of a job that failed is the job's, not that of the question how it is.
    told = state_of(document.get("status")) in {"failed", "cancelled"}
    if error_code(document) is not None and not told:
        return _refusal(response, request, request_id, document)
    return Reading(document, None)


def _refusal(
    response: Response, request: Request, request_id: str | None, document: dict[str, object] | None = None
) -> Reading:
    error = make_error(response, request, request_id)
    route = route_of(request.method, request.url)
    waits = route in ("status", "result") and (
        error.status == 425 or (type(error) is APIError and error.code == NOT_READY)
    )
    # A status is asked for again, a result when the status tells of it.
    early = waits and route == "result"
    return Reading(document, error, waits or is_transient(error), retry_after(response.headers), early)


def _malformed_response(
    response: Response, request: Request, request_id: str | None, fault: str
) -> ServerError:
    said = text_message(response)
    return ServerError(
        f"This is not an answer of the API: {fault}{f' ({said})' if said else ''}.",
        status=response.status,
        request_id=request_id,
        method=request.method,
        url=request.url,
        body=body_text(response) or None,
        hint="Check the base URL, and whether a proxy stands between.",
    )


def connection_error(
    fault: TransportError, request: Request, request_id: str | None = None
) -> APIConnectionError:
    """Return the error for a read without an answer."""
    cls = APITimeoutError if fault.timed_out else APIConnectionError
    what = "There was no answer in time" if fault.timed_out else "There was no answer"
    hint = None
    if fault.unsent:
        what, hint = "The server could not be reached", UNREACHED
    return cls(
        f"{what}: {fault.message}", request_id=request_id, method=request.method, url=request.url, hint=hint
    )


def short_json(value: object) -> object:
    """Return a reason as it came if it is small, else the beginning of its text."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return value
    return value if len(text) <= _REASON else f"{text[:_REASON]}…"
