"""Which versions of libraries are here."""

from __future__ import annotations

import functools
import os
import sys

__all__ = ["version_of"]


def version_of(name: str) -> str:
    """Return the version of a library that is installed. Raises PackageNotFoundError where it is not."""
    found = _installed().get(name)
    if found is None:
        from importlib.metadata import version

        found = version(name)
    return found


@functools.cache
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
