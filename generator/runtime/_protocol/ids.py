"""Request ids, and the addresses made of them.

Every address is built here from the configured base. What the server's answers say about addresses is not used:
the token follows them nowhere.
"""

from __future__ import annotations

import re
from typing import Literal, cast
from urllib.parse import quote, urlsplit

from .._plain.json_values import show
from ..errors import InputError

_REQUEST_ID = r"[A-Za-z0-9_-]{1,128}"
_OF_A_REQUEST = r"/requests/[A-Za-z0-9_-]{1,128}/(status|result|cancel)$"

Route = Literal["submit", "status", "result", "cancel", "model", "catalogue", "balance"]
"""What a request is for. The same status means different things on each."""


def usable_request_id(value: object) -> str | None:
    """Return the value, if it can be a request id."""
    return value if isinstance(value, str) and re.fullmatch(_REQUEST_ID, value) else None


def check_request_id(value: object) -> str:
    """Return the value, which must be a request id.

    Raises:
        InputError: It cannot be one.
    """
    good = usable_request_id(value)
    if good is None:
        raise InputError(
            f"{show(value)} is not a request id: up to 128 letters, digits, '_' and '-' are expected."
        )
    return good


def route_of(method: str, url: str) -> Route:
    """Return which of the API's routes an address built here is."""
    path = urlsplit(url).path
    found = re.search(_OF_A_REQUEST, path)
    if found:
        return cast("Route", found[1])
    if method == "POST":
        return "submit"
    _, models, below = path.partition("/models")
    if models and below not in {"", "/categories"}:
        return "model"
    return "balance" if path.endswith("/balance") else "catalogue"


def model_url(base: str, model_id: str) -> str:
    """Return the address where a model is submitted to and described."""
    return f"{base}/models/{quote(model_id, safe='/')}"


def request_url(base: str, request_id: str, action: str) -> str:
    """Return the address of `status`, `result` or `cancel` of a request."""
    return f"{base}/requests/{request_id}/{action}"
