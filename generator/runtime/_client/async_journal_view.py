"""`client.journal` for asyncio: the journal as one client's account sees it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from .._plain.brief import brief
from .journal_view import JournalView

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from datetime import date

    from .._jobs.async_job import AsyncJob
    from .._jobs.async_result import AsyncResult
    from .._journal.rows import JournalEntry
    from .._journal.spending import Spending, SpentBy
    from .._many import BatchOutcome
    from .._many.settings import ShowProgress

__all__ = ["AsyncClientJournal"]


class AsyncClientJournal(JournalView):
    """The journal of this client's account and address. What it raises: see `Journal`."""

    @brief
    async def open_jobs(self) -> list[JournalEntry]:
        """Return the jobs that were accepted and whose end is not known here."""
        return await asyncio.to_thread(self._open_entries)

    @brief
    async def unknown(self) -> list[JournalEntry]:
        """Return the requests of which nobody knows whether they were accepted: lost answers, dead processes."""
        return await asyncio.to_thread(self._unknown_entries)

    @brief
    async def spent(self, *, since: str | date | None = None, by: SpentBy | None = None) -> Spending:
        """Return what was spent, as far as the journal knows: `print(...)` it, or take its `rows`, `json()` or `csv()`.

        Args:
            since: The first day, as `2026-11-01`, a date or a datetime, or `7d` for the last seven days.
            by: A line for each `model` or `day`; None is one line.
        """
        return await asyncio.to_thread(self._spending, since, by)

    @brief
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

    @brief
    async def forget(self, *entries: JournalEntry | int | str) -> int:
        """Delete entries, given as such, by number, or by request id; say how many there were."""
        return await asyncio.to_thread(self._require_journal().forget, *entries)

    @brief
    async def prune(self, older_than_days: float = 30.0) -> int:
        """Delete what ended so many days ago, and what was never sent or was refused; say how many there were."""
        return await asyncio.to_thread(self._require_journal().prune, older_than_days)
