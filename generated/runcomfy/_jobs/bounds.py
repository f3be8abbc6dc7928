"""What both drivers keep to when a signal ends them."""

from __future__ import annotations

__all__ = ["BOUND", "TERMINATED"]

BOUND = 5.0  # seconds for everything that is still done after an interrupt
TERMINATED = 128 + 15  # the exit code that a shell gives for SIGTERM
