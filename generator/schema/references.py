"""Local references, the only ones there are, in their normalised form: `#`, or `#/$defs/NAME`."""

from __future__ import annotations

from generator.plain.faults import child, unescape

__all__ = ["definition_name", "definition_reference"]


def definition_name(reference: str) -> str:
    """Return the name of the definition that a normalised `$ref` (`#/$defs/NAME`) means."""
    return unescape(reference.removeprefix("#/$defs/").replace("%25", "%"))


def definition_reference(name: str) -> str:
    """Return the normalised `$ref` of a definition."""
    return "#" + child("", "$defs", name).replace("%", "%25")
