"""What an operation may ask its driver to do, and what it gets back."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from .._states import Update

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, without the token: the driver adds it, and only for the configured host."""

    method: str
    url: str
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. `headers` are looked up in lower case; `cut` says that the body was too large to read."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    cut: bool = False


class TransportFault(Exception):  # noqa: N818 (it never reaches the user)
    """There is no answer.

    `unsent` is True only where certainly nothing has reached the server, `lasting` where another try is of no use.
    """

    def __init__(
        self, message: str, *, unsent: bool = False, timed_out: bool = False, lasting: bool = False
    ) -> None:
        super().__init__(message)
        self.message = message
        self.unsent = unsent
        self.timed_out = timed_out
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class Send:
    """Send one request; `limit` is the time left for it in seconds, or None."""

    request: Request
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Sleep:
    """Do nothing for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Emit:
    """Show the caller how the job is doing."""

    update: Update


Effect: TypeAlias = Send | Sleep | Emit
Operation: TypeAlias = Generator[Effect, Answer | None, T]


def send(request: Request, limit: float | None = None) -> Operation[Answer]:
    """The answer to one request.

    Raises:
        TransportFault: There is none.
    """
    answer = yield Send(request, limit)
    if answer is None:
        raise TypeError("the driver gave no answer to a Send")
    return answer
