"""What may be spent, what was, and what is set aside for jobs under way: exact, and safe under threads and tasks.

How far the limit can be passed: a request leaves only where all that was spent and all that is set aside, its own
share included, is within the limit. So what is spent in the end passes it at most by what the jobs that were under way
at the same time cost beyond what they were counted at. What is learnt from the first dear one counts for all others.
"""

from __future__ import annotations

import os
import secrets
import weakref
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .._catalogue.cost_estimate import CostEstimate  # noqa: TC001 (`get_type_hints` looks for it here)
from .._plain.json_values import show
from .._plain.locks import make_lock
from .._plain.money import NOTHING, minus, money, plus, shown
from ..errors import BudgetError, ConfigError
from .choices import UnknownPrice  # noqa: TC001
from .experience import USUAL, Experience

if TYPE_CHECKING:
    import threading

__all__ = ["Funds", "Reservation", "make_funds"]


class Funds:
    """The money of one client, with all its views, or of one batch, in US dollars.

    Before a paid request leaves, the high figure of its estimate is set aside; a request that would pass what is left
    is refused. What a job cost takes the place of its estimate when the server says so. Set aside money comes back
    where there is certainly no job, and of a job that was cancelled; it stays where nobody can say.

    A job without a known price is counted at what the dearest one of its model has cost so far, and at first at one
    dollar, or at what `unknown_price` says. Where less than that is left, such jobs go one at a time.
    """

    def __init__(
        self,
        limit: Decimal | None = None,
        unknown_price: UnknownPrice = "refuse",
        *,
        max_job: Decimal | None = None,
        parent: Funds | None = None,
        pid: int | None = None,
    ) -> None:
        """
        Args:
            limit: US dollars, or None for no limit.
            unknown_price: What becomes of a request whose price is not known where there is a limit: `refuse`,
                `allow`, or an amount, which allows it and counts it at so much until it is known better.
            max_job: US dollars that a single request may cost at most, or None.
            parent: A budget that everything counts in, too.
            pid: The process whose money it is; None is this one.
        """
        # Read by `Budget`, which says what each is; changed under the lock alone.
        self.limit: Decimal | None = limit
        self.max_job: Decimal | None = max_job
        self.unknown_price: UnknownPrice = unknown_price
        self._parent = parent
        self._name = secrets.token_hex(16)
        self._pid = os.getpid() if pid is None else pid
        # A family has one lock: nothing is set aside in one and refused in the other.
        self.lock: threading.Lock = parent.lock if parent is not None else make_lock()
        self.experience: Experience = parent.experience if parent is not None else Experience()
        self.spent: Decimal = NOTHING
        self.reserved: Decimal = NOTHING
        self.unpriced: int = 0
        self._guessed = 0
        self._open: set[Reservation] = set()
        if pid is None and self.needs_estimates:
            _known[self._name] = self

    @property
    def left(self) -> Decimal | None:
        """What is neither spent nor set aside; None without a limit, and never below zero."""
        if self.limit is None:
            return None
        if self.is_elsewhere:
            return NOTHING
        with self.lock:
            return max(self._left(self.limit), NOTHING)

    @property
    def needs_estimates(self) -> bool:
        """Whether anything can be refused."""
        return any(budget.limit is not None or budget.max_job is not None for budget in self.family())

    @property
    def is_elsewhere(self) -> bool:
        """Whether its money is that of another process, where alone it can be spent."""
        return self._pid != os.getpid()

    def family(self) -> list[Funds]:
        """Return this budget and those that it counts in."""
        return [self, *(self._parent.family() if self._parent is not None else ())]

    def reserve(self, model_id: str, estimate: CostEstimate | None) -> Reservation:
        """Set the money for one request aside, in all budgets or in none.

        Raises:
            BudgetError: It would pass what is left, or its price is not known.
        """
        family = self.family()
        expected = estimate.high if estimate is not None else None
        for budget in family:
            budget.check_process(model_id)
        with self.lock:
            counted = self._counted(model_id, expected, estimate)
            for budget in family:
                budget.check(model_id, estimate, counted)
            if expected is None and counted is not None:
                # Near the limit it may take all that is left, and goes alone.
                counted = min([counted, *(left for budget in family if (left := budget.room()) is not None)])
            return self._hold(model_id, expected, counted, family)

    def hold(self, model_id: str, expected: Decimal | None, *, alone: bool = False) -> Reservation:
        """Set money aside for what was sent already, whether it fits or not.

        `alone` where those that this budget counts in have counted it before.
        """
        budgets = self.family()
        if alone:
            budgets = budgets[: self._parent is not None]
        with self.lock:
            return self._hold(model_id, expected, self._counted(model_id, expected, None), budgets)

    def _counted(
        self, model_id: str, expected: Decimal | None, estimate: CostEstimate | None
    ) -> Decimal | None:
        """Return what a request is counted at; None where its unknown price does not matter. The lock is held."""
        if expected is None and not self.needs_estimates:
            return None
        usual = next(
            (found for one in self.family() if (found := money(one.unknown_price)) is not None), USUAL
        )
        counted = self.experience.counted(model_id, expected, usual)
        low = estimate.low if estimate is not None and expected is None else None
        return counted if low is None else max(counted, low)

    def _hold(
        self, model_id: str, expected: Decimal | None, counted: Decimal | None, budgets: list[Funds]
    ) -> Reservation:
        made = Reservation(self.lock, budgets, model_id, expected, counted, self.experience)
        for budget in budgets:
            budget.enter(made)
        return made

    def check_process(self, model_id: str) -> None:
        """Refuse to spend another process's money: each would spend all of it."""
        if self.limit is not None and self.is_elsewhere:
            raise BudgetError(
                f"A request to {model_id} is refused: the budget of this client is that of the process that made it. "
                "Nothing was sent.",
                hint="Make a client here, with a share of the money as its own budget_usd.",
            )

    def check(self, model_id: str, estimate: CostEstimate | None, counted: Decimal | None) -> None:
        """Refuse what does not fit; the lock is held."""
        expected = estimate.high if estimate is not None else None
        if self.limit is None and self.max_job is None:
            return
        if expected is None and self.unknown_price == "refuse":
            basis = f" ({estimate.basis})" if estimate is not None else ""
            cap = "budget" if self.limit is not None else "limit for a single one"
            raise BudgetError(
                f"The most that a request to {model_id} can cost is not known{basis}, and there is a {cap}; "
                f"nothing was sent.",
                hint='Allow such requests with unknown_price="allow", or with an amount that each one counts at.',
            )
        if self.max_job is not None and expected is not None and expected > self.max_job:
            raise BudgetError(
                f"A request to {model_id} may cost {shown(expected)}, and max_job_usd is {shown(self.max_job)}. "
                "Nothing was sent.",
                hint="Ask for less: a smaller, shorter or coarser output; else raise max_job_usd.",
            )
        if self.limit is None or counted is None:
            return
        left = self._left(self.limit)
        facts = f"of {shown(self.limit)}, {shown(self.spent)} is spent and {shown(self.reserved)} set aside"
        hint = "Jobs that end for less than their estimate give money back; else raise the budget."
        if expected is not None:
            if counted <= left:
                return
            dearer = (
                f", as others of the model were dearer than {shown(expected)}" if counted > expected else ""
            )
            wanted = f"may cost {shown(counted)}{dearer}"
        elif left <= 0:
            wanted = "has no known price, and nothing is left"
        elif counted > left and self._guessed:
            wanted = (
                f"has no known price, is counted at {shown(counted)}, and must wait for the others like it"
            )
            hint = "Wait until they have ended; else raise the budget, or say what each counts at: unknown_price=0.25."
        else:
            return
        error = BudgetError(f"A request to {model_id} {wanted}: {facts}. Nothing was sent.", hint=hint)
        error.later = self.reserved > 0 and counted <= minus(self.limit, self.spent)
        raise error

    def room(self) -> Decimal | None:
        """Return what is left, or None without a limit; the lock is held."""
        return None if self.limit is None else self._left(self.limit)

    def _left(self, limit: Decimal) -> Decimal:
        return minus(limit, plus(self.spent, self.reserved))

    def enter(self, made: Reservation) -> None:
        """Add a job that is under way; the lock is held."""
        if self.needs_estimates:
            # Jobs that nobody waits for must not fill the memory where nothing is at stake.
            self._open.add(made)
            self._guessed += made.is_guess
        self.add(reserved=made.counted, unpriced=int(made.is_guess))

    def leave(self, ended: Reservation) -> None:
        """Remove a job that has ended; the lock is held."""
        if ended in self._open:
            self._open.discard(ended)
            self._guessed -= ended.is_guess

    def opened(self) -> list[Reservation]:
        """Return what is set aside for jobs under way; the lock is held."""
        return list(self._open)

    def add(self, *, reserved: Decimal = NOTHING, spent: Decimal = NOTHING, unpriced: int = 0) -> None:
        """Count; the lock is held."""
        self.reserved = plus(self.reserved, reserved)
        self.spent = plus(self.spent, spent)
        self.unpriced += unpriced

    def portable(self) -> tuple[Any, ...]:
        """Return what goes along in a pickle: the name under which this process knows it."""
        return self._name, self._pid, self.limit, self.unknown_price, self.max_job


