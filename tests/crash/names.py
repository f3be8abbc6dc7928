"""Markers: an input that tells the requests of a test apart."""

from __future__ import annotations


def names(count: int, prefix: str = "m") -> list[str]:
    """So many markers."""
    return [f"{prefix}{number}" for number in range(count)]
