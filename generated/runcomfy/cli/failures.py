"""What an error is for the caller of a command: an exit code, a message, and a JSON document.

The code comes from the error's type and its HTTP status, never from its text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..errors import (
    APIConnectionError,
    APITimeoutError,
    AuthenticationError,
    BudgetError,
    ConfigError,
    DownloadError,
    InputError,
    InsufficientBalanceError,
    JobFailedError,
    JournalError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RejectedInputError,
    RunComfyError,
    ServerError,
    WaitTimeoutError,
)
from .errors import (
    BAD_INPUT,
    FAILED,
    FILE_MISSING,
    NOT_ALLOWED,
    TRY_LATER,
    UNAVAILABLE,
    USAGE,
    CommandError,
)
from .text import prog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._plain.schema_parts import Schema

__all__ = ["document_of", "exit_code", "message_of", "missing_file"]

# What a hint says for Python, and what it is here.
_HERE = (
    ("journal=False goes", "--no-journal goes"),
    (r"`client\.catalogue\.search\(\.\.\.\)`", "`PROG models search --live WORD`"),
    (r"RunComfy\(http_hosts=\('(.*)',\)\)", r"--http-host \1"),
)
_CODES: tuple[tuple[type[Exception], int], ...] = (
    (InputError, BAD_INPUT),
    (RejectedInputError, BAD_INPUT),
    (InsufficientBalanceError, BAD_INPUT),
    (NotFoundError, BAD_INPUT),
    (AuthenticationError, NOT_ALLOWED),
    (PermissionDeniedError, NOT_ALLOWED),
    (RateLimitError, TRY_LATER),
    (WaitTimeoutError, TRY_LATER),
    (APITimeoutError, TRY_LATER),
    (APIConnectionError, UNAVAILABLE),
    (ConfigError, USAGE),
)


def exit_code(error: BaseException) -> int:
    """Return the exit code for an error."""
    if isinstance(error, CommandError):
        return error.code
    if isinstance(error, ServerError):
        return TRY_LATER if error.status == 408 else UNAVAILABLE
    if isinstance(error, JournalError):
        return TRY_LATER if error.transient else FAILED
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAILED)


def missing_file(error: InputError, inputs: Mapping[str, Any], schema: Schema) -> CommandError | None:
    """Return the error as one about missing local files, if it is about nothing else."""
    from pathlib import Path

    from .values import local_files

    missing = {place for place, path in local_files(inputs, schema) if not Path(path).exists()}
    if not error.issues or not all(issue.path in missing for issue in error.issues):
        return None
    return CommandError(error.message, code=FILE_MISSING, hint=error.hint, kind=type(error).__name__)


def message_of(error: BaseException) -> str:
    """Return what to show of an error: what happened, to which request, and what to do next."""
    if isinstance(error, CommandError):
        return error.message if error.hint is None else f"{error.message}\n{error.hint}"
    if isinstance(error, RunComfyError):
        error.hint = _hint(error)
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return f"{type(error).__name__}: {error}\nThis should not happen. --debug shows where it did."


def _hint(error: RunComfyError) -> str | None:
    """Return what to do next, in the words of the command line."""
    if isinstance(error, BudgetError):
        return "Raise --budget; models whose price is not known pass with --unknown-price allow."
    if error.hint:
        hint = error.hint
        for python, here in _HERE:
            hint = re.sub(python, here, hint).replace("PROG", prog())
        error.hint = hint
    if isinstance(error, WaitTimeoutError):
        if error.cancellation:
            return error.hint
        return f"The job goes on. Wait for it with `{prog()} wait {error.request_id}`."
    if isinstance(error, RateLimitError | ServerError | APIConnectionError) and error.request_id is not None:
        again = f"The job is not lost: `{prog()} wait {error.request_id}`."
        return f"{error.hint} {again}" if error.hint else again
    return error.hint


def document_of(error: BaseException, request_id: str | None = None) -> dict[str, Any]:
    """Return the error as JSON. Call `message_of` first: it settles the hint."""
    found: dict[str, Any] = {
        "type": error.kind if isinstance(error, CommandError) else type(error).__name__,
        "message": getattr(error, "message", None) or str(error),
        "hint": getattr(error, "hint", None),
        "exit_code": exit_code(error),
        "request_id": getattr(error, "request_id", None) or request_id,
    }
    for name in ("model_id", "status", "code", "retry_after"):
        value = getattr(error, name, None)
        if value is not None and not isinstance(error, CommandError):
            found[name] = value
    if isinstance(error, JobFailedError):
        found["reason"] = error.reason
    if isinstance(error, DownloadError):
        found["url"] = error.url
        found["files"] = [str(path) for path in error.saved]
    if isinstance(error, InputError) and error.issues:
        found["issues"] = [
            {
                "path": issue.path,
                "message": issue.message,
                "value": issue.value,
                "allowed": issue.allowed,
                "suggestion": issue.suggestion,
            }
            for issue in error.issues
        ]
    return {"error": found}
