"""Progress on a terminal, with rich."""

from __future__ import annotations

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

__all__ = ["RichProgress"]


class RichProgress:
    """A spinner, what goes on, and the time so far."""

    def __init__(self) -> None:
        # What strangers say is text, never markup.
        self._live = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
        )
        self._task = self._live.add_task("")
        self._live.start()

    def show(self, text: str, *, key: object, elapsed: float | None = None) -> None:
        """Show this now."""
        del key, elapsed  # rich has a clock of its own
        self._live.update(self._task, description=text)

    def clear(self) -> None:
        """Nothing to do: rich puts what is written to standard error above the spinner."""

    def close(self) -> None:
        """Take the spinner away."""
        self._live.stop()
