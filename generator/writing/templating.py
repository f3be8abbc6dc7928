"""The Jinja environments: one for HTML, and one that prints nothing but what was marked as finished."""

from __future__ import annotations

import functools
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined

from generator.writing.markdown import visible
from generator.writing.source import Source

__all__ = ["TEMPLATES", "environment"]

TEMPLATES = Path(__file__).parent.parent / "templates"


def _finished(value: object) -> object:
    """Refuse to print what nobody has marked as finished: schema text that went round the functions for it."""
    if isinstance(value, Source | Undefined):
        return value
    raise TypeError(f"a template was given raw text: {type(value).__name__}")


@functools.cache
def environment(folder: str = "", *, html: bool = False) -> Environment:
    """Return the environment of the templates, or of a folder of them; that of HTML escapes what it prints."""
    # Where nothing is escaped, `finalize` is the guard, and it refuses instead of altering.
    found = Environment(
        loader=FileSystemLoader(TEMPLATES / folder),
        undefined=StrictUndefined,
        finalize=None if html else _finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=html,  # noqa: S701
    )
    found.filters["visible"] = visible
    return found
