"""What goes over the wire: bodies that are read, answers in JSON, and refusals in the dialect that is being played."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from ._faults import Dialect

__all__ = ["Refusal", "json_response", "read_body", "refusal_body", "refusal_response"]


class Refusal(Exception):  # noqa: N818 - an answer, not a mishap
    """The request is not carried out. `status` is HTTP's, `code` the six-digit one of the other dialect."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        details: Sequence[Mapping[str, object]] | None = None,
        *,
        coded: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Make a refusal; `coded`: the code is given in every dialect, as some answers have been seen to."""
        super().__init__(message)
        self.coded = coded
        self.headers = headers
        self.status = status
        self.code = code
        self.message = message
        self.details = details


async def read_body(request: Request, most: int) -> bytes | None:
    """Return the body, or None as soon as it is known to be larger than `most` bytes."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and float(said) > most:  # a float takes a number of any length
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)


def json_response(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    # ASCII only: the inputs that are repeated may hold half a surrogate pair, which UTF-8 cannot carry.
    body = json.dumps(value, separators=(",", ":")).encode("ascii")
    return Response(body, status, headers, media_type="application/json")


def refusal_response(refusal: Refusal, dialect: Dialect) -> Response:
    """Return the refusal in words of the dialect."""
    status, body = refusal_body(refusal, dialect)
    return json_response(body, status, refusal.headers)


def refusal_body(refusal: Refusal, dialect: Dialect) -> tuple[int, dict[str, object]]:
    """Return the status and the body of a refusal in words of the dialect."""
    detail: object = list(refusal.details) if refusal.details else refusal.message
    if dialect == "A" and not refusal.coded:
        return refusal.status, {"detail": detail}
    body: dict[str, object] = {"error_code": refusal.code, "error_message": refusal.message}
    if dialect == "200":
        return 200, body
    if dialect == "both":
        body["error_message"] = "The inputs were refused" if refusal.details else refusal.message
        return refusal.status, {**body, "detail": detail}
    return refusal.code // 1000, body
