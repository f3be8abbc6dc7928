"""A fork takes no other thread along, and none of the locks that one held stays locked in the child for ever."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.client.conftest import Kit, QueueServer

Lock = type(threading.Lock())
CONTAINERS = (dict, list, tuple, set)


def locks_below(root: object) -> list[Any]:
    """Every lock that the client and its modules hold, through things of the package's own."""
    found: dict[int, Any] = {}
    seen: set[int] = set()
    waiting = [root, *(vars(module) for name, module in sys.modules.items() if is_ours(name))]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Lock):
            found[id(one)] = one
        elif type(one) in CONTAINERS or is_ours(type(one).__module__):
            waiting += gc.get_referents(one)
    return list(found.values())


def is_ours(module: str) -> bool:
    return module == "runcomfy" or module.startswith("runcomfy.")


@contextlib.contextmanager
def held(locks: list[Any]) -> Iterator[None]:
    """Have another thread hold them all."""
    holds, enough = threading.Event(), threading.Event()

    def hold() -> None:
        taken = [lock for lock in locks if lock.acquire(timeout=1)]
        holds.set()
        enough.wait(60)
        for lock in taken:
            lock.release()

    thread = threading.Thread(target=hold)
    thread.start()
    assert holds.wait(60)
    try:
        yield
    finally:
        enough.set()
        thread.join()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_child_works_whatever_was_locked_at_its_fork(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = kit.client(base_url=queue.base_url)
    # All that it has is there, and nothing else is waited for.
    kit.call(client.model("v/m").run({"n": 0}))
    locks = locks_below(client)
    assert len(locks) > 10
    with held(locks):
        child = os.fork()
        if child == 0:
            # What hangs here would hang for ever.
            signal.alarm(20)
            if kit.runner is not None:
                kit.runner = asyncio.Runner()
            code = 1
            with contextlib.suppress(BaseException):
                kit.call(client.model("v/m").run({"n": 1}))
                other = runcomfy.RunComfy("t", base_url=queue.base_url, journal=tmp_path / "journal.sqlite3")
                other.model("v/m").submit({"n": 2})
                code = 0
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    kit.call(client.model("v/m").run({"n": 2}))
    assert sum(method == "POST" for method, _ in queue.seen) == 4