# The budgets of this process that can refuse something, for clients that come back out of a pickle.
_known: weakref.WeakValueDictionary[str, Funds] = weakref.WeakValueDictionary()


def arrived(
    name: str, pid: int, limit: Decimal | None, unknown_price: UnknownPrice, max_job: Decimal | None
) -> Funds:
    """Return the budget of a client from a pickle: the same one where it was made here, else one without money."""
    found = _known.get(name)
    if found is not None and not found.is_elsewhere:
        return found
    return Funds(limit, unknown_price, max_job=max_job, pid=pid if pid != os.getpid() else -1)


class Reservation:
    """The money of one request, from before it leaves until its job's cost is known."""

    def __init__(  # noqa: PLR0917 (made in one place)
        self,
        lock: threading.Lock,
        budgets: list[Funds],
        model_id: str,
        expected: Decimal | None,
        counted: Decimal | None,
        experience: Experience,
    ) -> None:
        self._lock = lock
        self._budgets = budgets
        self._model_id = model_id
        self._expected = expected
        self._experience = experience
        self.counted: Decimal = NOTHING if counted is None else counted
        """What it is counted at."""
        self.is_guess: bool = expected is None
        """Whether that is not an estimate."""
        self._reserved, self._spent, self._unpriced = self.counted, NOTHING, self.is_guess

    @property
    def amount(self) -> Decimal | None:
        """The high figure of the estimate, or None where it is not known."""
        return self._expected

    def release(self) -> None:
        """Give the money back: there is no job, or it is cancelled."""
        with self._lock:
            self._finish(NOTHING, NOTHING, unpriced=False)

    def settle(self, cost: object) -> bool:
        """Count the cost of an ended job, or its estimate where no cost is known; return whether that was known."""
        paid = money(cost)
        with self._lock:
            if paid is None:
                self._finish(NOTHING, self.counted, unpriced=self.is_guess)
                return False
            self._finish(NOTHING, paid, unpriced=False)
            if self._experience.learn(self._model_id, self._expected, paid):
                for other in {one for budget in self._budgets for one in budget.opened()}:
                    other.raise_to_experience(self._model_id)
        return True

    def raise_to_experience(self, model_id: str) -> None:
        """Count more, where others of the model were dearer than this one is counted at; the lock is held."""
        if model_id != self._model_id:
            return
        counted = self._experience.counted(model_id, self._expected, self.counted)
        if counted > self.counted:
            for budget in self._budgets:
                budget.add(reserved=minus(counted, self._reserved))
            self.counted = self._reserved = counted

    def _finish(self, reserved: Decimal, spent: Decimal, *, unpriced: bool) -> None:
        """Count it as that from now on, and as under way no more; the lock is held."""
        for budget in self._budgets:
            budget.leave(self)
            budget.add(
                reserved=minus(reserved, self._reserved),
                spent=minus(spent, self._spent),
                unpriced=int(unpriced) - int(self._unpriced),
            )
        self._reserved, self._spent, self._unpriced = reserved, spent, unpriced


def make_funds(
    limit: float | str | Decimal | None,
    unknown_price: UnknownPrice = "refuse",
    parent: Funds | None = None,
    *,
    max_job: float | str | Decimal | None = None,
) -> Funds:
    """Return the budget that arguments of a client or a batch ask for.

    Raises:
        ConfigError: The limit is not a sum of money, or there is no such policy.
    """
    if not (isinstance(unknown_price, str) and unknown_price in {"refuse", "allow"}) and not money(
        unknown_price
    ):
        raise ConfigError(
            f"unknown_price must be 'refuse', 'allow' or a sum of US dollars above 0, not {_told(unknown_price)}."
        )
    return Funds(
        _limit("budget_usd", limit), unknown_price, max_job=_limit("max_job_usd", max_job), parent=parent
    )


def _told(given: object) -> str:
    return str(given) if isinstance(given, Decimal) else show(given)


def _limit(name: str, given: object) -> Decimal | None:
    amount = money(given)
    if given is not None and amount is None:
        raise ConfigError(f"{name} must be a sum of US dollars of at least 0, not {_told(given)}.")
    return amount
