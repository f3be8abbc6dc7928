"""What users see of a client's money: `client.budget`, which they read and do not change."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 (like the others below: `get_type_hints` looks for it here)
from typing import TYPE_CHECKING

from .._plain.late import LateModule
from .._plain.money import shown
from .._plain.names import PACKAGE
from .choices import UnknownPrice  # noqa: TC001

if TYPE_CHECKING:
    from . import funds
else:
    funds = LateModule(f"{PACKAGE}._books.funds")

__all__ = ["Budget"]


class Budget:
    """The money of one client, with all its views, in US dollars: what may be spent, what was, what is set aside.

    It is live: each look gives the figures of that moment. Two are equal where they are the same money, as those of a
    client's views are.
    """

    def __init__(self, _funds: funds.Funds) -> None:
        self._funds = _funds

    @property
    def limit(self) -> Decimal | None:
        """What may be spent in all, or None."""
        return self._funds.limit

    @property
    def max_job(self) -> Decimal | None:
        """What a single request may cost at most, or None."""
        return self._funds.max_job

    @property
    def spent(self) -> Decimal:
        """What ended jobs cost; where the server did not say, what they were counted at."""
        return self._funds.spent

    @property
    def reserved(self) -> Decimal:
        """What is set aside for jobs under way, and for requests of which nobody can say what became of them."""
        return self._funds.reserved

    @property
    def left(self) -> Decimal | None:
        """What is neither spent nor set aside; None without a limit, and never below zero."""
        return self._funds.left

    @property
    def unpriced(self) -> int:
        """How many jobs, under way or ended, had no known price and have no known cost."""
        return self._funds.unpriced

    @property
    def unknown_price(self) -> UnknownPrice:
        """What becomes of a request whose price is not known: `refuse`, `allow`, or an amount that it counts at."""
        return self._funds.unknown_price

    def __eq__(self, other: object) -> bool:
        return self._funds is other._funds if isinstance(other, Budget) else NotImplemented

    def __hash__(self) -> int:
        return hash((Budget, id(self._funds)))

    def __copy__(self) -> Budget:
        return self

    def __deepcopy__(self, memo: object) -> Budget:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError(
            "A Budget is not pickled: it is one client's money, as it is at each moment. Send its figures."
        )

    def __repr__(self) -> str:
        limit = "no limit" if self.limit is None else f"limit={shown(self.limit)}"
        left = self.left
        rest = "" if left is None else f", left={shown(left)}"
        rest += ", of another process" if self.limit is not None and self._funds.is_elsewhere else ""
        return f"<Budget {limit}, spent={shown(self.spent)}, reserved={shown(self.reserved)}{rest}>"
