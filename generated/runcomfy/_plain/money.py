"""Sums of money: read leniently, kept exactly, and never rounded by what a program has set for its own decimals."""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["EXACT", "NOTHING", "finite", "minus", "money", "plus", "ratio", "shown", "times", "total"]

NOTHING = Decimal(0)
# Enough for the sum or the product of any amounts that are let in. Signals are for `money`, which looks for itself.
EXACT = Context(prec=400, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[], flags=[])
# What cannot be exact, such as a third of a second, is kept to so many digits, and in whose favour is said.
_DOWN = Context(prec=28, rounding=ROUND_FLOOR, traps=[], flags=[])
_UP = Context(prec=28, rounding=ROUND_CEILING, traps=[], flags=[])

_LARGEST = 12  # digits in front of the point
_FINEST = -40  # the last place behind it
_TEXT = r"(?ai)(?:US)?\s*\$?\s*([+-]?(?:\d{1,60}(?:\.\d{0,60})?|\.\d{1,60})(?:e[+-]?\d{1,3})?)\s*(?:USD|\$)?"


def finite(value: object) -> Decimal | None:
    """Return a number as it is written, exactly, or None for what is none: `0.05`, `"$0.05"`, `"1e-3"`, `"0.05 USD"`.

    A float counts as it is shown.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        # `str` refuses to write an integer of thousands of digits.
        match = re.fullmatch(_TEXT, str(value).strip())
    except ValueError:
        return None
    if match is None:
        return None
    try:
        found = EXACT.create_decimal(match[1])
    except InvalidOperation:  # pragma: no cover (the pattern lets none through)
        return None
    exponent = found.as_tuple().exponent
    if not isinstance(exponent, int) or found.adjusted() >= _LARGEST or exponent < _FINEST:
        return None
    return found


def money(value: object) -> Decimal | None:
    """Return a sum of money of at least 0, or None for what is none. Zero is a sum, None is not known."""
    found = finite(value)
    return None if found is None or found < 0 else found


def plus(one: Decimal, other: Decimal) -> Decimal:
    """Return their exact sum."""
    return EXACT.add(one, other)


def minus(one: Decimal, other: Decimal) -> Decimal:
    """Return their exact difference."""
    return EXACT.subtract(one, other)


def times(one: Decimal, *others: Decimal) -> Decimal:
    """Return their exact product."""
    for other in others:
        one = EXACT.multiply(one, other)
    return one


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return their exact sum."""
    found = NOTHING
    for one in amounts:
        found = EXACT.add(found, one)
    return found


def ratio(one: Decimal, other: Decimal, *, up: bool) -> Decimal:
    """Return their quotient to 28 digits, rounded up or down. `other` is not 0."""
    return (_UP if up else _DOWN).divide(one, other)


def shown(sum_of_money: Decimal) -> str:
    """Return a sum of money for people: at least two decimals, and no more than there are."""
    text = format(EXACT.normalize(sum_of_money), "f")
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, rest = text.partition(".")
    return f"{sign}${whole}.{rest.ljust(2, '0')}"
