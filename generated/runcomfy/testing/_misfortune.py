"""A fault of the sandbox's vocabulary as an answer, or as the failure that a client sees."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

import httpx

from ..sandbox._fault_answers import answer_of

if TYPE_CHECKING:
    from ..sandbox._faults import Fault

__all__ = ["misfortune"]


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
    answer = answer_of(
        fault, time(), "https://elsewhere.example/", {"detail": "The mock was told to answer so"}
    )
    return httpx.Response(answer.status, headers=answer.headers, content=answer.body)
