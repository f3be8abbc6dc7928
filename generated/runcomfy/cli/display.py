"""What a person sees: remarks on standard error, progress while a job runs, and the answer on standard output."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Protocol

from .._plain.text import one_line, printable
from .text import close_quietly, json_text, styled, width, write

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._states import JobUpdate

__all__ = ["Display", "Progress"]

_MEGABYTE = 1_000_000


class Progress(Protocol):
    """Shows how one job is doing."""

    def show(self, text: str, *, key: object, elapsed: float | None = None) -> None:
        """Show this now; the `key` changes when it says something new."""

    def clear(self) -> None:
        """Make room for a line of text."""

    def close(self) -> None:
        """End."""


class Display:
    """Writes to the standard streams, whatever they are at that moment."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False, debug: bool = False) -> None:
        self.as_json = as_json
        self.quiet = quiet
        self.debug = debug
        self.request_id: str | None = None
        self._progress: Progress | None = None

    def answer(self, text: str) -> None:
        """Write a line of the answer, for people and pipes."""
        if not self.as_json:
            self._clear()
            write(printable(text), sys.stdout)

    def document(self, value: object) -> None:
        """Write the answer as JSON; nothing where it was not asked for."""
        if self.as_json:
            self._clear()
            write(json_text(value), sys.stdout)

    def remark(self, text: str) -> None:
        """Write something that is good to know, unless silence was asked for."""
        if not self.quiet:
            self.tell(text)

    def tell(self, text: str) -> None:
        """Write something that must be known."""
        self._say(printable(text))

    def warning(self, text: str) -> None:
        """Write about something that is wrong, but stops nothing."""
        self._headed("warning:", "1;33", text)

    def error(self, text: str) -> None:
        """Write what went wrong."""
        self._headed("error:", "1;31", text)

    def submitted(self, request_id: str, model_id: str | None) -> None:
        """Write the id of a new job, without which it would be lost: whatever was asked for."""
        self.request_id = request_id
        self.tell(f"request {request_id}" + (f" ({model_id})" if model_id and not self.quiet else ""))

    def update(self, update: JobUpdate) -> None:
        """Show how a job is doing."""
        from .._states import state_text

        state = state_text(update.status, update.queue_position)
        self._show(state, key=(update.status, update.queue_position), elapsed=update.elapsed)

    def saving(self, done: int, total: int | None, name: str) -> None:
        """Show how a download is doing."""
        of = f" of {total / _MEGABYTE:.1f}" if total else ""
        self._show(f"saving {name}: {done / _MEGABYTE:.1f}{of} MB", key=("saving", name))

    @contextlib.contextmanager
    def progress(self, text: str) -> Generator[None]:
        """Show updates while the block runs, from `text` on."""
        # A job that is paid for does not end because its terminal has gone.
        with contextlib.suppress(OSError):
            self._progress = self._make_progress()
        self._show(text, key=None)
        try:
            yield
        finally:
            progress, self._progress = self._progress, None
            if progress is not None:
                with contextlib.suppress(OSError):
                    progress.close()

    def _show(self, text: str, *, key: object, elapsed: float | None = None) -> None:
        if self._progress is not None:
            with contextlib.suppress(OSError):
                self._progress.show(one_line(text), key=key, elapsed=elapsed)

    def _make_progress(self) -> Progress | None:
        if self.quiet:
            return None
        if not sys.stderr.isatty() or os.environ.get("TERM") in {None, "dumb"}:
            return _Lines(self)
        try:
            from .display_rich import RichProgress
        except ImportError:
            return _OneLine()
        return RichProgress()

    def _clear(self) -> None:
        if self._progress is not None:
            with contextlib.suppress(OSError):
                self._progress.clear()

    def _headed(self, head: str, code: str, text: str) -> None:
        self._say(f"{styled(head, code, sys.stderr)} {printable(text)}")

    def _say(self, text: str) -> None:
        self._clear()
        try:
            write(text, sys.stderr)
        except OSError:
            # A job that is paid for does not end because nobody listens any more, nor is its exit code another one.
            close_quietly(sys.stderr)


class _Lines:
    """For a log: one line for each change, and none for the beginning."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._key: object = None

    def show(self, text: str, *, key: object, elapsed: float | None = None) -> None:
        del elapsed
        if key != self._key:
            self._key = key
            self._display.tell(text)

    def clear(self) -> None:
        pass

    def close(self) -> None:
        pass


class _OneLine:
    """For a terminal without rich: one line that is written over."""

    def __init__(self) -> None:
        self._written = False

    def show(self, text: str, *, key: object, elapsed: float | None = None) -> None:
        from .text import columns, wrap

        del key
        after = f" ({elapsed:.0f} s)" if elapsed is not None else ""
        line = wrap(text + after, columns() - 1)[0]
        self._put(f"\r{line}\x1b[K")
        self._written = width(line) > 0

    def clear(self) -> None:
        if self._written:
            self._put("\r\x1b[K")
            self._written = False

    def close(self) -> None:
        self.clear()

    @staticmethod
    def _put(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
