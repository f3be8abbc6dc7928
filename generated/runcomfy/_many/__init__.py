"""Many requests at once: bounded, resumable, and with one schedule for all that waits.

May use one job, the books and all below; the clients stand above it.
"""

from __future__ import annotations

from .batch import Batch
from .items import BatchRequest, listed
from .outcome import BatchOutcome, BatchProgress
from .settings import BatchSettings, Settings, settings_of

__all__ = [
    "Batch",
    "BatchOutcome",
    "BatchProgress",
    "BatchRequest",
    "BatchSettings",
    "Settings",
    "listed",
    "settings_of",
]
