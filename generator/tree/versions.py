"""What decides over the bytes that are written, beside the schemas: the libraries, and this program itself."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from generator.plain.installed import version_of
from generator.tree.files import content_of, files_below
from generator.tree.seen import look_at

if TYPE_CHECKING:
    from generator.tree.seen import Look

__all__ = ["program_hash", "program_look", "writers"]

_PROGRAM = Path(__file__).parent.parent

# Each of them can change a byte: what a value means, whether a default is valid, how a line is laid out.
_WRITERS = ("datamodel-code-generator", "jinja2", "jsonschema", "pydantic", "ruff")


@functools.cache
def writers() -> dict[str, str]:
    """Return the version of every library that can change what is written."""
    return {name: version_of(name) for name in _WRITERS}


@functools.cache
def program_hash() -> str:
    """Return a hash of this program, its templates and the runtime, and of the libraries' versions.

    As they were when it was first asked for: the program that runs does not become another one.
    """
    digest = hashlib.sha256(repr(writers()).encode())
    for path in _files():
        digest.update(f"{path}\n".encode())
        digest.update(hashlib.sha256(content_of(f"{_PROGRAM}/{path}")).digest())
    return digest.hexdigest()


@functools.cache
def program_look() -> Look:
    """Return the states of this program's files, as they were when it was first asked for."""
    return look_at(_PROGRAM, _files())


def _files() -> list[str]:
    return sorted(files_below(_PROGRAM, lambda name: name == "__pycache__" or name.startswith(".")))
