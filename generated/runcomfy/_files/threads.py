"""The same work in several threads, of which the caller sees the end whatever interrupts it."""

from __future__ import annotations

import contextlib
import threading
import time
from contextvars import copy_context
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["in_threads"]

_TICK = 0.2  # seconds
_PATIENCE = 5.0  # seconds that an interrupt waits for the threads to clear up


def in_threads(work: Callable[[], object], number: int, stop: threading.Event) -> None:
    """Have so many threads do the same work, and wait for all of them, also where the wait is interrupted."""
    threads: list[threading.Thread] = []
    ended: list[None] = []
    woken: SimpleQueue[None] = SimpleQueue()

    def run() -> None:
        try:
            work()
        finally:
            ended.append(None)
            woken.put(None)

    def join(until: float = float("inf")) -> None:
        # `Thread.join` alone would not do: interrupted, it takes the thread for ended (until Python 3.13), and Ctrl-C
        # does not interrupt it on Windows. Nor would the queue: an interrupt may come with what was just taken from it.
        begun = sum(thread.ident is not None for thread in threads)
        while len(ended) < begun and time.monotonic() < until:
            with contextlib.suppress(Empty):
                woken.get(timeout=_TICK)

    try:
        for count in range(number):
            # Each with the caller's context, where tracing keeps its spans.
            thread = threading.Thread(
                target=copy_context().run, args=(run,), name=f"runcomfy-download-{count}"
            )
            threads.append(thread)
            try:
                thread.start()
            except RuntimeError:
                # There are no more to be had, or the interpreter is ending. Those that run do it all, else this one.
                threads.pop()
                break
        if not threads:
            work()
        join()
    except BaseException:
        # They end with the piece they are at; one that hangs in a transport of the user's own does so by itself.
        # Another interrupt ends the wait for them.
        stop.set()
        join(time.monotonic() + _PATIENCE)
        raise
