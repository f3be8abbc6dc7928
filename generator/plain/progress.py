"""A progress bar for runs longer than a second on a terminal; silence otherwise."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = ["progress_bar"]

_PATIENCE = 1.0
_WIDTH = 30


@contextmanager
def progress_bar() -> Generator[Callable[[int, int], None]]:
    """Give a function to call with how many models are done, and of how many; the bar appears after a second."""
    started = time.monotonic()
    shown = False

    def step(done: int, total: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - started > _PATIENCE:
            shown = True
            filled = _WIDTH * done // max(total, 1)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            sys.stderr.write(f"\r{bar} {done}/{total} models")
            sys.stderr.flush()

    try:
        yield step
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
