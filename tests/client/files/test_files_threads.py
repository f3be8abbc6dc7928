"""The same work in several threads, whatever interrupts the one that waits for them."""

from __future__ import annotations

import threading
import time
from queue import SimpleQueue

import pytest

from tests.inside import download_threads_module as threads


class Interrupted(SimpleQueue[None]):
    """A queue with which an interrupt comes just after something was taken from it."""

    asked = threading.Event()

    def get(self, block: bool = True, timeout: float | None = None) -> None:
        again = self.asked.is_set()
        self.asked.set()
        super().get(block, None if not again else timeout)
        if not again:
            raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "SimpleQueue", Interrupted)
    monkeypatch.setattr(Interrupted, "asked", threading.Event())


def test_an_interrupt_waits_for_no_thread_that_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "_PATIENCE", 60.0)
    began, stop = time.monotonic(), threading.Event()
    with pytest.raises(KeyboardInterrupt):
        threads.in_threads(lambda: Interrupted.asked.wait(30), 2, stop)
    assert stop.is_set()
    assert time.monotonic() - began < 30


def test_an_interrupt_waits_for_the_threads_that_work() -> None:
    first, stop = threading.Lock(), threading.Event()
    ended: list[None] = []

    def work() -> None:
        assert Interrupted.asked.wait(30)
        if not first.acquire(blocking=False):
            assert stop.wait(30)
        ended.append(None)

    with pytest.raises(KeyboardInterrupt):
        threads.in_threads(work, 3, stop)
    assert len(ended) == 3
