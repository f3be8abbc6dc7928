"""Shows how a batch is doing: with rich where it is installed and someone looks at a terminal, or by a function."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

from .._catalogue.price import shown as dollars
from .._plain.log import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .outcome import BatchProgress

__all__ = ["shown"]


@contextlib.contextmanager
def shown(wanted: object, look: Callable[[], BatchProgress]) -> Generator[Callable[[], object]]:
    """Give what is to be called whenever something has happened."""
    if callable(wanted):
        yield _Callback(wanted, look)
        return
    bar = _progress_bar() if wanted and sys.stderr is not None and sys.stderr.isatty() else None
    if bar is None:
        yield _nothing
        return
    task = bar.add_task("RunComfy", total=None, rest="")

    def show() -> None:
        now = look()
        failed = f", {now.failed} failed" if now.failed else ""
        spent = f", {dollars(now.spent)}" if now.spent else ""
        bar.update(task, total=now.total, completed=now.done, rest=f"{now.running} running{failed}{spent}")

    with bar:
        show()
        try:
            yield show
        finally:
            show()


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
