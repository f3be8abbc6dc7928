"""How a single job is doing, shown to who waits for it: in a notebook by itself, on a terminal where that is wanted."""

from __future__ import annotations

import contextlib
import sys
import threading
from typing import TYPE_CHECKING, Any

from .._plain.text import one_line
from .._states import state_text

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .._states import JobUpdate
    from .job import JobBase

    Show = Callable[[JobUpdate], object]

__all__ = ["in_notebook", "nothing", "shown"]


def in_notebook() -> bool:
    """Return whether this is a notebook's kernel. IPython is not imported for that: in a notebook it is there."""
    try:
        shell: Any = sys.modules["IPython"].get_ipython()
    except (KeyError, AttributeError):
        return False
    return getattr(shell, "kernel", None) is not None


@contextlib.contextmanager
def shown(wanted: bool | None, job: JobBase[Any]) -> Generator[Show]:
    """Give what is to be told each update of the job. None is wanted in a notebook alone."""
    if wanted is not False and in_notebook():
        from .job import show_in_notebook

        show_in_notebook(job)
        yield nothing
        return
    terminal = _find_terminal() if wanted else None
    if terminal is None:
        yield nothing
        return
    key, head = object(), one_line(job.model_id or f"request {job.request_id}")
    terminal.show(key, head)

    def show(update: JobUpdate) -> None:
        terminal.show(key, f"{head}: {one_line(state_text(update.status, update.queue_position))}")

    try:
        yield show
    finally:
        terminal.drop(key)


def nothing(_update: JobUpdate) -> None:
    pass


def _find_terminal() -> _Terminal | None:
    if sys.stderr is None or not sys.stderr.isatty():  # pyright: ignore[reportUnnecessaryComparison]
        return None
    try:
        import rich.progress  # noqa: F401  # pyright: ignore[reportUnusedImport]
    except ImportError:
        return _lines
    return _bars


class _Terminal:
    """Jobs on standard error, any number at a time and from any thread. What fails here must not cost a job."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def show(self, key: object, text: str) -> None:
        """Show this of one job, known by its key."""
        with self._lock, contextlib.suppress(Exception):
            self._show(key, text)

    def drop(self, key: object) -> None:
        """Remove a job that is not waited for any more."""
        with self._lock, contextlib.suppress(Exception):
            self._drop(key)

    def _show(self, key: object, text: str) -> None:
        raise NotImplementedError

    def _drop(self, key: object) -> None:
        """Do nothing, where nothing has to go."""


class _Lines(_Terminal):
    """One line for each change."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[object, str] = {}

    def _show(self, key: object, text: str) -> None:
        if self._last.get(key) != text:
            self._last[key] = text
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()

    def _drop(self, key: object) -> None:
        self._last.pop(key, None)


class _Bars(_Terminal):
    """A spinner for each job, with rich, as long as it is waited for."""

    def __init__(self) -> None:
        super().__init__()
        self._live: Any = None
        self._tasks: dict[object, Any] = {}

    def _show(self, key: object, text: str) -> None:
        if self._live is None:
            self._live = _live()
            self._live.start()
        if key in self._tasks:
            self._live.update(self._tasks[key], description=text)
        else:
            self._tasks[key] = self._live.add_task(text)

    def _drop(self, key: object) -> None:
        task = self._tasks.pop(key, None)
        if task is not None:
            self._live.remove_task(task)
        if not self._tasks and self._live is not None:
            live, self._live = self._live, None
            live.stop()


def _live() -> Any:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    # What strangers say is text, never markup.
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True, redirect_stdout=False,
    )  # fmt: skip


_lines, _bars = _Lines(), _Bars()
