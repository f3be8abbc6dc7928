"""What may be spent, what was, and what is set aside for jobs under way: exact, and safe under threads and tasks."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from .._catalogue.price import money, shown
from ..errors import BudgetError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._catalogue.price import Estimate

__all__ = ["Budget", "Reservation", "UnknownPrice", "make_budget"]

UnknownPrice: TypeAlias = Literal["refuse", "allow"]

_NOTHING = Decimal(0)


class Budget:
    """The money of one client, with all its views, or of one batch, in US dollars.

    Before a paid request leaves, the high figure of its estimate is set aside; a request that would pass what is left
    is refused. What a job cost takes the place of its estimate when the server says so. Set aside money comes back
    where there is certainly no job, and of a job that was cancelled; it stays where nobody can say.
    """

    def __init__(
        self,
        limit: Decimal | None = None,
        unknown_price: UnknownPrice = "refuse",
        *,
        parent: Budget | None = None,
    ) -> None:
        """
        Args:
            limit: US dollars, or None for no limit.
            unknown_price: What becomes of a request whose price is not known where there is a limit: `refuse` or
                `allow`. Allowed, it counts when its cost is known.
            parent: A budget that everything counts in, too.
        """
        self._limit = limit
        self._unknown_price: UnknownPrice = unknown_price
        self._parent = parent
        # A family has one lock: nothing is set aside in one and refused in the other.
        self._lock: threading.Lock = parent.lock if parent is not None else threading.Lock()
        self._spent = self._reserved = _NOTHING
        self._unpriced = 0

    @property
    def lock(self) -> threading.Lock:
        """What guards this budget and its parents. Strictly private."""
        return self._lock

    @property
    def limit(self) -> Decimal | None:
        """What may be spent in all, or None."""
        return self._limit

    @property
    def spent(self) -> Decimal:
        """What ended jobs cost; where the server did not say, their estimate."""
        return self._spent

    @property
    def reserved(self) -> Decimal:
        """What is set aside for jobs under way, and for requests of which nobody can say what became of them."""
        return self._reserved

    @property
    def left(self) -> Decimal | None:
        """What is neither spent nor set aside; None without a limit, and never below zero."""
        if self._limit is None:
            return None
        with self._lock:
            return max(self._limit - self._spent - self._reserved, _NOTHING)

    @property
    def unpriced(self) -> int:
        """How many jobs, under way or ended, had no known price and have no known cost."""
        return self._unpriced

    @property
    def unknown_price(self) -> UnknownPrice:
        """What becomes of a request whose price is not known: `refuse` or `allow`."""
        return self._unknown_price

    @property
    def needs_estimates(self) -> bool:
        """Whether anything can be refused. Strictly private."""
        return any(budget.limit is not None for budget in self.family())

    def family(self) -> list[Budget]:
        """This budget and those that it counts in. Strictly private."""
        return [self, *(self._parent.family() if self._parent is not None else ())]

    def reserve(self, model_id: str, estimate: Estimate | None) -> Reservation:
        """Set the money for one request aside, in all budgets or in none.

        Raises:
            BudgetError: It would pass what is left, or its price is not known.
        """
        amount = estimate.high if estimate is not None else None
        with self._lock:
            for budget in self.family():
                budget.check(model_id, estimate, amount)
            self._hold(amount, self.family())
        return Reservation(self._lock, self.family(), amount)

    def hold(self, amount: Decimal | None, *, alone: bool = False) -> Reservation:
        """Set money aside for what was sent already, whether it fits or not. Strictly private.

        `alone` where those that this budget counts in have counted it before.
        """
        counted = self.family()
        if alone:
            counted = counted[: self._parent is not None]
        with self._lock:
            self._hold(amount, counted)
        return Reservation(self._lock, counted, amount)

    @staticmethod
    def _hold(amount: Decimal | None, counted: list[Budget]) -> None:
        held = _NOTHING if amount is None else amount
        for budget in counted:
            budget.add(reserved=held, unpriced=int(amount is None))

    def check(self, model_id: str, estimate: Estimate | None, amount: Decimal | None) -> None:
        """Refuse what does not fit; the lock is held. Strictly private."""
        if self._limit is None:
            return
        left = self._limit - self._spent - self._reserved
        facts = (
            f"of {shown(self._limit)}, {shown(self._spent)} is spent and {shown(self._reserved)} set aside"
        )
        if amount is None and self._unknown_price == "refuse":
            basis = f" ({estimate.basis})" if estimate is not None else ""
            raise BudgetError(
                f"The most that a request to {model_id} can cost is not known{basis}, and there is a budget; "
                f"nothing was sent.",
                hint='Allow such requests with unknown_price="allow"; they count when their cost is known.',
            )
        if (amount is not None and amount > left) or left <= 0:
            wanted = (
                f"may cost {shown(amount)}"
                if amount is not None
                else "has no known price, and nothing is left"
            )
            raise BudgetError(
                f"A request to {model_id} {wanted}: {facts}. Nothing was sent.",
                hint="Jobs that end for less than their estimate give money back; else raise the budget.",
            )

    def add(self, *, reserved: Decimal = _NOTHING, spent: Decimal = _NOTHING, unpriced: int = 0) -> None:
        """Count; the lock is held. Strictly private."""
        self._reserved += reserved
        self._spent += spent
        self._unpriced += unpriced

    def __repr__(self) -> str:
        limit = "no limit" if self._limit is None else f"limit={shown(self._limit)}"
        left = self.left
        rest = "" if left is None else f", left={shown(left)}"
        return f"<Budget {limit}, spent={shown(self._spent)}, reserved={shown(self._reserved)}{rest}>"


class Reservation:
    """The money of one request, from before it leaves until its job's cost is known."""

    __slots__ = ("_amount", "_budgets", "_lock", "_reserved", "_spent", "_unpriced")

    def __init__(self, lock: threading.Lock, budgets: list[Budget], amount: Decimal | None) -> None:
        self._lock = lock
        self._budgets = budgets
        self._amount = amount
        self._reserved = _NOTHING if amount is None else amount
        self._spent = _NOTHING
        self._unpriced = amount is None

    @property
    def amount(self) -> Decimal | None:
        """The high figure of the estimate, or None where it is not known."""
        return self._amount

    def release(self) -> None:
        """There is no job, or it is cancelled: nothing is paid."""
        self._become(_NOTHING, _NOTHING, unpriced=False)

    def settle(self, cost: object) -> bool:
        """The job has ended. Its cost counts, or its estimate where the cost is not known; say which of both."""
        paid = money(cost)
        if paid is not None:
            self._become(_NOTHING, paid, unpriced=False)
        else:
            self._become(_NOTHING, self._amount or _NOTHING, unpriced=self._amount is None)
        return paid is not None

    def _become(self, reserved: Decimal, spent: Decimal, *, unpriced: bool) -> None:
        with self._lock:
            for budget in self._budgets:
                budget.add(
                    reserved=reserved - self._reserved,
                    spent=spent - self._spent,
                    unpriced=int(unpriced) - int(self._unpriced),
                )
            self._reserved, self._spent, self._unpriced = reserved, spent, unpriced


def make_budget(
    limit: float | str | Decimal | None, unknown_price: str = "refuse", parent: Budget | None = None
) -> Budget:
    """The budget that arguments of a client or a batch ask for.

    Raises:
        ConfigError: The limit is no sum of money, or there is no such policy.
    """
    amount = money(limit)
    if limit is not None and amount is None:
        raise ConfigError(f"budget_usd must be a sum of US dollars of at least 0, not {limit!r}.")
    policies: Mapping[str, UnknownPrice] = {"refuse": "refuse", "allow": "allow"}
    if not isinstance(unknown_price, str) or unknown_price not in policies:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigError(f"unknown_price must be 'refuse' or 'allow', not {unknown_price!r}.")
    return Budget(amount, policies[unknown_price], parent=parent)
