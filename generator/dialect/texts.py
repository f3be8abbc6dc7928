"""Texts that people read: kept, unless they say nothing."""

from __future__ import annotations

import re

__all__ = ["is_unresolved"]

# A key of the documentation site's texts that was never resolved; never shown to anybody.
_UNRESOLVED = re.compile(r"modelApiDoc_\w*\Z")


def is_unresolved(text: str) -> bool:
    """Say whether a text is a key of the documentation site that was never resolved."""
    return _UNRESOLVED.match(text.strip()) is not None
