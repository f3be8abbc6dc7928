"""What an operation may ask its driver to do, and what it gets back."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:
    from .._states import JobUpdate

T = TypeVar("T")


class Request(NamedTuple):
    """One HTTP request, without the token: the driver adds it, and only for the configured host."""

    method: str
    url: str
    body: bytes | None = None

    def __repr__(self) -> str:
        return f"Request({self.method} {self.url})"


class Response(NamedTuple):
    """One HTTP answer. `headers` are looked up in lower case; `cut` says that the body was too large to read."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool = False

    def __repr__(self) -> str:
        return f"Response({self.status})"


class TransportError(Exception):
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


class WithheldError(BaseException):
    """The driver did not let the request leave; `reason` is the exception to raise instead. It stays inside."""

    def __init__(self, reason: BaseException) -> None:
        super().__init__(reason)
        self.reason = reason


class Send(NamedTuple):
    """Send one request.

    `limit` is the time left for it in seconds, or None; `silence` is for how long the server may say nothing, where
    that is less than the options allow. Of one that is `paid` for it matters whether anything has left: what breaks it
    off before that is raised as `WithheldError`.
    """

    request: Request
    limit: float | None = None
    silence: float | None = None
    paid: bool = False


class Sleep(NamedTuple):
    """Do nothing for some seconds. `crowded` says that the server takes nothing now, from anybody."""

    seconds: float
    crowded: bool = False


class Emit(NamedTuple):
    """Show the caller how the job is doing."""

    update: JobUpdate


class Work(NamedTuple):
    """Call something that needs no network: bookkeeping, or reading a file. `blocking` where it may wait for a disk."""

    do: Callable[[], Any]
    blocking: bool = True


Effect: TypeAlias = Send | Sleep | Emit | Work
Operation: TypeAlias = Generator[Effect, Any, T]


def send(
    request: Request, limit: float | None = None, silence: float | None = None, *, paid: bool = False
) -> Operation[Response]:
    """Return the answer to one request.

    Raises:
        TransportError: There is none.
    """
    response: Response | None = yield Send(request, limit, silence, paid)
    if response is None:
        raise TypeError("the driver gave no answer to a Send")
    return response


class Running(Generic[T]):
    """An operation under way: a driver carries out `effect`, and tells what came of it, until there is none.

    Whatever carrying it out raises belongs to the operation, which may still have something to write down.
    """

    __slots__ = ("_operation", "_value", "effect")

    def __init__(self, operation: Operation[T]) -> None:
        self._operation = operation
        self.effect: Effect | None = None
        self.resume(None)

    def resume(self, reply: object) -> None:
        """Go on with what the effect gave. Raises what the operation raises."""
        try:
            self.effect = self._operation.send(reply)
        except StopIteration as stop:
            self._end(stop.value)

    def fail(self, error: BaseException) -> None:
        """Go on with the error that the effect ended in. Raises what the operation raises."""
        if isinstance(error, TransportError):
            # Without its frames, some of which hold the token.
            error = error.with_traceback(None)
        try:
            self.effect = self._operation.throw(error)
        except StopIteration as stop:
            self._end(stop.value)

    def _end(self, value: T) -> None:
        self.effect, self._value = None, value

    @property
    def value(self) -> T:
        """What the operation returned, once it has ended."""
        return self._value

    def close(self) -> None:
        """End it where it stands."""
        self._operation.close()
