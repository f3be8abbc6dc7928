"""What the tests of batches with an executor share."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor, Future
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Forgetful(Executor):
    """Runs each task, and then says that its worker has died: as many times as it is told to."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.ran = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        value = fn(*args, **kwargs)
        self.ran += 1
        if self.ran <= self.times:
            future.set_exception(BrokenExecutor("a worker has died"))
        else:
            future.set_result(value)
        return future


class Mute(Executor):
    """Takes everything, and never comes to it: a cluster without workers."""

    def __init__(self) -> None:
        self.given: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given.append(future)
        return future
