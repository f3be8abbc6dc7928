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
        if time.monotonic() - started > _PATIENCE:
            filled = _WIDTH * done // max(total, 1)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            shown = _draw(f"\r{bar} {done}/{total} models") or shown

    try:
        yield step
    finally:
        if shown:
            _draw("\r\x1b[K")


def _draw(text: str) -> bool:
    """Write to a terminal, and say whether there is one; one that has gone ends no run."""
    try:
        if sys.stderr is None or not sys.stderr.isatty():  # pyright: ignore[reportUnnecessaryComparison]
            return False
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        return False
    return True
