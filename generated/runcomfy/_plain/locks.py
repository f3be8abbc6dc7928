"""Locks that a forked process finds free.

A fork takes along all memory, and of the threads one only: a lock that another thread held just then would stay locked
in the child for ever.
"""

from __future__ import annotations

import os
import threading
import weakref

__all__ = ["make_lock"]

_made: weakref.WeakSet[threading.Lock] = weakref.WeakSet()


def make_lock() -> threading.Lock:
    """Return a new lock. It is for what is worth something in a child, too; what is not, the child makes anew."""
    lock = threading.Lock()
    _made.add(lock)
    return lock


def _free_all() -> None:
    for lock in list(_made):
        # As Python's own `threading` does with the locks of its threads and events.
        lock._at_fork_reinit()  # type: ignore[attr-defined]


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_free_all)
