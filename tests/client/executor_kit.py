"""What the tests of batches on an executor share."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor, Future
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Kit, QueueServer

FAST: dict[str, Any] = {"requests_per_second": None, "progress": False}


def client_of(kit: Kit, queue: QueueServer, journal: Path, **settings: Any) -> Any:
    client = kit.client("t", base_url=queue.base_url, journal=journal, **settings)
    return client.with_options(poll_interval=0.02, poll_max=0.05)


def posts(queue: QueueServer) -> int:
    return sum(method == "POST" and path.startswith("/v1/models") for method, path in queue.seen)


class Forgetful(Executor):
    """Runs each task, and then says that its worker has died: as many times as it is told to."""

    def __init__(self, times: int) -> None:
        self.times = times

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        value = fn(*args, **kwargs)
        self.times -= 1
        if self.times >= 0:
            future.set_exception(BrokenExecutor("a worker has died"))
        else:
            future.set_result(value)
        return future
