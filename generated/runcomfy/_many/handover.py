"""Ended jobs for other people's workers: any `concurrent.futures.Executor`, in this process or on other machines.

Nothing that is paid for happens there. A worker that dies takes nothing with it but the call, which is made again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from .._plain.log import logger
from ..errors import RunComfyError, WaitTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from concurrent.futures import Executor, Future

    from .._jobs.sync_result import Result
    from .._protocol.effects import Send, Sleep, Work

__all__ = ["Hand", "Hands", "hand_over"]

_TRIES = 3  # workers that one result is given to, one after the other
_SILENT = 30.0  # seconds without a word from the executor after which that is said


@dataclass(frozen=True, slots=True)
class Hand:
    """Give something to an executor, and go on with what its worker returned; until the moment `ends`."""

    give: Callable[[], Future[Any]]
    ends: float | None


@dataclass(frozen=True, slots=True)
class _Returned:
    value: Any = None
    error: Exception | None = None


def call(then: Callable[[Any], Any], result: object) -> _Returned:
    """Do the worker's part. What the function raises is its own, and no reason to call it again."""
    try:
        return _Returned(then(result))
    except Exception as error:  # noqa: BLE001 (it is the request's outcome)
        return _Returned(error=error)


def portable(result: Any) -> Result[Any]:
    """Return the result as ordinary code has it, which can be pickled."""
    from .._files.sync import Downloader
    from .._jobs.sync_result import Result

    if isinstance(result, Result):
        ready: Result[Any] = result  # pyright: ignore[reportUnknownVariableType]
        return ready
    facts = {one.name: getattr(result, one.name) for one in fields(result)}
    saving = result._downloader
    return Result(**facts, _downloader=Downloader(policy=saving.policy, deadline=saving.deadline))


def hand_over(
    executor: Executor, then: Callable[[Any], Any], result: object, job: Any, ends: float | None
) -> Generator[Hand | Send | Sleep | Work, Any, Any]:
    """Yield what the function returned for a result.

    Raises:
        Exception: The function's own.
        WaitTimeoutError: It had not returned at the deadline.
        RunComfyError: The executor could not run it.
    """
    lost: BaseException | None = None
    given = portable(result)
    for _ in range(_TRIES):
        try:
            returned: _Returned = yield Hand(lambda: executor.submit(call, then, given), ends)
        except TimeoutError:
            raise WaitTimeoutError(
                "The job has ended, but `then` had not returned at the deadline.",
                job=job,
                hint="The outcome holds the result: call `then` on it, or give the executor more workers.",
            ) from None
        except Exception as error:  # noqa: BLE001 (what an executor raises is its own)
            lost = error
            logger.info("request %s: the executor lost it: %s", job.request_id, type(error).__name__)
            continue
        if returned.error is not None:
            raise returned.error
        return returned.value
    raise RunComfyError(
        f"The executor could not run `then` for request {job.request_id}: {type(lost).__name__}: {lost}",
        hint="The job has ended and is paid for; the outcome holds its result.",
    ) from lost


class Hands:
    """What an executor has at the moment: who waits for it, and until when. Guarded by whoever drives the batch."""

    def __init__(self) -> None:
        self._given: dict[Any, tuple[Future[Any], float | None]] = {}
        self._heard = time.monotonic()
        self._told = False

    def __len__(self) -> int:
        return len(self._given)

    def give(self, flow: object, future: Future[Any], ends: float | None) -> None:
        """Note that a flow waits for this."""
        if not self._given:
            self._heard = time.monotonic()
        self._given[flow] = (future, ends)

    def take(self, flow: object) -> bool:
        """Return whether the flow still waits; it does not any more."""
        self._heard = time.monotonic()
        return self._given.pop(flow, None) is not None

    def overdue(self, now: float) -> list[Any]:
        """Return the flows whose deadline has passed, and forget them. An executor that is silent is told of."""
        late = [flow for flow, (_, ends) in self._given.items() if ends is not None and ends <= now]
        for flow in late:
            self._given.pop(flow)[0].cancel()
        silent = time.monotonic() - self._heard
        if self._given and silent > _SILENT and not self._told:
            self._told = True
            logger.warning(
                "The executor has had %d results for %.0f seconds and returned none: has it any workers?",
                len(self._given), silent,
            )  # fmt: skip
        return late

    def cancel(self) -> None:
        """Cancel all of them: the batch is over."""
        for future, _ in self._given.values():
            future.cancel()
        self._given.clear()
