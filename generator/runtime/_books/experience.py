"""What jobs have cost so far, by model: by it the next ones are counted whose price is not known, or was wrong."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from .._plain.money import EXACT, NOTHING, ratio, times

__all__ = ["USUAL", "Experience"]

USUAL = Decimal(1)
"""US dollars that a job of unknown price is counted at, before any of its model has ended."""
_ONE = Decimal(1)
_PLACES = Decimal("0.0001")


class Experience:
    """The dearest job of each model, and how far one has passed its estimate. Its owner's lock guards it."""

    def __init__(self) -> None:
        self._dearest: dict[str, Decimal] = {}
        self._passed: dict[str, Decimal] = {}

    def learn(self, model_id: str, expected: Decimal | None, cost: Decimal) -> bool:
        """Take in the cost of a job, and return whether the next ones are counted higher for it."""
        before = self.counted(model_id, expected)
        self._dearest[model_id] = max(cost, self._dearest.get(model_id, NOTHING))
        if expected:
            passed = ratio(cost, expected, up=True).quantize(_PLACES, ROUND_CEILING, EXACT)
            self._passed[model_id] = max(passed, self._passed.get(model_id, _ONE))
        return self.counted(model_id, expected) > before

    def counted(self, model_id: str, expected: Decimal | None, usual: Decimal = USUAL) -> Decimal:
        """Return what a job of that expected cost at most is counted at; `usual` where nothing is known at all."""
        if expected:
            return times(expected, self._passed.get(model_id, _ONE))
        return self._dearest.get(model_id, NOTHING if expected is not None else usual)
