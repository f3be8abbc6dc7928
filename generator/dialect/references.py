"""Local references: the only ones there are."""

from __future__ import annotations

__all__ = ["definition_name"]


def definition_name(reference: str) -> str:
    """Return the name of the definition that a normalised `$ref` (`#/$defs/NAME`) means."""
    return reference.removeprefix("#/$defs/").replace("%25", "%").replace("~1", "/").replace("~0", "~")
