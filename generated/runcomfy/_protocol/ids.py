"""Model ids, request ids, and the addresses made of them.

Every address is built here from the configured base. What the server's answers say about addresses is not used:
the token follows them nowhere.
"""

from __future__ import annotations

import re
from typing import Literal, cast
from urllib.parse import quote, urlsplit

from ..errors import InputError

_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,128}", re.ASCII)
_OF_A_REQUEST = re.compile(r"/requests/[A-Za-z0-9_-]{1,128}/(status|result|cancel)$", re.ASCII)
_LONGEST_MODEL_ID = 512

Route = Literal["submit", "status", "result", "cancel", "catalogue", "balance"]
"""What a request is for. The same status means different things on each."""


def usable_request_id(value: object) -> str | None:
    """The value, if it can be a request id."""
    return value if isinstance(value, str) and _REQUEST_ID.fullmatch(value) else None


def check_request_id(value: object) -> str:
    """The value, which must be a request id.

    Raises:
        InputError: It cannot be one.
    """
    good = usable_request_id(value)
    if good is None:
        raise InputError(
            f"{_short(value)} is not a request id: up to 128 letters, digits, '_' and '-' are expected."
        )
    return good


def check_model_id(value: object) -> str:
    """The value, which must be a model id such as `openai/gpt-image-2/edit`.

    Raises:
        InputError: It cannot be one, or would lead somewhere else.
    """
    fault: str | None = None
    if not isinstance(value, str) or not value:
        fault = "it is not a string"
    elif len(value) > _LONGEST_MODEL_ID:
        fault = "it is too long"
    elif "://" in value:
        fault = "it is a URL"
    elif not value.isprintable() or any(character in value for character in "\\%?#"):
        fault = "it holds a character that no model id has"
    else:
        segments = value.split("/")
        if any(segment.strip() != segment or not segment for segment in segments):
            fault = "a part between its slashes is empty or begins or ends with a space"
        elif any(segment in {".", ".."} for segment in segments):
            fault = "it leads to another path"
    if fault is not None:
        raise InputError(
            f"{_short(value)} is not a model id: {fault}.",
            hint="A model id looks like 'openai/gpt-image-2/edit'.",
        )
    assert isinstance(value, str)  # noqa: S101 (for the type checker)
    return value


def _short(value: object) -> str:
    text = repr(value) if isinstance(value, str) else type(value).__name__
    return text if len(text) <= 100 else f"{text[:97]}..."


def route_of(method: str, url: str) -> Route:
    """Which of the API's routes an address built here is."""
    path = urlsplit(url).path
    found = _OF_A_REQUEST.search(path)
    if found:
        return cast("Route", found[1])
    if method == "POST":
        return "submit"
    return "balance" if path.endswith("/balance") and "/models" not in path else "catalogue"


def model_url(base: str, model_id: str) -> str:
    """Where a model is submitted to and described."""
    return f"{base}/models/{quote(model_id, safe='/')}"


def request_url(base: str, request_id: str, action: str) -> str:
    """One of `status`, `result` and `cancel` of a request."""
    return f"{base}/requests/{request_id}/{action}"
