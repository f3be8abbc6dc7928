"""The journal of paid requests: what was sent, and what became of it, in a small database that outlives a crash."""

from __future__ import annotations

from .journal import Journal, shared_journal
from .rows import JournalEntry
from .scribe import Claim, Intent, Scribe, is_lost, may_be_sent

__all__ = ["Claim", "Intent", "Journal", "JournalEntry", "Scribe", "is_lost", "may_be_sent", "shared_journal"]
