"""Shows how a batch is doing: in a notebook, on a terminal with rich where it is installed, or by a function."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING, Any

from .._catalogue.price import shown as dollars
from .._jobs.notebook import Display
from .._jobs.progress import in_notebook
from .._plain.log import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .outcome import BatchProgress

__all__ = ["shown"]

_OFTEN = 0.2  # seconds between two changes of what a notebook shows: each is a message to the browser


@contextlib.contextmanager
def shown(wanted: object, look: Callable[[], BatchProgress]) -> Generator[Callable[[], object]]:
    """Give what is to be called whenever something has happened."""
    if callable(wanted):
        yield _Callback(wanted, look)
        return
    if wanted and in_notebook():
        notebook = _Notebook(look)
        try:
            yield notebook.show
        finally:
            notebook.show(at_once=True)
        return
    bar = _progress_bar() if wanted and sys.stderr is not None and sys.stderr.isatty() else None
    if bar is None:
        yield _nothing
        return
    task = bar.add_task("RunComfy", total=None, rest="")

    def show() -> None:
        now = look()
        bar.update(task, total=now.total, completed=now.done, rest=_rest(now))

    with bar:
        show()
        try:
            yield show
        finally:
            show()


def _rest(now: BatchProgress) -> str:
    failed = f", {now.failed} failed" if now.failed else ""
    spent = f", {dollars(now.spent)}" if now.spent else ""
    return f"{now.running} running{failed}{spent}"


class _Notebook:
    """One output of a notebook, kept up to date."""

    def __init__(self, look: Callable[[], BatchProgress]) -> None:
        self._look = look
        self._last: BatchProgress = look()
        self._next = 0.0
        self._display = Display(*self._said())

    def show(self, *, at_once: bool = False) -> None:
        if not at_once and time.monotonic() < self._next:
            return
        now = self._look()
        if now != self._last:
            self._last, self._next = now, time.monotonic() + _OFTEN
            self._display.show(*self._said())

    def _said(self) -> tuple[str, str]:
        now = self._last
        words = f"{now.done} of {now.total} done, {_rest(now)}"
        bar = f'<progress value="{now.done}" max="{max(now.total, 1)}"></progress>'
        return f"RunComfy: {words}", f"<div><p>RunComfy: {words}</p><p>{bar}</p></div>"


def _nothing() -> None:
    pass


class _Callback:
    """Tells a function. One that fails is told nothing more: the jobs matter more than what is shown of them."""

    def __init__(self, function: Callable[..., object], look: Callable[[], BatchProgress]) -> None:
        self._function: Callable[..., object] | None = function
        self._look = look

    def __call__(self) -> None:
        if self._function is None:
            return
        try:
            self._function(self._look())
        except Exception as error:  # noqa: BLE001
            self._function = None
            warn(f"progress failed, and is not called any more: {type(error).__name__}: {error}")


def _progress_bar() -> Any:
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    except ImportError:
        return None
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rest]}"),
        TimeElapsedColumn(), console=Console(stderr=True), transient=True,
    )  # fmt: skip
