"""The journal of paid requests: what was sent, and what became of it, in a small database that outlives a crash.

May use the plain things below; it knows nothing of budgets, which stand above it.
"""

from __future__ import annotations

from .claims import Hold, Intent
from .journal import Journal, find_journal, shared_journal, writer_of
from .rows import DuplicateIdError, JournalEntry, is_lost
from .writer import JournalWriter

__all__ = [
    "DuplicateIdError",
    "Hold",
    "Intent",
    "Journal",
    "JournalEntry",
    "JournalWriter",
    "find_journal",
    "is_lost",
    "shared_journal",
    "writer_of",
]
