"""What a command prints: text for people as it goes, or one JSON document for programs at the end."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from generator.plain.faults import render_json, render_text, summary

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from generator.plain.faults import Report

__all__ = ["DONE", "DRIFT", "SOME_LEFT_OUT", "WRONG", "Reply"]

DONE, DRIFT, WRONG, SOME_LEFT_OUT = 0, 1, 2, 3


class Reply:
    """What a command has to say, to people or to programs; `facts` are what programs get.

    Whether somebody reads it changes nothing of what a command does: a reader who has seen enough, such as `| head`,
    gets no more, and a disk that is full makes the output `is_lost`.
    """

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._is_closed = False
        self.facts: dict[str, object] = {}
        self.is_lost = False

    def say(self, text: str, **facts: object) -> None:
        """Print the text for people, or keep the facts for programs."""
        self.facts.update(facts)
        if not self._as_json:
            self.write(f"{text}\n")

    def write(self, text: str) -> None:
        """Write to standard output, whatever the format."""
        if self._is_closed:
            return
        error = _put(text, sys.stdout)
        if error is not None:
            self._is_closed = True
            if not isinstance(error, BrokenPipeError):
                self.is_lost = True
                _put(f"standard output: error: {error.strerror}; the output is lost\n", sys.stderr)

    def finish(self, report: Report, schemas: Path, *, verbose: bool) -> None:
        """Report the faults: as JSON with all facts on standard output, or as text on standard error."""
        faults = report.faults
        if faults:
            from generator.sources import locate

            faults = locate(faults, schemas)
        if self._as_json:
            self.write(render_json(faults, self.facts))
            return
        if sys.stderr is None:
            return
        shown = [fault for fault in faults if verbose or fault.severity != "note"]
        if shown:
            plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") in {None, "dumb"}
            color = sys.stderr.isatty() and not plain
            _put(f"{render_text(shown, color=color)}\n", sys.stderr)
        if faults:
            hidden = "; --verbose shows the notes" if len(shown) < len(faults) else ""
            _put(f"{summary(faults)}{hidden}\n", sys.stderr)


def _put(text: str, stream: TextIO | None) -> OSError | None:
    """Write whatever the stream can encode; return why it takes nothing, and then it is asked to take nothing more."""
    if stream is None:  # a program may have no standard streams
        return None
    try:
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except OSError as error:
        # What Python still holds would be refused again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return error
    return None
