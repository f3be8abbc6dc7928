"""Bounds of numbers."""

from __future__ import annotations

import math

__all__ = ["whole_bound"]


def whole_bound(value: float, keyword: str) -> int:
    """Return the bound that says the same of whole numbers, and is one itself."""
    return math.floor(value) if keyword in ("maximum", "exclusiveMinimum") else math.ceil(value)
