"""Every error of this package: one tree, each saying what happened, to which request, and what to do next.

RunComfyError
    ConfigError                 a token, an address or an option is missing or wrong
    InputError                  the inputs do not fit the model; nothing was sent (also a ValueError)
    APIError                    the server answered with an error
        AuthenticationError         the token is missing, wrong or expired
        PermissionDeniedError       the token is good, but not for this
        InsufficientBalanceError    the account has too little money
        NotFoundError               no such model, or no such (or an expired) request
        RejectedInputError          the server does not accept the inputs
        RateLimitError              too many requests; `retry_after` says how long to wait
        ServerError                 the server could not answer
    APIConnectionError          no answer: the connection failed
        APITimeoutError             no answer in time
    SubmissionUnknownError      a paid request was sent, and nobody can say whether it was accepted
    JobError                    the end of one job; `job` is its handle
        JobFailedError              the job ran and failed; `reason` is the server's
        JobCancelledError           the job was cancelled
        WaitTimeoutError            the job was not finished in time; it can be resumed (also a TimeoutError)
    DownloadError               a result file could not be saved
    BudgetError                 the request would pass the budget; nothing was sent
    JournalError                the journal of paid requests cannot be used; nothing is sent without it

All of them pickle. None holds the token. Texts and bodies from the server are shortened.
"""

from __future__ import annotations

from collections.abc import Iterable  # noqa: TC003 (like the others below: `get_type_hints` looks for it here)
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003
from typing import Any

from ._states import CancelOutcome, JobHandle

__all__ = [
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "AuthenticationError",
    "BudgetError",
    "ConfigError",
    "DownloadError",
    "InputError",
    "InputIssue",
    "InsufficientBalanceError",
    "JobCancelledError",
    "JobError",
    "JobFailedError",
    "JobHandle",
    "JournalError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RejectedInputError",
    "RunComfyError",
    "RunComfyWarning",
    "ServerError",
    "SubmissionUnknownError",
    "WaitTimeoutError",
]


class RunComfyWarning(UserWarning):
    """Something unexpected that did not stop the work."""


def _rebuild(cls: type[RunComfyError], args: tuple[object, ...], state: dict[str, object]) -> RunComfyError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class RunComfyError(Exception):
    """The root of all errors of this package.

    `message` says what happened, `hint` what to do next.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def _facts(self) -> str:
        """Return the bracketed facts that stand behind the message."""
        return ""

    def __str__(self) -> str:
        text = self.message
        facts = self._facts()
        if facts:
            text = f"{text} [{facts}]"
        if self.hint:
            text = f"{text}\n{self.hint}"
        return text

    # Exceptions are by default rebuilt from their positional arguments alone, which keyword-only facts do not survive.
    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


class ConfigError(RunComfyError):
    """A token, an address or an option is missing or wrong. Nothing was sent."""


@dataclass(frozen=True, slots=True)
class InputIssue:
    """One thing that is wrong with the inputs.

    `path` names the field (`images[2]`), `value` is what was given (shortened), `allowed` says what would be
    right, `suggestion` is the nearest right name or value.
    """

    path: str
    message: str
    value: object
    allowed: str | None = None
    suggestion: str | None = None


class InputError(RunComfyError, ValueError):
    """The inputs do not fit the model. Nothing was sent; `issues` lists everything that is wrong."""

    def __init__(
        self,
        message: str,
        *,
        model_id: str | None = None,
        issues: Iterable[InputIssue] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.model_id = model_id
        self.issues: tuple[InputIssue, ...] = tuple(issues)


class APIError(RunComfyError):
    """The server answered with an error.

    `status` is the HTTP status, `code` the server's own code, `body` the beginning of the answer.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
        method: str | None = None,
        url: str | None = None,
        body: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.code = code
        self.request_id = request_id
        self.method = method
        self.url = url
        self.body = body

    def _facts(self) -> str:
        return _join(
            f"HTTP {self.status}" if self.status else None,
            f"code {self.code}" if self.code else None,
            f"request {self.request_id}" if self.request_id else None,
            _call(self.method, self.url),
        )


class AuthenticationError(APIError):
    """The token is missing, wrong or expired."""


class PermissionDeniedError(APIError):
    """The token is good, but not for this model or request."""


