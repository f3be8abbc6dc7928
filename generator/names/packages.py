"""What a generated package may be called."""

from __future__ import annotations

import keyword
import sys

__all__ = ["check_package_name"]

# What the package itself imports.
_DEPENDENCIES = frozenset({"httpx", "pydantic", "pydantic_core", "typing_extensions", "annotated_types"})


def check_package_name(name: str) -> str | None:
    """Return why a package cannot be called so, or None for a good name."""
    if not name.isidentifier() or not name.isascii():
        return f"{name!r} cannot be the name of a package"
    if keyword.iskeyword(name):
        return f"{name!r} is a keyword of Python, which nobody can import"
    if name in sys.stdlib_module_names or name in _DEPENDENCIES or name.startswith("__"):
        return f"{name!r} is a module already, which the package would hide"
    if name == "docs":
        return "'docs' is the folder beside the package"
    return None
