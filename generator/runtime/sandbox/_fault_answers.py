"""What is answered in place of the proper answer, by a sandbox or a mock, where a fault is an answer at all."""

from __future__ import annotations

import json
from email.utils import formatdate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._faults import Fault

__all__ = ["Answer", "answer_of"]

_PAGE = (
    "<!DOCTYPE html><html><head><title>{status}: {word}</title></head>"
    "<body><h1>Error {status}</h1><p>{word}.</p></body></html>"
)
# What the CDN in front of the API says by itself.
_EDGE = {
    520: "Web server returned an unknown error",
    521: "Web server is down",
    522: "Connection timed out",
    523: "Origin is unreachable",
    524: "A timeout occurred",
    525: "SSL handshake failed",
    526: "Invalid SSL certificate",
    527: "Railgun error",
}


class Answer(NamedTuple):
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes


def answer_of(fault: Fault, now: float, elsewhere: str, refusal: Mapping[str, object]) -> Answer:
    """Return the answer of a fault of the kind `status` or `error_code`.

    `now` is in seconds since 1970, `elsewhere` is where a redirect leads that names no place, and `refusal` the body of
    an error that is told in JSON.
    """
    if fault.kind == "error_code":
        body = {"error_code": fault.status * 1000, "error_message": "Something went wrong"}
        return Answer(200, {"content-type": "application/json"}, json.dumps(body).encode())
    headers: dict[str, str] = {}
    if fault.retry_after is not None:
        when = now + fault.retry_after
        is_date = fault.retry_after_form == "date"
        headers["retry-after"] = formatdate(when, usegmt=True) if is_date else _digits(fault.retry_after)
    if fault.status < 400:
        headers["location"] = fault.location or elsewhere
    if fault.form == "json":
        return Answer(
            fault.status, {**headers, "content-type": "application/json"}, json.dumps(refusal).encode()
        )
    if fault.form != "html":
        text = "upstream error" if fault.form == "text" else ""
        return Answer(fault.status, {**headers, "content-type": "text/plain; charset=utf-8"}, text.encode())
    if fault.status in _EDGE:
        headers |= {"server": "cloudflare", "cf-ray": "8f00000000000000-SBX"}
    word = _EDGE.get(fault.status, "The edge could not reach the origin")
    page = _PAGE.format(status=fault.status, word=word)
    return Answer(fault.status, {**headers, "content-type": "text/html; charset=utf-8"}, page.encode())


def _digits(seconds: float) -> str:
    """Return a number of seconds without an exponent, which no header has."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".")
