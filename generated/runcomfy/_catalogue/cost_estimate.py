"""`CostEstimate`: what a request will cost, as `price` works it out and everybody reads it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 (`get_type_hints` looks for it here)
from typing import Literal, TypeAlias

from .._plain.money import shown

__all__ = ["CostEstimate", "RateSource"]

RateSource: TypeAlias = Literal["server", "package"]
"""Whose rate an estimate is made with."""


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """What one request will cost at the model's rate.

    Attributes:
        low: The least, or None where it is not known. That is not free.
        high: The most, or None where it is not known.
        basis: How the figures came about.
        unit: What the rate is for, such as `output` or `second`; None where there is no rate.
        known: Whether both figures are there.
        note: What is said about the price, and how far the figures may be trusted.
        currency: Always `USD`.
        source: Whose rate it is: `server`, which was asked, or `package`; None where there is no rate.
        as_of: Of when the rate is, in ISO 8601: the moment at which the server was asked, or the day of the packaged
            rate; None where that is not known.
    """

    low: Decimal | None
    high: Decimal | None
    basis: str
    unit: str | None
    known: bool
    note: str | None = None
    currency: str = "USD"
    source: RateSource | None = None
    as_of: str | None = None

    def __str__(self) -> str:
        if self.low is None:
            figures = "unknown"
        elif self.high is None:
            figures = f"{shown(self.low)} or more"
        elif self.high == self.low:
            figures = shown(self.low)
        else:
            figures = f"{shown(self.low)} to {shown(self.high)}"
        return f"{figures} ({'; '.join(part for part in (self.basis, self.origin) if part)})"

    @property
    def origin(self) -> str:
        """Whose rate it is and of when, in words; empty where there is none."""
        if self.source is None:
            return ""
        if self.source == "server":
            return f"the server's rate of {self.as_of}" if self.as_of else "the server's rate"
        return f"the packaged rate of {self.as_of}" if self.as_of else "the packaged rate"
