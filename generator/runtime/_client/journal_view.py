"""`client.journal`: the journal as one client's account sees it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from .._journal.rows import LOST, OPEN, is_lost
from ..errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator
    from datetime import date
    from pathlib import Path

    from .._jobs.async_job import AsyncJob
    from .._jobs.core import Core
    from .._jobs.result import AsyncResult, Result
    from .._jobs.sync_job import Job
    from .._journal.journal import Journal
    from .._journal.rows import JournalEntry
    from .._journal.spending import Spending, SpentBy
    from .._many import BatchOutcome
    from .._many.settings import ShowProgress

__all__ = ["AsyncClientJournal", "ClientJournal"]


class _JournalView:
    def __init__(self, core: Core[Any]) -> None:
        self._core = core

    @property
    def is_on(self) -> bool:
        """Whether the client keeps one. Everything else here raises `ConfigError` where it keeps none."""
        return self._core.ledger.journal is not None

    def _require_journal(self) -> Journal:
        journal = self._core.ledger.journal
        if journal is None:
            raise ConfigError(
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


class ClientJournal(_JournalView):
    """The journal of this client's account and address. What it raises: see `Journal`."""

    def open_jobs(self) -> list[JournalEntry]:
        """Return the jobs that were accepted and whose end is not known here."""
        return self._open_entries()

    def unknown(self) -> list[JournalEntry]:
        """Return the requests of which nobody knows whether they were accepted: lost answers, dead processes."""
        return self._unknown_entries()

    def spent(self, *, since: str | date | None = None, by: SpentBy | None = None) -> Spending:
        """Return what was spent, as far as the journal knows: `print(...)` it, or take its `rows`, `json()` or `csv()`.

        Args:
            since: The first day, as `2026-11-01`, a date or a datetime, or `7d` for the last seven days.
            by: A line for each `model` or `day`; None is one line.
        """
        return self._spending(since, by)

    def resume_all(
        self, *, requests_per_second: float | None = 20.0, progress: ShowProgress = True
    ) -> Generator[BatchOutcome[Result[Any], Job[Any]]]:
        """Wait for all the open jobs, and yield what comes of each as it ends. Nothing is submitted."""
        from .._many import Batch, Settings
        from .._many.sync import outcomes

        entries = self._open_entries()
        many = Settings(max(1, len(entries)), requests_per_second=requests_per_second, progress=progress)
        batch = Batch(self._core.view(self._core.options.changed({"once": None})), many)
        batch.take_up(entries)
        return outcomes(batch)

    def forget(self, *entries: JournalEntry | int | str) -> int:
        """Delete entries, given as such, by number, or by request id; say how many there were."""
        return self._require_journal().forget(*entries)

    def prune(self, older_than_days: float = 30.0) -> int:
        """Delete what ended so many days ago, and what was never sent or was refused; say how many there were."""
        return self._require_journal().prune(older_than_days)


class AsyncClientJournal(_JournalView):
    """The journal of this client's account and address. What it raises: see `Journal`."""

    async def open_jobs(self) -> list[JournalEntry]:
        """Return the jobs that were accepted and whose end is not known here."""
        return await asyncio.to_thread(self._open_entries)

    async def unknown(self) -> list[JournalEntry]:
        """Return the requests of which nobody knows whether they were accepted: lost answers, dead processes."""
        return await asyncio.to_thread(self._unknown_entries)

    async def spent(self, *, since: str | date | None = None, by: SpentBy | None = None) -> Spending:
        """Return what was spent, as far as the journal knows: `print(...)` it, or take its `rows`, `json()` or `csv()`.

        Args:
            since: The first day, as `2026-11-01`, a date or a datetime, or `7d` for the last seven days.
            by: A line for each `model` or `day`; None is one line.
        """
        return await asyncio.to_thread(self._spending, since, by)

    async def resume_all(
        self, *, requests_per_second: float | None = 20.0, progress: ShowProgress = True
    ) -> AsyncGenerator[BatchOutcome[AsyncResult[Any], AsyncJob[Any]]]:
        """Wait for all the open jobs, and yield what comes of each as it ends. Nothing is submitted."""
        from .._many import Batch, Settings
        from .._many.aio import outcomes

        entries = await self.open_jobs()
        many = Settings(max(1, len(entries)), requests_per_second=requests_per_second, progress=progress)
        batch = Batch(self._core.view(self._core.options.changed({"once": None})), many)
        batch.take_up(entries)
        async with contextlib.aclosing(outcomes(batch, None)) as found:
            async for outcome in found:
                yield outcome

    async def forget(self, *entries: JournalEntry | int | str) -> int:
        """Delete entries, given as such, by number, or by request id; say how many there were."""
        return await asyncio.to_thread(self._require_journal().forget, *entries)

    async def prune(self, older_than_days: float = 30.0) -> int:
        """Delete what ended so many days ago, and what was never sent or was refused; say how many there were."""
        return await asyncio.to_thread(self._require_journal().prune, older_than_days)