class InsufficientBalanceError(APIError):
    """The account has too little money for this request."""


class NotFoundError(APIError):
    """There is no such model, or no such request (any more)."""


class RejectedInputError(APIError):
    """The server does not accept the inputs."""


class RateLimitError(APIError):
    """Too many requests. `retry_after` is the wait the server asks for in seconds, or None."""

    retry_after: float | None = None


class ServerError(APIError):
    """The server could not answer: 5xx, 408, or something that is not an answer of this API."""


class APIConnectionError(RunComfyError):
    """There was no answer: the connection could not be made, or broke. `lasting` where another try is of no use."""

    lasting: bool = False

    def __init__(
        self,
        message: str,
        *,
        request_id: str | None = None,
        method: str | None = None,
        url: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.request_id = request_id
        self.method = method
        self.url = url

    def _facts(self) -> str:
        return _join(
            f"request {self.request_id}" if self.request_id else None,
            _call(self.method, self.url),
        )


class APITimeoutError(APIConnectionError):
    """There was no answer in time."""


class SubmissionUnknownError(RunComfyError):
    """A paid request was sent, and its answer does not say whether it was accepted.

    The job may exist and may be paid for. It was sent once and is not sent again: that is the caller's decision.
    """

    def __init__(
        self,
        message: str,
        *,
        model_id: str | None = None,
        status: int | None = None,
        method: str | None = None,
        url: str | None = None,
        body: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.model_id = model_id
        self.status = status
        self.method = method
        self.url = url
        self.body = body

    def _facts(self) -> str:
        return _join(
            f"HTTP {self.status}" if self.status else None,
            f"model {self.model_id}" if self.model_id else None,
            _call(self.method, self.url),
        )


class JobError(RunComfyError):
    """The end of one job, or of the wait for it. `job` is its handle and `request_id` its id."""

    def __init__(
        self,
        message: str,
        *,
        job: JobHandle | None = None,
        request_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.job = job
        self.request_id: str | None = request_id or (job.request_id if job is not None else None)

    def _facts(self) -> str:
        return f"request {self.request_id}" if self.request_id else ""


class JobFailedError(JobError):
    """The job ran and failed. `reason` is what the server gave: a string, an object, or None."""

    def __init__(
        self,
        message: str,
        *,
        job: JobHandle | None = None,
        request_id: str | None = None,
        reason: object = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, job=job, request_id=request_id, hint=hint)
        self.reason = reason


class JobCancelledError(JobError):
    """The job was cancelled."""


class WaitTimeoutError(JobError, TimeoutError):
    """The job was not finished in time. It is not lost: `job.wait()` goes on waiting.

    `status` is the last state seen; `cancellation` says what came of `on_timeout="cancel"`, else it is None.
    """

    def __init__(
        self,
        message: str,
        *,
        job: JobHandle | None = None,
        request_id: str | None = None,
        status: str | None = None,
        cancellation: CancelOutcome | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, job=job, request_id=request_id, hint=hint)
        self.status = status
        self.cancellation = cancellation


class DownloadError(RunComfyError):
    """A result file could not be saved.

    With several files, `failures` holds the error of each that failed and `saved` the paths of the others.
    """

    def __init__(
        self,
        message: str,
        *,
        url: str | None = None,
        path: Path | str | None = None,
        failures: Iterable[DownloadError] = (),
        saved: Iterable[Path] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.url = url
        self.path = path
        self.failures: tuple[DownloadError, ...] = tuple(failures)
        self.saved: tuple[Path, ...] = tuple(saved)


class BudgetError(RunComfyError):
    """The request would pass the budget. Nothing was sent.

    `later` says whether it may fit when the jobs that are under way now have ended.
    """

    later: bool = False


class JournalError(RunComfyError):
    """The journal of paid requests cannot be opened, read, written or trusted.

    `path` names the file or the database, never with a password. `transient` says whether another try may work: the
    journal was locked or busy, or the connection to it was lost.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        transient: bool = False,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.path = path
        self.transient = transient


def _join(*facts: str | None) -> str:
    return ", ".join(fact for fact in facts if fact)


def _call(method: str | None, url: str | None) -> str | None:
    return f"{method} {url}" if method and url else None
