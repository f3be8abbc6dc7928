"""Whether a number is a multiple of another, as their decimal digits say it."""

from __future__ import annotations

import math
from fractions import Fraction

__all__ = ["is_multiple"]


def is_multiple(value: int | float, of: int | float) -> bool:
    """Return whether `value` is a multiple of `of`, which is above 0: 0.3 is one of 0.1, though their doubles are not.

    A float counts as the shortest decimal number that is read as it, so that the digits on the wire decide.
    """
    if isinstance(value, int) and isinstance(of, int):
        return not value % of
    finite = isinstance(value, int) or math.isfinite(value)
    return finite and (_exact(value) / _exact(of)).denominator == 1


def _exact(number: int | float) -> Fraction:
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))
