"""The server's answers: plain JSON, and refusals in the dialect that is being played."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._faults import Dialect

__all__ = ["Refusal", "json_response", "refusal_response"]


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


def json_response(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    # ASCII only: the inputs that are repeated may hold half a surrogate pair, which UTF-8 cannot carry.
    body = json.dumps(value, separators=(",", ":")).encode("ascii")
    return Response(body, status, headers, media_type="application/json")


def refusal_response(
    refusal: Refusal, dialect: Dialect, status: int | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the refusal in words of the dialect. `status`, when given, wins over the dialect's own."""
    headers = {**(refusal.headers or {}), **(headers or {})}
    detail: object = list(refusal.details) if refusal.details else refusal.message
    if dialect == "A" and not refusal.coded:
        return json_response({"detail": detail}, status or refusal.status, headers)
    body: dict[str, object] = {"error_code": refusal.code, "error_message": refusal.message}
    own = refusal.code // 1000
    if dialect == "200":
        own = 200
    elif dialect == "both":
        own = refusal.status
        body["error_message"] = "The inputs were refused" if refusal.details else refusal.message
        body["detail"] = detail
    return json_response(body, status or own, headers)
