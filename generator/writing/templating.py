"""The Jinja environments: one for HTML, and one that prints nothing but what was marked as finished."""

from __future__ import annotations

import contextlib
import functools
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Undefined

from generator.plain.installed import version_of
from generator.writing.markdown import visible
from generator.writing.source import Source

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

__all__ = ["TEMPLATES", "environment"]

TEMPLATES = Path(__file__).parent.parent / "templates"


def _finished(value: object) -> object:
    """Refuse to print what nobody has marked as finished: schema text that went round the functions for it."""
    if isinstance(value, Source | Undefined):
        return value
    raise TypeError(f"a template was given raw text: {type(value).__name__}")


class _Compiled(FileSystemBytecodeCache):
    """Keeps what templates compile to where Python keeps it of modules; what cannot be read or written is no fault."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - whatever a damaged file leads to
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> _Compiled | None:
    if sys.dont_write_bytecode:
        return None
    folder = TEMPLATES / "__pycache__"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
    # Another version, and other options than those below, may make something else of the same template.
    options = zlib.crc32(Path(__file__).read_bytes())
    return _Compiled(str(folder), f"%s.jinja-{version_of('jinja2')}-{options:08x}")


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
        bytecode_cache=_compiled(),
    )
    found.filters["visible"] = visible
    return found
