"""`client.journal`: the journal as one client's account sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._plain.brief import brief
from .journal_view import JournalView

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import date

    from .._jobs.sync_job import Job
    from .._jobs.sync_result import Result
    from .._journal.rows import JournalEntry
    from .._journal.spending import Spending, SpentBy
    from .._many import BatchOutcome
    from .._many.settings import ShowProgress

__all__ = ["ClientJournal"]


class ClientJournal(JournalView):
    """The journal of this client's account and address. What it raises: see `Journal`."""

    @brief
    def open_jobs(self) -> list[JournalEntry]:
        """Return the jobs that were accepted and whose end is not known here."""
        return self._open_entries()

    @brief
    def unknown(self) -> list[JournalEntry]:
        """Return the requests of which nobody knows whether they were accepted: lost answers, dead processes."""
        return self._unknown_entries()

    @brief
    def spent(self, *, since: str | date | None = None, by: SpentBy | None = None) -> Spending:
        """Return what was spent, as far as the journal knows: `print(...)` it, or take its `rows`, `json()` or `csv()`.

        Args:
            since: The first day, as `2026-11-01`, a date or a datetime, or `7d` for the last seven days.
            by: A line for each `model` or `day`; None is one line.
        """
        return self._spending(since, by)

    @brief
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

    @brief
    def forget(self, *entries: JournalEntry | int | str) -> int:
        """Delete entries, given as such, by number, or by request id; say how many there were."""
        return self._require_journal().forget(*entries)

    @brief
    def prune(self, older_than_days: float = 30.0) -> int:
        """Delete what ended so many days ago, and what was never sent or was refused; say how many there were."""
        return self._require_journal().prune(older_than_days)
