"""What decides over the bytes that are written, beside the schemas: the libraries, and this program itself."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.tree.lock import content_of, files_below
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
    found = _installed()
    return {name: found.get(name) or _asked_for(name) for name in _WRITERS}


def _installed() -> dict[str, str]:
    """Return the versions by the names of the folders that say what is installed, the first of each on the path.

    `importlib.metadata` looks at the same names; importing it takes longer than all else of a run with nothing to do.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - plain texts
        except OSError:
            continue
        for folder in sorted(names):
            name, dash, version = folder.removesuffix(".dist-info").partition("-")
            if dash and folder.endswith(".dist-info"):
                found.setdefault(name.replace("_", "-").lower(), version)
    return found


def _asked_for(name: str) -> str:
    """Return the version of a library that is installed in another way."""
    from importlib.metadata import version

    return version(name)


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
