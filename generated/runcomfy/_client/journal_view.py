"""What both forms of `client.journal` do: the journal as one client's account sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._journal.rows import LOST, OPEN, is_lost
from ..errors import ConfigError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from .._jobs.core import Core
    from .._journal.journal import Journal
    from .._journal.rows import JournalEntry
    from .._journal.spending import Spending, SpentBy

__all__ = ["JournalView"]


class _NoJournalError(ConfigError, AttributeError):
    """An AttributeError, too: what looks at every attribute, as a debugger or a mock does, passes over such ones."""


class JournalView:
    """The journal of one account and address."""

    def __init__(self, core: Core[Any]) -> None:
        self._core = core

    @property
    def is_on(self) -> bool:
        """Whether the client keeps one. Everything else here raises `ConfigError` where it keeps none."""
        return self._core.ledger.journal is not None

    def _require_journal(self) -> Journal:
        journal = self._core.ledger.journal
        if journal is None:
            raise _NoJournalError(
                "This client keeps no journal.", hint="Make it with journal=True, or with a path."
            )
        return journal

    @property
    def path(self) -> Path | None:
        """The file; None for a database."""
        return self._require_journal().path

    @property
    def location(self) -> str:
        """The file, or the database without its password."""
        return self._require_journal().location

    def _spending(self, since: str | date | None, by: SpentBy | None) -> Spending:
        from .._journal.spending import moment_of, spending_of

        self._require_journal()
        # All that stands here of the account is play money, or none of it: the address is one of the two.
        return spending_of(self._core.ledger.writer.entries("1=1"), since=moment_of(since), by=by)

    def _open_entries(self) -> list[JournalEntry]:
        self._require_journal()
        return self._core.ledger.writer.entries(OPEN)

    def _unknown_entries(self) -> list[JournalEntry]:
        self._require_journal()
        found = self._core.ledger.writer.entries(LOST)
        return [entry for entry in found if is_lost(entry)]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.location if self.is_on else 'that is off'}>"
