"""Requests that change nothing, or nothing twice: tried again when they fail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from .._catalogue.model_id import check_model_id
from .._plain.text import one_line
from .._states import CancelOutcome, JobUpdate, state_of
from ..errors import APIError, RunComfyError
from .api_errors import connection_error, read
from .effects import Operation, Request, Sleep, TransportError, send
from .ids import model_url, request_url
from .reading import error_facts
from .retry import backoff, log_wait

if TYPE_CHECKING:
    from .context import Context

_PAGE = 100  # entries; the largest size seen in the wild
_MOST_PAGES = 200


def read_document(
    context: Context, request: Request, request_id: str | None = None, *, empty: bool = False
) -> Operation[dict[str, object]]:
    """Return the JSON object that answers a read. With `empty`, a 2xx without a body counts as an empty one.

    Raises:
        APIError: The server refuses, or still cannot answer after the retries.
        APIConnectionError: There is still no answer after the retries.
    """
    attempt = 0
    while True:
        error: RunComfyError
        asked: float | None = None
        lasting = False
        try:
            response = yield from send(request, context.left())
        except TransportError as fault:
            error, lasting = connection_error(fault, request, request_id), fault.lasting
        else:
            if empty and 200 <= response.status < 300 and not response.cut and not response.body.strip():
                return {}
            reading = read(response, request, request_id)
            if reading.error is None and reading.document is not None:
                return reading.document
            error = cast("APIError", reading.error)
            if not reading.transient or reading.early:
                raise error
            asked = reading.asked
        if lasting:
            raise error
        pause = backoff(attempt, asked, context.clock.chance)
        attempt += 1
        left = context.left()
        if attempt > context.options.max_retries or (left is not None and pause >= left):
            raise error
        log_wait(f"{request.method} {request.url.partition('?')[0]}", asked, pause)
        yield Sleep(pause)


def status(context: Context, request_id: str, begun: float) -> Operation[JobUpdate]:
    """Return how one job is doing."""
    request = Request("GET", request_url(context.base, request_id, "status"))
    document = yield from read_document(context, request, request_id)
    return update_of(document, request_id, context.clock.now() - begun)


def update_of(document: dict[str, object], request_id: str, elapsed: float) -> JobUpdate:
    """Return the update that a status document tells of."""
    word = document.get("status")
    raw = one_line(word, 100) if isinstance(word, str) else ""
    position = document.get("queue_position")
    if not isinstance(position, int) or isinstance(position, bool):
        position = None
    return JobUpdate(request_id, state_of(word) or raw or "unknown", position, elapsed, raw)


def result_request(context: Context, request_id: str) -> Request:
    """Return the request for a result, with its cost if the options ask for it."""
    url = request_url(context.base, request_id, "result")
    return Request("GET", f"{url}?include_cost=true" if context.options.include_cost else url)


def cancel(context: Context, request_id: str) -> Operation[CancelOutcome]:
    """Ask for the cancellation of one job. Asking twice does no harm, so a failure is tried again."""
    request = Request("POST", request_url(context.base, request_id, "cancel"))
    try:
        document = yield from read_document(context, request, request_id, empty=True)
    except APIError as error:
        if error.status != 409:
            raise
        return CancelOutcome(request_id, cancelled=False, reason=error.message)
    outcome, word = (_text(document.get(name)) for name in ("outcome", "status"))
    if "cancelled" in {state_of(outcome), state_of(word)}:
        yield context.remark(partial(context.ledger.cancelled, request_id))
        return CancelOutcome(request_id, cancelled=True, outcome=outcome, status=word)
    _, said = error_facts(document)
    if outcome == "not_cancellable":
        reason = "the server cannot cancel it any more: only jobs in the queue can be cancelled"
    elif outcome or word:
        reason = f"the server answered {outcome or word!r}"
    else:
        reason = "the server did not say what became of it"
    reason = f"{reason} ({said})" if said else reason
    return CancelOutcome(request_id, cancelled=False, outcome=outcome, status=word, reason=reason)


def _text(value: object) -> str | None:
    return one_line(value, 100) if isinstance(value, str) else None


def catalogue(context: Context, filters: dict[str, str | None]) -> Operation[list[dict[str, object]]]:
    """Return the catalogue's entries, of all its pages, each once."""
    found: dict[str, dict[str, object]] = {}
    given = {name: value for name, value in filters.items() if value is not None}
    offset = 0
    for _ in range(_MOST_PAGES):
        query = urlencode({**given, "limit": _PAGE, "offset": offset})
        document = yield from read_document(context, Request("GET", f"{context.base}/models?{query}"))
        page = document.get("models")
        entries = cast("list[object]", page) if isinstance(page, list) else []
        before = len(found)
        for entry in entries:
            if isinstance(entry, dict):
                known = cast("dict[str, object]", entry)
                found.setdefault(str(known.get("model_id")), known)
        offset += len(entries)
        total = document.get("total")
        # A server that ignores the offset gives the same page again for ever.
        if len(found) == before or (isinstance(total, int) and offset >= total):
            break
    return list(found.values())


def model(context: Context, model_id: str) -> Operation[dict[str, object]]:
    """Return the catalogue's entry of one model.

    Raises:
        InputError: It is not a model id.
    """
    url = model_url(context.base, check_model_id(model_id))
    return (yield from read_document(context, Request("GET", url)))


def categories(context: Context) -> Operation[dict[str, object]]:
    """Return the catalogue's categories."""
    return (yield from read_document(context, Request("GET", f"{context.base}/models/categories")))


def balance(context: Context, url: str) -> Operation[dict[str, object]]:
    """Return what the account holds."""
    return (yield from read_document(context, Request("GET", url)))
