"""What decides over the bytes that are written, beside the schemas: the libraries, and this program itself."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

from generator.tree.lock import content_of, files_below

__all__ = ["program_hash", "writers"]

# Each of them can change a byte: what a value means, whether a default is valid, how a line is laid out.
_WRITERS = ("datamodel-code-generator", "jinja2", "jsonschema", "pydantic", "ruff")


@functools.cache
def writers() -> dict[str, str]:
    """Return the version of every library that can change what is written."""
    return {name: version(name) for name in _WRITERS}


@functools.cache
def program_hash() -> str:
    """Return a hash of this program, its templates and the runtime, and of the libraries' versions.

    As they were when it was first asked for: the program that runs does not become another one.
    """
    root = Path(__file__).parent.parent
    digest = hashlib.sha256(repr(writers()).encode())
    for path in sorted(files_below(root, lambda name: name == "__pycache__" or name.startswith("."))):
        digest.update(f"{path}\n".encode())
        digest.update(hashlib.sha256(content_of(f"{root}/{path}")).digest())
    return digest.hexdigest()
