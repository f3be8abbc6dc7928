"""The words by which a client's arguments say how money is dealt with."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

__all__ = ["Prices", "UnknownPrice"]

UnknownPrice: TypeAlias = Literal["refuse", "allow"] | float | Decimal
"""What a limit does with a request whose price is not known; an amount in US dollars is what it counts as."""
Prices: TypeAlias = Literal["live", "packaged"]
"""Whose rates count where money is limited: the server's, which is asked, or the packaged ones."""
