"""The Jinja environment for everything that is not HTML: it prints nothing but what was marked as finished."""

from __future__ import annotations

import functools
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined

from generator.writing.source import Source

__all__ = ["TEMPLATES", "environment"]

TEMPLATES = Path(__file__).parent.parent / "templates"


def _finished(value: object) -> object:
    """Refuse to print what nobody has marked as finished: schema text that went round the functions for it."""
    if isinstance(value, Source | Undefined):
        return value
    raise TypeError(f"a template was given raw text: {type(value).__name__}")


@functools.cache
def environment(folder: str = "") -> Environment:
    """Return the environment of the templates, or of a folder of them."""
    # Autoescape is for HTML; here `finalize` is the guard, and it refuses instead of altering.
    return Environment(
        loader=FileSystemLoader(TEMPLATES / folder),
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701
    )
