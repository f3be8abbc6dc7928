"""How soon the ends of jobs can be seen at best, where the spread of their run times is known."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["floor"]


def floor(times: Sequence[float], looks: float) -> float:
    """No looks that are so many on the average see the ends of such jobs sooner, even if all of the spread is known.

    For each price of a look the cheapest moments are found, on a fine grid. What they cost without the price of so many
    looks is a lower bound, and the highest of these is wanted.
    """
    ends = sorted(times)
    sums = [0.0]
    for end in ends:
        sums.append(sums[-1] + end)
    step = (ends[-1] - ends[0]) / 250
    grid = [(0.0, 0)] + [
        (moment, bisect_right(ends, moment + 1e-9))
        for moment in (ends[0] + step * number for number in range(1, 251))
    ]

    def cost(price: float) -> float:
        best = [0.0]
        for last, (moment, ended) in enumerate(grid[1:], 1):
            best.append(
                min(
                    best[first]
                    + (ended - before) * moment
                    - (sums[ended] - sums[before])
                    + price * (len(ends) - before)
                    for first, (_, before) in enumerate(grid[:last])
                )
            )
        return best[-1] / len(ends)

    return max(cost(price) - price * looks for price in (0.02, 0.03, 0.045, 0.07, 0.1, 0.15))
