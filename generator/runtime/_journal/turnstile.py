"""A queue of processes before a file, which the system keeps: who comes first is first, and nobody asks in vain.

It only spares them trying at random. The file's own locks decide who may write; where the queue does not move, because
somebody in it is frozen, it is passed by.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Turnstile"]

_LONGEST = 2.0  # seconds without anybody's turn after which a queue does not move
_PASSED_BY = 30.0  # seconds for which such a queue is not joined again


class Turnstile:
    """One place in the queue at a time. Whoever comes back in time still has the place that was theirs."""

    def __init__(self, path: Path) -> None:
        """
        Args:
            path: A file for nothing else.
        """
        self._path = path
        self._handle: int | None = None
        self._place: _Place | None = None
        self._stuck_until = 0.0

    def enter(self, timeout: float) -> None:
        """Wait until it is our turn, or for so many seconds, or until it is clear that the queue does not move."""
        if sys.platform == "win32" or self._handle is not None or time.monotonic() < self._stuck_until:
            return
        place, self._place = self._place, None
        try:
            if place is None or not place.resume():
                place = _Place(self._path)
        except OSError:
            # Whatever is wrong there, the journal's own file says it better.
            return
        self._handle = place.wait(timeout)
        if self._handle is not None:
            return
        if place.stuck:
            self._stuck_until = time.monotonic() + _PASSED_BY
        else:
            self._place = place

    def leave(self) -> None:
        """Let the next one enter."""
        if self._handle is not None:
            _close(self._handle)
            self._handle = None


class _Place:
    """A place in the queue. The system cannot wait for so many seconds only: a thread of its own does."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        self._settled = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._given_up = False
        self._gone = False
        self.stuck = False
        """Whether nobody had a turn while we waited."""

    def wait(self, timeout: float) -> int | None:
        """Return what holds the turn, or None where it did not come in time."""
        if self._thread is None:
            if _lock(self._handle, wait=False):
                return self._taken()
            self._thread = threading.Thread(
                target=self._wait_in_line, daemon=True, name="runcomfy-journal-queue"
            )
            self._thread.start()
        try:
            self._wait_while_it_moves(timeout)
        finally:
            with self._lock:
                self._given_up = not self._settled.is_set()
        return None if self._given_up else self._taken()

    def _wait_while_it_moves(self, timeout: float) -> None:
        ends, last = time.monotonic() + timeout, self._last_turn()
        while not self._settled.wait(max(0.0, min(_LONGEST, ends - time.monotonic()))):
            if time.monotonic() >= ends:
                return
            before, last = last, self._last_turn()
            if before == last:
                self.stuck = True
                return

    def resume(self) -> bool:
        """Go on waiting at the same place; False where the turn has come and gone."""
        with self._lock:
            if not self._gone:
                self._given_up = False
            return not self._gone

    def _taken(self) -> int:
        # Seen by all who wait: the queue moves.
        with contextlib.suppress(OSError):
            os.utime(self._handle)
        return self._handle

    def _last_turn(self) -> int:
        return os.fstat(self._handle).st_mtime_ns

    def _wait_in_line(self) -> None:
        _lock(self._handle, wait=True)
        with self._lock:
            if self._given_up:
                self._gone = True
                _close(self._handle)
            else:
                self._settled.set()


def _lock(handle: int, *, wait: bool) -> bool:
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Then the journal's own locks have to do.
            return True
    return True


def _close(handle: int) -> None:
    if sys.platform != "win32":
        import fcntl

        # A child that was forked meanwhile has this handle, too, and would keep the turn.
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)
    os.close(handle)
