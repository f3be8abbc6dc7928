"""The Jinja environment for everything that is not HTML: it prints nothing but what was marked as finished."""

from __future__ import annotations

import functools
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined

__all__ = ["Source", "environment"]

_TEMPLATES = Path(__file__).parent / "templates"


class Source(str):
    """Text that is finished for where it goes: a literal, an identifier, a docstring, or made of them."""

    __slots__ = ()


def _finished(value: object) -> object:
    """Refuse to print what nobody has marked as finished: schema text that went round the functions for it."""
    if isinstance(value, Source | Undefined) or type(value).__name__ == "Markup":
        return value
    raise TypeError(f"a template was given raw text: {type(value).__name__}")


@functools.cache
def environment(folder: str = "") -> Environment:
    """Return the environment of the templates, or of a folder of them."""
    # Autoescape is for HTML; here `finalize` is the guard, and it refuses instead of altering.
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES / folder),
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701
    )
    found.filters["source"] = Source  # for what a macro has printed, which has been through the guard
    return found
