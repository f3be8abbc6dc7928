"""A fault of the sandbox's vocabulary as an answer, or as the failure that a client sees."""

from __future__ import annotations

from email.utils import formatdate
from time import time
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from ..sandbox._faults import Fault

__all__ = ["misfortune"]

_PAGE = "<!DOCTYPE html><html><body><h1>Error</h1></body></html>"


def misfortune(fault: Fault) -> httpx.Response:
    """Return what is answered in place of the proper answer.

    Raises:
        httpx.TransportError: Nothing is answered, or only half of it.
    """
    if fault.kind == "drop":
        raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
    if fault.kind == "half":
        raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")
    if fault.kind == "hang":
        raise httpx.ReadTimeout("The read operation timed out")
    if fault.kind == "error_code":
        body = {"error_code": fault.status * 1000, "error_message": "Something went wrong"}
        return httpx.Response(200, json=body)
    headers = _retry_after(fault)
    if fault.status < 400:
        headers["location"] = fault.location or "https://elsewhere.example/"
    if fault.form == "json":
        return httpx.Response(
            fault.status, headers=headers, json={"detail": "The mock was told to answer so"}
        )
    text = {"html": _PAGE, "text": "upstream error", "empty": ""}[fault.form]
    kind = "text/html" if fault.form == "html" else "text/plain"
    return httpx.Response(fault.status, headers={**headers, "content-type": kind}, text=text)


def _retry_after(fault: Fault) -> dict[str, str]:
    if fault.retry_after is None:
        return {}
    if fault.retry_after_form == "date":
        return {"retry-after": formatdate(time() + fault.retry_after, usegmt=True)}
    return {"retry-after": f"{fault.retry_after:g}"}
