"""What a notebook shows of a job, and how that is kept up to date."""

from __future__ import annotations

import importlib
from typing import Any

from .._plain.text import one_line

__all__ = ["Display", "job_html"]

_BARS = {"": "", "completed": ' value="1"', "failed": ' value="0"', "cancelled": ' value="0"'}


def job_html(kind: str, request_id: str, model_id: str | None, state: str, seconds: float | None) -> str:
    """Return a line about a job. A bar without a value moves by itself."""
    from html import escape

    model = f" of <code>{escape(one_line(model_id))}</code>" if model_id else ""
    bar = f"<progress{_BARS.get(state, '')}></progress> " if state else ""
    since = "" if seconds is None else f", {seconds:.0f} s"
    words = f"{escape(state)}{since}" if state else "submitted; nobody has looked yet"
    return f"<div><p>{escape(kind)} <code>{escape(request_id)}</code>{model}</p><p>{bar}{words}</p></div>"


class Display:
    """One output of a notebook that can change. Without IPython it prints the text once."""

    def __init__(self, text: str, html: str) -> None:
        self._handle: Any = None
        try:
            notebook: Any = importlib.import_module("IPython.display")
        except ImportError:
            print(text)  # noqa: T201 (that is what was asked for)
            return
        self._handle = notebook.display({"text/plain": text, "text/html": html}, raw=True, display_id=True)

    def show(self, text: str, html: str) -> None:
        """Show something else in its place. What fails here must not cost a job."""
        if self._handle is None:
            return
        try:
            self._handle.update({"text/plain": text, "text/html": html}, raw=True)
        except Exception:  # noqa: BLE001
            self._handle = None
